import { absent, added, any, counter, gauge } from '../../promql';

// As in node exporter v1.12.1 (collector/), with the collectors of constructs/exporters/node-exporter-args.ts.

/** Each node has a target; what would tell of the exporter's pod is removed, and the node's name is added. */
const OF_NODE = { node: added, pod: absent, container: absent, service: absent, endpoint: absent } as const;
const OF_DEVICE = { ...OF_NODE, device: any } as const;
const OF_FILE_SYSTEM = { ...OF_DEVICE, mountpoint: any, fstype: any, device_error: any } as const;

export const cpuSeconds = counter('node_cpu_seconds_total', {
  labels: { ...OF_NODE, cpu: any, mode: any },
  unit: 'seconds',
  help: 'Time that a CPU spent in a mode: idle, iowait, irq, nice, softirq, steal, system, user.',
});

export const cpuWaiting = counter('node_pressure_cpu_waiting_seconds_total', {
  labels: OF_NODE,
  unit: 'seconds',
  help: 'Time in which something waited for a CPU.',
});

export const memoryAvailable = gauge('node_memory_MemAvailable_bytes', {
  labels: OF_NODE,
  unit: 'bytes',
  help: 'Memory that programs can have without swapping: what is free, and file cache that can be given back.',
});

export const memoryTotal = gauge('node_memory_MemTotal_bytes', {
  labels: OF_NODE,
  unit: 'bytes',
  help: 'Memory of the node.',
});

export const memoryStalled = counter('node_pressure_memory_stalled_seconds_total', {
  labels: OF_NODE,
  unit: 'seconds',
  help: 'Time in which nothing could go on for lack of memory.',
});

export const oomKills = counter('node_vmstat_oom_kill', {
  labels: OF_NODE,
  help: 'Processes that the kernel killed for lack of memory, of their container or of the node.',
});

export const fileSystemAvailable = gauge('node_filesystem_avail_bytes', {
  labels: OF_FILE_SYSTEM,
  unit: 'bytes',
  help: 'Bytes that programs can still write, without what is reserved for root.',
});

export const fileSystemSize = gauge('node_filesystem_size_bytes', {
  labels: OF_FILE_SYSTEM,
  unit: 'bytes',
  help: 'Size of the file system.',
});

export const inodesFree = gauge('node_filesystem_files_free', {
  labels: OF_FILE_SYSTEM,
  unit: 'count',
  help: 'Files that can still be made.',
});

export const inodes = gauge('node_filesystem_files', {
  labels: OF_FILE_SYSTEM,
  unit: 'count',
  help: 'Files that the file system has room for; 0 for one that makes inodes as it needs them.',
});

export const readOnly = gauge('node_filesystem_readonly', {
  labels: OF_FILE_SYSTEM,
  unit: 'count',
  help: 'Whether the file system can only be read.',
});

export const diskBusy = counter('node_disk_io_time_seconds_total', {
  labels: OF_DEVICE,
  unit: 'seconds',
  help: 'Time in which the disk did something.',
});

export const diskQueued = counter('node_disk_io_time_weighted_seconds_total', {
  labels: OF_DEVICE,
  unit: 'seconds',
  help: 'Time that requests spent in the disk, all of them together.',
});

export const received = counter('node_network_receive_bytes_total', {
  labels: OF_DEVICE,
  unit: 'bytes',
  help: 'Bytes received.',
});

export const sent = counter('node_network_transmit_bytes_total', {
  labels: OF_DEVICE,
  unit: 'bytes',
  help: 'Bytes sent.',
});

export const packetsReceived = counter('node_network_receive_packets_total', {
  labels: OF_DEVICE,
  help: 'Packets received.',
});

export const packetsSent = counter('node_network_transmit_packets_total', {
  labels: OF_DEVICE,
  help: 'Packets sent.',
});

export const receiveErrors = counter('node_network_receive_errs_total', {
  labels: OF_DEVICE,
  help: 'Packets that arrived broken.',
});

export const sendErrors = counter('node_network_transmit_errs_total', {
  labels: OF_DEVICE,
  help: 'Packets that could not be sent.',
});

export const receiveDrops = counter('node_network_receive_drop_total', {
  labels: OF_DEVICE,
  help: 'Packets that arrived and were dropped: no room, or nobody wanted them.',
});

export const sendDrops = counter('node_network_transmit_drop_total', {
  labels: OF_DEVICE,
  help: 'Packets that were to be sent and were dropped.',
});

export const bondLinks = gauge('node_bonding_slaves', {
  labels: { ...OF_NODE, master: any },
  unit: 'count',
  help: 'Links of a bond of interfaces.',
});

export const bondLinksUp = gauge('node_bonding_active', {
  labels: { ...OF_NODE, master: any },
  unit: 'count',
  help: 'Links of the bond that are up.',
});

export const raidDisks = gauge('node_md_disks', {
  labels: { ...OF_DEVICE, state: ['active', 'failed', 'spare'] },
  unit: 'count',
  help: 'Disks of a software RAID by their state.',
});

export const raidDisksRequired = gauge('node_md_disks_required', {
  labels: OF_DEVICE,
  unit: 'count',
  help: 'Disks that the RAID needs to be whole.',
});

export const uncorrectedMemory = counter('node_edac_uncorrectable_errors_total', {
  labels: { ...OF_NODE, controller: any },
  help: 'Memory errors that the hardware noticed and could not correct.',
});

export const clockOffset = gauge('node_timex_offset_seconds', {
  labels: OF_NODE,
  unit: 'seconds',
  help: "How far the clock is from its reference, by the kernel's account.",
});

export const clockSynchronised = gauge('node_timex_sync_status', {
  labels: OF_NODE,
  unit: 'count',
  help: 'Whether something keeps the clock right.',
});

export const booted = gauge('node_boot_time_seconds', {
  labels: OF_NODE,
  unit: 'seconds',
  help: 'When the node was started, since 1970.',
});

export const filesOpen = gauge('node_filefd_allocated', {
  labels: OF_NODE,
  unit: 'count',
  help: 'Files that are open.',
});

export const filesOpenMost = gauge('node_filefd_maximum', {
  labels: OF_NODE,
  unit: 'count',
  help: 'Files that may be open.',
});

export const connections = gauge('node_nf_conntrack_entries', {
  labels: OF_NODE,
  unit: 'count',
  help: 'Connections that the firewall keeps in mind.',
});

export const connectionsMost = gauge('node_nf_conntrack_entries_limit', {
  labels: OF_NODE,
  unit: 'count',
  help: 'Connections that it can keep in mind.',
});
