/**
 * The collectors of node exporter v1.12.1 that we want. All others are off: they ask for root (btrfs, rapl, dmi's serial
 * numbers), describe hardware that servers lack, or cost a dozen series per CPU (schedstat, softnet) that nobody reads.
 */
const COLLECTORS = [
  // Utilization and saturation of CPU, memory, disk and network.
  'cpu',
  'loadavg',
  'pressure',
  'meminfo',
  'vmstat',
  'filesystem',
  'diskstats',
  'filefd',
  'netdev',
  'netclass',
  'netstat',
  'sockstat',
  'conntrack',
  'udp_queues',
  // Errors of hardware and kernel.
  'bonding',
  'edac',
  'infiniband',
  'kernel_hung',
  'mdadm',
  'nvme',
  'thermal_zone',
  // What is mounted from elsewhere, which batch jobs wait for.
  'nfs',
  // What the node is, and whether its clock is right.
  'os',
  'uname',
  'stat',
  'time',
  'timex',
];

/** File systems of the kernel's own, and images that are read-only and always full. */
const FILE_SYSTEM_TYPES =
  '^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|efivarfs|erofs|fuse\\..+|fusectl|hugetlbfs|iso9660|' +
  'mqueue|nsfs|overlay|proc|procfs|pstore|ramfs|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tracefs)$';

/** Mounts of containers: of what is in volumes, the kubelet tells by claim. */
const MOUNT_POINTS =
  '^/(dev|proc|sys|run/(containerd|credentials|crio|docker|k3s/containerd|netns|user)/.+|' +
  'var/lib/(containerd|containers/storage|docker|kubelet/(pods|plugins))/.+)($|/)';

/** Interfaces that network plugins make for each pod or each node, loopback, and what has no device behind it. */
const INTERFACES =
  '^(lo|veth.*|cali.*|lxc.*|cilium_.*|flannel.*|cni.*|cbr.*|docker.*|br-.*|tunl.*|vxlan.*|geneve.*|genev_sys.*|kube-.*|' +
  'nodelocaldns|dummy.*|ifb.*|eni[0-9a-f]{11}|azv[0-9a-f]{11}|gke[0-9a-f]{11}|[0-9a-f]{15})$';

/** The flags, but for where it listens. @param host where the container sees the root of its node */
export function nodeExporterArgs(host: string): readonly string[] {
  return [
    `--path.rootfs=${host}`,
    `--path.procfs=${host}/proc`,
    `--path.sysfs=${host}/sys`,
    `--path.udev.data=${host}/run/udev/data`,
    '--collector.disable-defaults',
    ...COLLECTORS.map((collector) => `--collector.${collector}`),
    `--collector.filesystem.fs-types-exclude=${FILE_SYSTEM_TYPES}`,
    `--collector.filesystem.mount-points-exclude=${MOUNT_POINTS}`,
    `--collector.netdev.device-exclude=${INTERFACES}`,
    `--collector.netclass.ignored-devices=${INTERFACES}`,
    // Virtual interfaces state a speed of −1, which would be exported as a negative one.
    '--collector.netclass.ignore-invalid-speed',
    '--log.format=json',
  ];
}
