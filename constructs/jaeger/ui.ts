/** The file with it, beside the configuration. */
export const UI_FILE = 'ui.json';

/** A link that is shown on the page of every trace; `#{traceID}`, `#{startTime}` and `#{endTime}` are filled in. */
export interface TraceLink {
  readonly text: string;
  readonly url: string;
}

/** What an environment decides about Jaeger's pages. */
export interface JaegerUi {
  /** Grafana's public URL. */
  readonly grafanaUrl: string;
  readonly traceLinks: readonly TraceLink[];
}

interface Stored {
  /** How long spans are kept, in days: how far back can be searched. */
  readonly retentionDays: number;
  /** Whether the store itself knows which service calls which; otherwise a job would have to find out, and none runs. */
  readonly knowsDependencies: boolean;
}

/** The configuration of Jaeger's pages, as JSON. The Monitor tab is shown without being asked for. */
export const uiConfig = ({ grafanaUrl, traceLinks }: JaegerUi, { retentionDays, knowsDependencies }: Stored): string =>
  JSON.stringify(
    {
      // There is no second store in which a trace would outlive the others.
      archiveEnabled: false,
      dependencies: { menuEnabled: knowsDependencies },
      // By default it leads to the internet, where a fab has no way to.
      menu: [{ label: 'Grafana', url: grafanaUrl, anchorTarget: '_blank' }],
      search: { maxLookback: { label: `${retentionDays} Days`, value: `${retentionDays}d` } },
      linkPatterns: traceLinks.map((link) => ({ type: 'traces', ...link })),
    },
    undefined,
    2,
  );
