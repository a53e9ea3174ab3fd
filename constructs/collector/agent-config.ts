import { portOf } from '../port-of';
import { COLLECTOR_AGENT } from './component';
import { logLines } from './log-lines';
import {
  everywhere,
  fileStorage,
  healthCheck,
  IN_MEMORY,
  memoryLimiter,
  otlpGrpc,
  telemetry,
  toReplicas,
} from './parts';
import { exporter, processor, receiver, type Exporter, type Extension, type Receiver } from './pipeline/component';
import { collectorConfig, type CollectorConfig } from './pipeline/config';
import { RECORD_START } from './records';
import { redaction } from './redaction';
import { sameAgain } from './same-again';

export interface AgentConfigProps {
  /** Where the node has the logs of its containers: `<namespace>_<pod>_<uid>/<container>/<restart>.log` below it. */
  readonly logsPath: string;
  /** The directory for positions in log files and for lines that wait to be sent; it outlives the pod. */
  readonly statePath: string;
  /** The Service of the gateways: a host name, and the port for OTLP over gRPC. */
  readonly gateway: { readonly host: string; readonly port: number };
  /** The base URL of Loki. */
  readonly lokiUrl: string;
}

/** The variable with the name of the node that the agent is on. */
export const NODE_VARIABLE = 'NODE_NAME';

const MEBIBYTE = 2 ** 20;

/** Of a record with all its lines; what is longer goes on in parts. */
const LONGEST = '256KiB';

/**
 * The agent on each node, collector 0.159: it reads the logs of the node's containers, takes logs and spans from its pods, says
 * which pod they are from, and passes on. Batches are made by the queues of the exporters, not by a processor before them: what
 * has left its file is in a queue on the disk, and nowhere else.
 */
export function agentConfig({ logsPath, statePath, gateway, lokiUrl }: AgentConfigProps): CollectorConfig {
  const files = fileStorage(statePath);
  const otlp = receiver('otlp', ['logs', 'traces'], {
    protocols: {
      grpc: otlpGrpc(COLLECTOR_AGENT),
      http: { endpoint: everywhere(portOf(COLLECTOR_AGENT, 'otlp-http')) },
    },
  });
  const processors = [memoryLimiter(), processor('k8s_attributes', ['logs', 'traces'], whichPod())];
  const secrets = redaction();
  return collectorConfig({
    name: COLLECTOR_AGENT.name,
    telemetry: telemetry(COLLECTOR_AGENT),
    extensions: [healthCheck()],
    pipelines: [
      {
        id: 'logs',
        receivers: [containerLogs(logsPath, files), otlp],
        processors: [...processors, sameAgain(), secrets],
        exporters: [toLoki(lokiUrl, files)],
      },
      { id: 'traces', receivers: [otlp], processors: [...processors, secrets], exporters: [toGateway(gateway)] },
    ],
  });
}

function containerLogs(logsPath: string, files: Extension): Receiver {
  const config = {
    // The file that is written, and the one before: what was written into it while no agent ran is still to be read.
    include: [`${logsPath}/*/*/*.log`, `${logsPath}/*/*/*.log.????????-??????`],
    // What it writes about a line that it cannot send must not become the next line.
    exclude: [`${logsPath}/${COLLECTOR_AGENT.namespace}_${COLLECTOR_AGENT.name}-*/*/*`],
    // A file whose position is not known is read as a whole: the first lines of a container tell why it fails to start.
    start_at: 'beginning',
    include_file_path: true,
    include_file_name: false,
    max_log_size: LONGEST,
    multiline: { line_start_pattern: RECORD_START },
    // The last record of a file, when nothing has followed for so long.
    force_flush_period: '500ms',
    // The runtime splits long lines anywhere, also behind a blank.
    preserve_trailing_whitespaces: true,
    storage: files.id,
    // Waits instead of reading on when nothing can be passed on.
    retry_on_failure: { enabled: true, max_elapsed_time: '0s' },
    operators: logLines(LONGEST),
  };
  return receiver('file_log', ['logs'], config, [files]);
}

/** From which pod: by its uid where it is known, which is in the path of a log file, or by the address that calls. */
function whichPod() {
  return {
    auth_type: 'serviceAccount',
    // Only the pods of this node are asked for.
    filter: { node_from_env_var: NODE_VARIABLE },
    extract: {
      // All of it is in the pod itself: namespaces, ReplicaSets and nodes need not be readable.
      metadata: [
        'k8s.namespace.name',
        'k8s.pod.name',
        'k8s.pod.uid',
        'k8s.node.name',
        'k8s.deployment.name',
        'k8s.statefulset.name',
        'k8s.daemonset.name',
        'k8s.job.name',
        'service.namespace',
        'service.name',
      ],
    },
    pod_association: [
      { sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] },
      { sources: [{ from: 'connection' }] },
    ],
    // Otherwise the first lines after a start would be of no service, and make streams of their own.
    wait_for_metadata: true,
    wait_for_metadata_timeout: '30s',
  };
}

const toLoki = (url: string, files: Extension): Exporter =>
  exporter(
    'otlp_http/loki',
    ['logs'],
    { endpoint: `${url}/otlp` },
    {
      // Never given up: while Loki is away the queue fills, then files are read no further. 4xx but 429 are not tried again.
      retry: { enabled: true, initial_interval: '1s', max_interval: '30s', max_elapsed_time: '0s' },
      queue: {
        enabled: true,
        sizer: 'bytes',
        queue_size: 256 * MEBIBYTE,
        block_on_overflow: true,
        num_consumers: 4,
        batch: { flush_timeout: '1s', min_size: MEBIBYTE, max_size: 4 * MEBIBYTE },
      },
      storage: files,
    },
  );

const toGateway = ({ host, port }: AgentConfigProps['gateway']): Exporter =>
  exporter('otlp_grpc/gateway', ['traces'], toReplicas(host, port), {
    queue: IN_MEMORY,
    retry: { enabled: true, initial_interval: '1s', max_interval: '10s', max_elapsed_time: '120s' },
  });
