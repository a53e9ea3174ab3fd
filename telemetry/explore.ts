/** One query on Grafana's page Explore, and the time that is looked at. */
export interface Exploration {
  readonly source: { readonly type: string; readonly uid: string };
  /** In the words of the data source: `expr` of Loki, `queryType` and `service` of Jaeger. */
  readonly query: Readonly<Record<string, unknown>>;
  /** `now-1h`, milliseconds since 1970, or ISO 8601. */
  readonly from: string;
  readonly to: string;
}

/**
 * The address of a page Explore (Grafana 13.1, `schemaVersion=1`).
 *
 * @param grafana what it begins with: the public URL without a slash at its end, or nothing for a link within Grafana
 * @param slots texts that somebody fills in before the address is opened, such as `${__from}`: they stand in it as they are,
 * where all else is encoded
 */
export function exploreUrl(grafana: string, exploration: Exploration, slots: readonly string[] = []): string {
  const { source, query, from, to } = exploration;
  const pane = {
    datasource: source.uid,
    queries: [{ refId: 'A', datasource: source, ...query }],
    range: { from, to },
  };
  const panes = encoded(JSON.stringify({ explored: pane }));
  return slots.reduce(
    (address, slot) => address.replaceAll(encoded(JSON.stringify(slot).slice(1, -1)), () => slot),
    `${grafana}/explore?schemaVersion=1&orgId=1&panes=${panes}`,
  );
}

const encoded = encodeURIComponent;
