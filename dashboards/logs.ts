import type { Dashboard as Grafana } from '@grafana/grafana-foundation-sdk/dashboard';
import { LINES } from '../logql';
import { not } from '../promql';
import { firing } from '../signals';
import { labelOf } from '../telemetry/attribute';
import { NAMESPACE_NAME, SERVICE_NAME, TRACE_ID } from '../telemetry/attributes';
import { FAILURES, LEVEL_LABEL } from '../telemetry/levels';
import { AUDIT } from '../telemetry/streams';
import { alertAnnotation } from './kit/annotations';
import { frame } from './kit/frame';
import { dashboardLink, dashboardLinkWith, labelOfCurve } from './kit/links';
import { linesPanel, logBars, logCurves } from './kit/log-panels';
import { ALERTS_REVIEW, LOGS, TRACES } from './kit/pages';
import { legendBy } from './kit/query';
import { SERVICE_OF_TRACES, toSignal } from './kit/signal-links';
import { NEUTRAL } from './kit/stat';
import type { PanelContext } from './kit/target';
import { grafanaUnit } from './kit/units';
import { datasourceVariable, streamVariable, textVariable, variableMatchers } from './kit/variables';
import { PATTERN, patterned } from './logs/patterns';

const SERVICE = labelOf(SERVICE_NAME);
const STREAMS = [labelOf(NAMESPACE_NAME), SERVICE] as const;
const TRACE = labelOf(TRACE_ID);

const audited = LINES.where({ [AUDIT.label]: AUDIT.value });
/** What is read when something is wrong; who read what is another question. */
const lines = LINES.where({ [AUDIT.label]: not(AUDIT.value) });
const failures = lines.where({ [LEVEL_LABEL]: FAILURES });

/** As many as a bar each can be read of. */
const MOST_PATTERNS = 12;

/** The log lines of all services: how many, what of them failed, and themselves. */
export function logsDashboard(): Grafana {
  const context = { match: variableMatchers(STREAMS) };
  // Without a trace typed in, all lines; of a long one, its beginning is enough.
  const ofTrace = { match: [...context.match, { label: TRACE, op: '=~', value: `\${${TRACE}}.*` } as const] };
  return frame({
    ...LOGS,
    tags: ['logs'],
    variables: [
      datasourceVariable(),
      ...STREAMS.map(streamVariable),
      textVariable(TRACE, 'The trace whose lines are shown below, or the beginning of its id. Empty: all lines.'),
    ],
    annotations: [alertAnnotation(firing.where({ severity: 'critical' }))],
    links: [dashboardLinkWith(TRACES, {}), dashboardLink(ALERTS_REVIEW)],
    rows: [
      { title: 'How much', panels: [byService(context), byLevel(context), bytes(context)] },
      { title: 'What fails', panels: [failuresByService(context), failureShare(context)] },
      { title: 'How it fails', height: 10, panels: [patterns(context)] },
      { title: 'Lines', height: 14, panels: [shown(ofTrace)] },
      { title: 'Who read what', height: 10, panels: [auditByService(context), audit(context)] },
    ],
  });
}

/** From a curve of a service to its operations and traces. */
const toTraces = [toSignal(TRACES, SERVICE_OF_TRACES, labelOfCurve(SERVICE))];

const rates = lines.rate().sumBy(SERVICE);

const byService = (context: PanelContext) =>
  logCurves(
    {
      title: 'Lines by service',
      description: 'Log lines a second that each service writes. A service that falls silent is away, or its agent is.',
      unit: grafanaUnit(rates.unit),
      curves: [{ query: rates, legend: legendBy(SERVICE) }],
    },
    context,
  ).dataLinks(toTraces);

const byLevel = (context: PanelContext) =>
  logCurves(
    {
      title: 'Lines by level',
      description:
        'Log lines a second by the level that Loki finds in them, whatever words their authors use for it. Unknown: a line says none.',
      unit: grafanaUnit(rates.unit),
      curves: [{ query: lines.rate().sumBy(LEVEL_LABEL), legend: legendBy(LEVEL_LABEL) }],
    },
    context,
  );

const volume = lines.bytesRate().sumBy(SERVICE);

const bytes = (context: PanelContext) =>
  logCurves(
    {
      title: 'Volume by service',
      description:
        'Bytes a second, before compression. What one service writes more than it used to is paid for by all: Loki takes in a limited number.',
      unit: grafanaUnit(volume.unit),
      curves: [{ query: volume, legend: legendBy(SERVICE) }],
    },
    context,
  ).dataLinks(toTraces);

const failed = failures.rate().sumBy(SERVICE);

const failuresByService = (context: PanelContext) =>
  logCurves(
    {
      title: 'Failures by service',
      description: `Lines a second of the levels ${FAILURES.join(', ')}.`,
      unit: grafanaUnit(failed.unit),
      noValue: 'no failures',
      curves: [{ query: failed, legend: legendBy(SERVICE) }],
    },
    context,
  ).dataLinks(toTraces);

const failureShare = (context: PanelContext) =>
  logCurves(
    {
      title: 'Share of failures',
      description: `Of the lines that a service writes, those of the levels ${FAILURES.join(', ')}. It tells failures from traffic.`,
      unit: grafanaUnit('ratio'),
      noValue: 'no failures',
      curves: [{ query: failed.div(rates), legend: legendBy(SERVICE) }],
    },
    context,
  ).dataLinks(toTraces);

const patterns = (context: PanelContext) =>
  logBars(
    {
      title: 'Top patterns of failures',
      description: `What failed most often in the time range: messages of the levels ${FAILURES.join(', ')}, with # for numbers and ids. The ${MOST_PATTERNS} most frequent.`,
      unit: 'short',
      decimals: 0,
      noValue: 'no failures',
      bars: [
        {
          query: patterned(failures).count('range').sumBy(SERVICE, PATTERN).topOfMany(MOST_PATTERNS),
          legend: `{{${SERVICE}}}: {{${PATTERN}}}`,
        },
      ],
      steps: [{ value: null, color: NEUTRAL }],
      from: 0,
    },
    context,
  );

const shown = (context: PanelContext) =>
  linesPanel(
    {
      title: 'Lines',
      description:
        'The newest lines of the namespaces, services and the trace that are chosen. Opened, a line shows what is attached to it; its trace id leads to the trace, if that is one of those that are kept.',
      noValue: 'no lines',
      lines,
    },
    context,
  );

const auditRate = audited.rate().sumBy(SERVICE);

const auditByService = (context: PanelContext) =>
  logCurves(
    {
      title: 'Audit lines by service',
      description: 'Lines a second of the audit stream, which is kept longer than any other.',
      unit: grafanaUnit(auditRate.unit),
      noValue: 'nothing was audited',
      curves: [{ query: auditRate, legend: legendBy(SERVICE) }],
    },
    context,
  );

const audit = (context: PanelContext) =>
  linesPanel(
    {
      title: 'Audit',
      description: 'The newest lines of the audit stream: who read or changed which data.',
      noValue: 'nothing was audited',
      lines: audited,
    },
    context,
  );
