/** Imports Node's modules when it first sends, which jest's own modules cannot: it is transformed as ours are. */
const EXPORTER = '@opentelemetry/otlp-exporter-base/';

/** Two tiers: `unit` runs in Node alone; `live` needs the real programs (see test/live). @type {import('jest').Config} */
const common = {
  testEnvironment: 'node',
  transform: {
    [`^.+\\.ts$|${EXPORTER}.+\\.js$`]: ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!${EXPORTER})`],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

module.exports = {
  projects: [
    {
      ...common,
      displayName: 'unit',
      roots: ['<rootDir>/test'],
      testPathIgnorePatterns: ['/test/live/'],
      testMatch: ['**/*.test.ts'],
    },
    { ...common, displayName: 'live', roots: ['<rootDir>/test/live'], testMatch: ['**/*.live.ts'] },
  ],
};
