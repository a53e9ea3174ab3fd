import { fetchJson } from '../harness/http';
import type { Destinations } from './destinations';

interface Family {
  readonly metrics: readonly {
    readonly labels: readonly { readonly name: string; readonly value: string }[];
    readonly metricPoints: readonly { readonly gaugeValue: { readonly doubleValue: number } }[];
  }[];
}

/** The last value of each curve that Jaeger's Monitor tab draws of a service's answers to calls. @param seconds that a rate is taken over */
export async function monitored(
  { jaeger }: Destinations,
  family: 'calls' | 'errors' | 'latencies',
  service: string,
  seconds: number,
): Promise<readonly number[]> {
  const asked = new URLSearchParams({
    service,
    endTs: String(Date.now()),
    lookback: '1000',
    step: '1000',
    ratePer: String(seconds * 1000),
    quantile: '0.95',
  });
  const { metrics } = (await fetchJson(`${jaeger}/api/metrics/${family}?${asked.toString()}`)) as Family;
  return metrics.map(({ metricPoints }) => metricPoints.at(-1)?.gaugeValue.doubleValue ?? NaN);
}
