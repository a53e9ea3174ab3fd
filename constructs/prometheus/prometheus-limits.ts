/**
 * What a scrape may bring at most. A target that brings more is not scraped at all, and is down, with an alert
 * (workloads/prometheus.ts): one mistake in one service costs its own metrics, not everybody's Prometheus.
 *
 * `default` holds for every monitor, `most` for those that ask for more. No metric may have more than 10,000 series, and a target
 * has few that come near: ten of them are the default. A cluster's kube-state-metrics and API servers have some hundred
 * thousand, and their monitors ask for it. Labels come with room above what Kubernetes itself uses: the longest are paths of
 * cgroups and names of images, both under 300 characters.
 */
const LIMITS = {
  sampleLimit: { default: 100_000, most: 500_000 },
  targetLimit: { default: 1000, most: 5000 },
  labelLimit: { default: 50, most: 100 },
  labelNameLengthLimit: { default: 128, most: 256 },
  labelValueLengthLimit: { default: 1024, most: 4096 },
  // Not of what is scraped, but of what discovery found and no monitor wants: it is kept only to be shown.
  keepDroppedTargets: { default: 100, most: 1000 },
} as const;

/** 500,000 samples of 500 bytes. The operator v0.93.1 gives monitors without a limit the enforced one, so that there is no default. */
const MOST_BODY = '256MB';

/** The limits as fields of the Prometheus resource. */
export const scrapeLimits = () => ({
  ...Object.fromEntries(
    Object.entries(LIMITS).flatMap(([name, limit]) => [
      [name, limit.default],
      [`enforced${name.charAt(0).toUpperCase()}${name.slice(1)}`, limit.most],
    ]),
  ),
  enforcedBodySizeLimit: MOST_BODY,
});

/**
 * What a query may use. A sample in memory takes 16 bytes: 20 queries of 20 million at a time would need 6.4 GB, but rules and
 * panels read two million at most (a day of scrapes of a histogram's buckets), so that only a query that nobody should ask fails.
 * Prometheus's own default is 50 million.
 */
export const QUERY_LIMITS = { maxConcurrency: 20, maxSamples: 20_000_000, timeout: '2m' } as const;
