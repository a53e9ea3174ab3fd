import type { Dashboard as Grafana } from '@grafana/grafana-foundation-sdk/dashboard';
import { firing, type Links, type Workload } from '../signals';
import { SAMPLING } from '../telemetry/sampling';
import { spanCalls } from '../workloads/spans';
import {
  serviceLatencyP95,
  shareByOperation,
  shareByService,
  spanErrorRatio,
  spanLatencyP95,
  spanRate,
} from '../workloads/wafer-map/services';
import { alertAnnotation } from './kit/annotations';
import { borrowed } from './kit/borrowed';
import { curves } from './kit/curves';
import { frame, shownRows } from './kit/frame';
import { cellOfRow, dashboardLink, labelOfCurve } from './kit/links';
import { ALERTS_REVIEW, LOGS, TRACES } from './kit/pages';
import { inDecimals, inUnit, legendBy } from './kit/query';
import { SERVICE_OF_LINES, SERVICE_OF_TRACES, toSignal } from './kit/signal-links';
import { tablePanel } from './kit/table';
import type { PanelContext } from './kit/target';
import { tracesPanel } from './kit/trace-search';
import { grafanaUnit } from './kit/units';
import { choiceVariable, datasourceVariable, singleVariable, variableMatchers } from './kit/variables';
import { errorRatio, latencyP95, requests } from './traces/services';

const MIN_DURATION = 'min_duration';

/** From which duration on every trace is kept: below it, those that are found are a sample. */
const KEPT_FROM = SAMPLING.flatMap((line) => (line.of === 'slow' ? [`${line.aboveSeconds}s`] : []))[0] ?? '1s';
const DURATIONS = ['100ms', '250ms', '500ms', KEPT_FROM, '2s', '4s', '10s'];

/** Every service by its spans: which is slow or fails, where in it, and the traces that show why. */
export function tracesDashboard(workloads: readonly Workload[], links: Links): Grafana {
  const everywhere: PanelContext = { match: [] };
  const chosen = { match: variableMatchers([SERVICE_OF_TRACES]) };
  return frame({
    ...TRACES,
    tags: ['traces'],
    variables: [
      datasourceVariable(),
      singleVariable(SERVICE_OF_TRACES, spanCalls.spec.name),
      choiceVariable(MIN_DURATION, {
        values: DURATIONS,
        first: KEPT_FROM,
        description: `How long the spans of the service take at least in the traces that are looked for. From ${KEPT_FROM} on all are kept.`,
      }),
    ],
    annotations: [alertAnnotation(firing.where({ severity: 'critical' }))],
    links: [dashboardLink(LOGS), dashboardLink(ALERTS_REVIEW)],
    rows: shownRows([
      {
        title: 'All services',
        panels: [services(everywhere), requestsByService(everywhere), errorsByService(everywhere)],
      },
      {
        title: 'Operations of the service chosen',
        panels: borrowed({ workloads, links, context: chosen }, [
          { signal: spanRate, title: 'Spans by operation' },
          { signal: spanErrorRatio, title: 'Error ratio by operation' },
          { signal: spanLatencyP95, title: 'P95 by operation' },
        ]),
      },
      { title: 'Traces of the service chosen', height: 10, panels: [slowTraces(), failedTraces()] },
      {
        title: 'Where the time of a wafer map goes',
        panels: borrowed({ workloads, links, context: everywhere }, [
          { signal: shareByService },
          { signal: shareByOperation },
          { signal: serviceLatencyP95 },
        ]),
      },
    ]),
  });
}

const FAILING = 'Failing';

/** From a row or curve to the service's operations and traces, and to its lines. */
const ofService = (valueOf: (label: string) => string) => [
  toSignal(TRACES, SERVICE_OF_TRACES, valueOf(SERVICE_OF_TRACES)),
  toSignal(LOGS, SERVICE_OF_LINES, valueOf(SERVICE_OF_TRACES)),
];

const services = (context: PanelContext) =>
  tablePanel(
    {
      title: 'Services',
      description:
        'Requests and messages that each service answers now, the share that fails, and what nineteen of twenty take at most. All are counted, whether their traces are kept or not. A service leads to its operations and traces, or to its log lines.',
      unit: 'short',
      noValue: '–',
      labels: [
        {
          label: SERVICE_OF_TRACES,
          title: 'Service',
          style: [{ id: 'links', value: ofService(cellOfRow).map((link) => link.build()) }],
        },
      ],
      values: [
        { title: 'Requests', query: requests, style: [inUnit('reqps'), inDecimals(1)] },
        { title: FAILING, query: errorRatio, style: [inUnit('percentunit'), inDecimals(2)] },
        { title: 'P95', query: latencyP95, style: [inUnit('s')] },
      ],
      largestFirst: FAILING,
    },
    context,
  );

const requestsByService = (context: PanelContext) =>
  curves(
    {
      title: 'Requests by service',
      description: 'Requests and messages a second that each service answers, sampled or not.',
      unit: 'reqps',
      curves: [{ query: requests, legend: legendBy(SERVICE_OF_TRACES) }],
    },
    context,
  )
    .axisSoftMin(0)
    .dataLinks(ofService(labelOfCurve));

const errorsByService = (context: PanelContext) =>
  curves(
    {
      title: 'Error ratio by service',
      description:
        'Share of them that fails. What is furthest down the path is the cause; those above it only pass it on.',
      unit: grafanaUnit('ratio'),
      curves: [{ query: errorRatio, legend: legendBy(SERVICE_OF_TRACES) }],
    },
    context,
  )
    .axisSoftMin(0)
    .dataLinks(ofService(labelOfCurve));

const SEARCHED = { service: `$${SERVICE_OF_TRACES}` };

const slowTraces = () =>
  tracesPanel({
    title: 'Slow traces',
    description: `Traces in which a span of the service took as long as chosen or longer, the longest of the newest ones first. Above ${KEPT_FROM} every trace is kept. An id leads to its trace, a name to its log lines.`,
    noValue: 'no trace was as slow',
    search: { ...SEARCHED, minDuration: `$${MIN_DURATION}` },
  });

const failedTraces = () =>
  tracesPanel({
    title: 'Failed traces',
    description:
      'Traces in which a span of the service failed, the longest of the newest ones first. Every one is kept. An id leads to its trace, a name to its log lines.',
    noValue: 'no trace failed',
    search: { ...SEARCHED, tags: 'error=true' },
  });
