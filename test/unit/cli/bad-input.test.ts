import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');
const SOURCES = [
  'alerts',
  'app',
  'charts',
  'cli',
  'constructs',
  'dashboards',
  'environments',
  'logql',
  'promql',
  'signals',
  'sizing',
  'telemetry',
  'workloads',
  'main.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const WORKLOAD = 'workloads/yield-predictor.ts';
const ENVIRONMENT = 'environments/dev.ts';

/** The libraries, without what is kept beside them: a copy keeps its own, and takes it away with it. */
function linkLibraries(copy: string): void {
  mkdirSync(join(copy, 'node_modules'));
  readdirSync(join(ROOT, 'node_modules'))
    .filter((name) => name !== '.cache')
    .forEach((name) => {
      symlinkSync(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
    });
}

/** A copy of the project with one file edited, synthesised by the real command. */
function synthWith(file: string, edit: (text: string) => string) {
  const copy = mkdtempSync(join(tmpdir(), 'probecard-'));
  try {
    SOURCES.forEach((source) => cpSync(join(ROOT, source), join(copy, source), { recursive: true }));
    linkLibraries(copy);
    cpSync(join(ROOT, 'dist', 'dev', 'namespaces.k8s.yaml'), join(copy, 'dist', 'previous.yaml'));
    const before = readFileSync(join(copy, file), 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`the edit of ${file} changes nothing`);
    writeFileSync(join(copy, file), after);
    const { status, stderr } = spawnSync(process.execPath, ['cli/start.mjs', 'synth'], {
      cwd: copy,
      encoding: 'utf8',
    });
    const files = ['dist', 'runbooks']
      .filter((folder) => existsSync(join(copy, folder)))
      .flatMap((folder) => readdirSync(join(copy, folder)).map((file) => `${folder}/${file}`));
    return { status, stderr, files };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const replace = (from: string, to: string) => (text: string) => text.replace(from, to);

/** Appends a declaration that is used nowhere: building it is enough to fail. */
const declaring = (imports: string, code: string) => (text: string) => `${imports}\n${text}\n${code}\n`;

describe('synth of a wrong declaration exits with 1, says where and what, and leaves dist/ as it was', () => {
  it.each<[string, string, (text: string) => string, RegExp[]]>([
    [
      'invalid PromQL in raw()',
      WORKLOAD,
      declaring(
        "import { raw } from '../promql';",
        "raw('sum(rate(x[5m])', { labels: [], unit: 'ratio', metrics: [] });",
      ),
      [/PromQL that does not parse:\n {2}sum\(rate\(x\[5m\]\)\n +\^/, /declared in workloads\/yield-predictor\.ts:\d+/],
    ],
    [
      'LogQL that does not parse',
      WORKLOAD,
      declaring(
        "import { logSignal, UNCLAIMED } from '../signals'; import { count as lines } from '../promql';",
        "logSignal({ name: 'KilnLogs', title: '', description: '', services: UNCLAIMED, above: lines(1), impact: 'x', nextSteps: ['See kubectl get pods'], examples: { fires: { lines: [], at: '5m', notYetAt: '5m', service: '' }, quiet: [{ lines: [], at: '5m' }] }, count: (of) => of.json({ 'a b': 'c' }).count('1h').sumBy('service_name') });",
      ),
      [
        /log signal KilnLogs: LogQL that does not parse:\n {2}sum by .* \| json a b="c" .*\n +\^/,
        /declared in workloads\/yield-predictor\.ts:\d+/,
      ],
    ],
    [
      'a metric that is in no catalog',
      WORKLOAD,
      replace('    gpuUtilization: metrics.gpuUtilization,\n', ''),
      [/signal YieldPredictorGpuUtilization reads 'ml_gpu_utilization_percent', which is in no catalog/],
    ],
    [
      'two objects with one identity',
      ENVIRONMENT,
      // The watchdog's rules have that name already.
      replace(
        'workloads: SINGLE_WORKLOADS',
        "workloads: [...SINGLE_WORKLOADS, { ...SINGLE_WORKLOADS[0], name: 'watchdog', scrape: { ...SINGLE_WORKLOADS[0].scrape, job: 'watchdog' }, signals: [], logs: [], recordings: [], objectives: [], metrics: {}, dashboards: [] }]",
      ),
      [/environment dev: .*PrometheusRule observability\/watchdog/],
    ],
    [
      'a name over 63 characters',
      ENVIRONMENT,
      (text) =>
        text.replace(
          'workloads: SINGLE_WORKLOADS',
          "workloads: [...SINGLE_WORKLOADS, { ...SINGLE_WORKLOADS[0], name: 'w'.repeat(64), scrape: { ...SINGLE_WORKLOADS[0].scrape, job: 'w'.repeat(64) }, signals: [], logs: [], inhibitions: [], recordings: [], objectives: [], metrics: {}, dashboards: [] }]",
        ),
      [/w{64}/, /63/],
    ],
    [
      'an alert without a runbook step',
      'workloads/yield-predictor/service.ts',
      (text) => text.replace(/nextSteps: \[[^\]]*\]/, 'nextSteps: []'),
      [/signal YieldPredictorErrorRatio has no runbook step/, /workloads\/yield-predictor\/service\.ts:\d+/],
    ],
    [
      'a dashboard with 13 panels',
      WORKLOAD,
      replace(
        "row('Infrastructure', service.targets, service.gpu)",
        "row('Infrastructure', service.targets, service.gpu, ...[quality.modelAccuracy, quality.calibration, quality.meanDrift, quality.featureMeans])",
      ),
      [/dashboard 'ML model serving' has 13 panels, at most 12/],
    ],
    [
      'a variable that is declared nowhere',
      'workloads/yield-predictor/versions.ts',
      (text) =>
        text
          .replace('import { not, points }', 'import { not, points, raw }')
          .replace(
            'query: versionAccuracy,',
            "query: raw('max by (model) (ml_model_accuracy{pod=~\"$pod\"})', { labels: ['model'], unit: 'ratio', metrics: [accuracy] }),",
          )
          .replace('CHAMPIONS, latency,', 'accuracy, CHAMPIONS, latency,'),
      [
        /dashboard 'Model comparison': panel 'Accuracy in production by version' uses the variable 'pod', which is not declared/,
      ],
    ],
    [
      'a variable in what is recorded for a panel',
      'workloads/yield-predictor/versions.ts',
      (text) =>
        text
          .replace('import { not, points }', 'import { not, points, raw }')
          .replace(
            "latency.rate().sumBy('model', 'version').quantile(0.99)",
            "raw('max by (model) (ml_prediction_latency_seconds_sum{pod=~\"$pod\"})', { labels: ['model'], unit: 'seconds', metrics: [latency] })",
          ),
      [
        /rule group yield-predictor.panels: signal:yield_predictor_version_latency_p99 uses the variable '\$pod', which only dashboards have/,
      ],
    ],
    [
      'a monitor port that no Service has',
      'constructs/loki/loki.ts',
      (text) => text.replace(/port: '([\w-]+)'/, "port: 'nowhere'"),
      [/nowhere/],
    ],
    [
      'a route to a receiver that does not exist',
      'alerts/receivers/contact.ts',
      replace('`${name}-page`;', '`${name}-page${Math.random()}`;'),
      [/a route leads to the receiver 'ml-platform-page[\d.]+', which does not exist/],
    ],
    [
      'an override that matches nothing',
      ENVIRONMENT,
      replace(
        'overrides: calm(SINGLE_WORKLOADS)',
        "overrides: [...calm(SINGLE_WORKLOADS), { signal: 'YieldPredictorLatencyP98', severity: 'critical', change: 'drop' }]",
      ),
      [/override of YieldPredictorLatencyP98, critical, matches nothing/],
    ],
    [
      'a preset that there is not',
      ENVIRONMENT,
      replace("preset: 'small'", "preset: 'huge' as never"),
      [/environment dev: preset: there is no 'huge'; there are: small, medium, large/],
    ],
    [
      'a Secret key that nobody declares',
      'constructs/grafana/secrets.ts',
      replace('key: CREDENTIALS.secretKey,', "key: 'another',"),
      [
        /environment dev: Deployment observability\/grafana: it reads the key 'secret-key' of the Secret .*grafana-credentials, which nobody declares/,
      ],
    ],
    [
      'an image without a version',
      'constructs/images.ts',
      replace("docker.io/grafana/loki', version: '3.7.6'", "docker.io/grafana/loki', version: 'latest'"),
      [
        /environment dev, chart loki: StatefulSet observability\/loki: the image 'docker\.io\/grafana\/loki:latest' has no version/,
      ],
    ],
    [
      'a connection to a component that the environment lacks',
      'constructs/network/graph.ts',
      replace(
        '...metrics(around),',
        "...metrics(around), connects(grafana, THANOS_QUERY, ['http'], 'queries that nobody answers in dev'),",
      ),
      [/environment dev: the graph of connections has observability\/thanos-query, which is not rendered here/],
    ],
    [
      'an environment with no charts',
      'main.ts',
      (text) => text.replace(/return \[\n {4}\(app\) => new NamespacesChart[^]*?\n {2}\];/, 'return [];'),
      [/environment dev: .*no charts/],
    ],
  ])('%s', (_, file, edit, messages) => {
    const { status, stderr, files } = synthWith(file, edit);
    for (const message of messages) expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(1);
    expect(files).toEqual(['dist/previous.yaml']);
  });
});
