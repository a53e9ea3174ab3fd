/**
 * The arrows of the house: which folder may import which. Data flows one way, from the language to the rendered charts.
 * `npm test` fails on an import against an arrow and on a cycle. @type {import('dependency-cruiser').IConfiguration}
 */
const MAY_IMPORT = {
  promql: [],
  telemetry: [],
  logql: ['promql', 'telemetry'],
  signals: ['promql', 'logql', 'telemetry'],
  workloads: ['promql', 'logql', 'signals', 'telemetry'],
  sizing: ['promql', 'telemetry'],
  environments: ['promql', 'signals', 'workloads', 'sizing'],
  alerts: ['promql', 'logql', 'signals', 'telemetry'],
  dashboards: ['promql', 'logql', 'signals', 'workloads', 'telemetry'],
  constructs: ['telemetry'],
  charts: ['promql', 'logql', 'signals', 'sizing', 'alerts', 'dashboards', 'constructs', 'telemetry'],
  simulator: ['promql', 'signals', 'workloads', 'telemetry'],
};

/** Nothing in the house may look up at what stands on it. */
const HOUSE = [...Object.keys(MAY_IMPORT), 'app', 'cli', 'test', 'main\\.ts'];

const PURE = [
  'promql',
  'telemetry',
  'logql',
  'signals',
  'workloads',
  'alerts',
  'dashboards',
  'sizing',
  'environments',
  'simulator',
];

module.exports = {
  forbidden: [
    ...Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
      name: `${folder}-imports-only-${['itself', ...allowed].join('-')}`,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: { path: `^(${HOUSE.filter((other) => other !== folder && !allowed.includes(other)).join('|')})(/|$)` },
    })),
    {
      name: 'values-know-nothing-of-kubernetes',
      comment: 'Rules and dashboards leave these folders as plain objects; charts wrap them into resources.',
      severity: 'error',
      from: { path: `^(${PURE.join('|')})/` },
      to: { path: 'node_modules/(cdk8s|cdk8s-plus-28|constructs|@kubernetes-models)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: '^dist/',
  },
};
