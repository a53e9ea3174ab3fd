import { labelOf } from '../../../telemetry/attribute';
import { SERVICE_NAME } from '../../../telemetry/attributes';
import { askedBy, chosenBy, dataLinks, type Dashboard } from './dashboards';
import { linesOf, type FoundLine } from './destinations';
import type { Linked } from './stack';

const SERVICE = labelOf(SERVICE_NAME);

/** Follows the links of all curves and rows to the dashboard of logs. @returns whether each led to lines, and those of services that were not chosen */
export async function followGraphs(linked: Linked, dashboards: readonly Dashboard[]) {
  const { where, from, to, sent } = linked;
  const logs = dashboards.find(({ uid }) => uid === 'logs');
  const expr = logs?.panels.find(({ type }) => type === 'logs')?.targets?.[0]?.expr;
  if (!logs || expr === undefined) throw new Error('there is no dashboard of logs with lines on it');
  const led: boolean[] = [];
  const strays: FoundLine[] = [];
  for (const link of dataLinks(dashboards, logs.uid)) {
    for (const service of /__field|__data/.test(link) ? sent.answered.keys() : ['']) {
      const chosen = chosenBy(link, ofCurve(linked, service), logs);
      const lines = await linesOf(where, askedBy(expr, logs, chosen), from, to);
      const services = chosen[SERVICE];
      strays.push(...lines.filter(({ labels }) => services?.includes(labels[SERVICE] ?? '') === false));
      led.push(lines.length > 0);
    }
  }
  return { led, strays };
}

/** What Grafana fills into the links of a curve, or of a row, of a service. */
const ofCurve = ({ from, to, traces }: Linked, service: string) => ({
  __url_time_range: `from=${from}&to=${to}`,
  datasource: 'prometheus',
  __field: { labels: { [SERVICE]: service } },
  __data: { fields: { [SERVICE]: service, traceID: traces[0]?.traceID } },
});
