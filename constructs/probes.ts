import { k8s } from 'cdk8s-plus-28';

export interface ProbesProps {
  /** The name of the container port that answers. */
  readonly port: string;
  /** Answers 200 when the program can serve requests. */
  readonly ready: string;
  /** Answers 200 while the program is not beyond help. Default: `ready`. */
  readonly live?: string;
  /** How long the program may take to start, in seconds. Default: 60. */
  readonly startupSeconds?: number;
}

const PERIOD_SECONDS = 10;

/** Three probes: liveness is silent until the program has started, however long its write-ahead log is. */
export function httpProbes(props: ProbesProps) {
  const startupSeconds = props.startupSeconds ?? 60;
  const live = props.live ?? props.ready;
  return {
    startupProbe: { ...probe(props.port, live), failureThreshold: Math.ceil(startupSeconds / PERIOD_SECONDS) },
    livenessProbe: { ...probe(props.port, live), failureThreshold: 6 },
    readinessProbe: { ...probe(props.port, props.ready), failureThreshold: 3 },
  };
}

function probe(port: string, path: string): k8s.Probe {
  return {
    httpGet: { path, port: k8s.IntOrString.fromString(port), scheme: 'HTTP' },
    periodSeconds: PERIOD_SECONDS,
    timeoutSeconds: 3,
  };
}
