import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that one Go module builds, pinned by `test/live/tools/<name>/go.mod`. */
export interface ToolSet {
  readonly name: string;
  /** The module whose version in go.mod decides which programs these are. */
  readonly module: string;
  readonly programs: readonly string[];
  /** What the module calls a program where that is not the name under which it is known and installed. */
  readonly builtAs?: Readonly<Record<string, string>>;
  /** How each of the programs is asked for its version. */
  readonly versionArgs: readonly string[];
  /** The same for programs of the set that are asked in another way. */
  readonly versionArgsOf?: Readonly<Record<string, readonly string[]>>;
  /** The variable that holds the version; a plain `go install` leaves it empty, and then nobody can recognise the program. */
  readonly versionVariable: string;
  /** What stands before the version in that variable; by default nothing. */
  readonly versionPrefix?: string;
  /** The version that the programs state, from that of the module: some projects number the two differently. */
  readonly stated: (moduleVersion: string) => string;
  /** Whether the live tier uses it; true by default. A benchmark's own programs are built when it first asks for them. */
  readonly live?: boolean;
  /** Build tags, where its makers build it with some. */
  readonly tags?: string;
}

const same = (version: string): string => version.slice(1);

/** Prometheus's module v0.314.0 is Prometheus 3.14.0. */
const withoutZero = (version: string): string => {
  const [, major, minor, patch] = /^v0\.(\d)(\d\d)\.(\d+)$/.exec(version) ?? [];
  if (major === undefined) throw new Error(`no Prometheus version is known for its module's version ${version}`);
  return `${major}.${Number(minor)}.${patch ?? ''}`;
};

/** Jaeger's module v1.76.0 holds Jaeger 2.13.0: both numbers have grown together since 1.63 and 2.0. */
const secondGeneration = (version: string): string => {
  const [, minor, patch] = /^v1\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (minor === undefined) throw new Error(`no Jaeger 2 version is known for its module's version ${version}`);
  return `2.${Number(minor) - 63}.${patch ?? ''}`;
};

export const TOOL_SETS = [
  {
    name: 'prometheus',
    module: 'github.com/prometheus/prometheus',
    programs: ['prometheus', 'promtool'],
    versionArgs: ['--version'],
    versionVariable: 'github.com/prometheus/common/version.Version',
    stated: withoutZero,
  },
  {
    // Our own program around Prometheus's rules engine and database.
    name: 'replay',
    module: 'github.com/prometheus/prometheus',
    programs: ['replay'],
    versionArgs: ['--version'],
    versionVariable: 'main.version',
    stated: withoutZero,
  },
  {
    // Our own program that makes up a month of samples.
    name: 'fill',
    module: 'github.com/prometheus/prometheus',
    programs: ['fill'],
    versionArgs: ['--version'],
    versionVariable: 'main.version',
    stated: withoutZero,
    live: false,
  },
  {
    name: 'alertmanager',
    module: 'github.com/prometheus/alertmanager',
    programs: ['alertmanager', 'amtool'],
    versionArgs: ['--version'],
    versionVariable: 'github.com/prometheus/common/version.Version',
    stated: same,
  },
  {
    name: 'loki',
    module: 'github.com/grafana/loki/v3',
    programs: ['loki'],
    versionArgs: ['-version'],
    versionVariable: 'github.com/grafana/loki/v3/pkg/util/build.Version',
    stated: same,
  },
  {
    name: 'jaeger',
    module: 'github.com/jaegertracing/jaeger',
    programs: ['jaeger'],
    versionArgs: ['version'],
    versionVariable: 'github.com/jaegertracing/jaeger/internal/version.latestVersion',
    stated: secondGeneration,
  },
  {
    name: 'sloth',
    module: 'github.com/slok/sloth',
    programs: ['sloth'],
    versionArgs: ['version'],
    versionVariable: 'github.com/slok/sloth/internal/info.Version',
    stated: same,
    live: false,
  },
  {
    name: 'pint',
    module: 'github.com/cloudflare/pint',
    programs: ['pint'],
    versionArgs: ['version'],
    versionVariable: 'main.version',
    stated: same,
  },
  {
    name: 'etcd',
    module: 'go.etcd.io/etcd/server/v3',
    programs: ['etcd'],
    builtAs: { etcd: 'server' },
    versionArgs: ['--version'],
    versionVariable: 'go.etcd.io/etcd/api/v3/version.Version',
    stated: same,
  },
  {
    name: 'kubernetes',
    module: 'k8s.io/kubernetes',
    programs: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'],
    versionArgs: ['--version'],
    versionArgsOf: { kubectl: ['version', '--client'] },
    versionVariable: 'k8s.io/component-base/version.gitVersion',
    versionPrefix: 'v',
    stated: same,
  },
  {
    name: 'kwok',
    module: 'sigs.k8s.io/kwok',
    programs: ['kwok'],
    versionArgs: ['--version'],
    versionVariable: 'sigs.k8s.io/kwok/pkg/consts.Version',
    stated: same,
  },
  {
    name: 'operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    programs: ['operator'],
    versionArgs: ['--version'],
    versionVariable: 'github.com/prometheus/common/version.Version',
    stated: same,
  },
  {
    name: 'argocd',
    module: 'github.com/argoproj/argo-cd/v3',
    programs: ['argocd'],
    builtAs: { argocd: 'cmd' },
    versionArgs: ['version', '--client'],
    versionVariable: 'github.com/argoproj/argo-cd/v3/common.version',
    stated: same,
  },
  {
    name: 'thanos',
    module: 'github.com/thanos-io/thanos',
    // As its makers build it: with the other implementation of labels, a store with a block crashes.
    tags: 'slicelabels',
    programs: ['thanos'],
    versionArgs: ['--version'],
    versionVariable: 'github.com/prometheus/common/version.Version',
    stated: same,
  },
  {
    name: 'otelcol',
    module: 'go.opentelemetry.io/collector/otelcol',
    programs: ['otelcol'],
    versionArgs: ['--version'],
    versionVariable: 'main.version',
    stated: same,
  },
  {
    name: 'kube-score',
    module: 'github.com/zegl/kube-score',
    programs: ['kube-score'],
    versionArgs: ['version'],
    versionVariable: 'main.version',
    stated: same,
  },
] as const satisfies readonly ToolSet[];

export type Program = (typeof TOOL_SETS)[number]['programs'][number];

/** The folder with the set's go.mod and go.sum. */
export const toolFolder = ({ name }: ToolSet): string => join(__dirname, '..', 'tools', name);

/** The version that the set's programs state. @throws Error if its go.mod does not require its module */
export function statedVersion(set: ToolSet): string {
  const file = join(toolFolder(set), 'go.mod');
  const lines = readFileSync(file, 'utf8').split('\n');
  const words = lines.map((line) =>
    line
      .trim()
      .replace(/^require\s+/, '')
      .split(/\s+/),
  );
  const version = words.find(([module, version]) => module === set.module && /^v\d/.test(version ?? ''))?.[1];
  if (version === undefined) throw new Error(`${file} does not require ${set.module}`);
  return set.stated(version);
}
