import { alertmanagerConfig } from '../../../../alerts/alertmanager';
import { alertsOf } from '../../../../alerts/routing/alerts';
import { silencedBy } from '../../../../alerts/routing/silenced';
import { SEVERITIES, type Severity } from '../../../../signals';
import { WORKLOADS } from '../../../../workloads';
import { CONTACTS, SRE } from '../../../fixtures/contacts';
import { sre } from '../../../../workloads/teams';

const { inhibit_rules } = alertmanagerConfig({ contacts: CONTACTS, windows: [], fallback: SRE, workloads: WORKLOADS });
const alerts = alertsOf(WORKLOADS, sre);
const mildness = ({ labels }: (typeof alerts)[number]): number => SEVERITIES.indexOf(labels.severity as Severity);

it.each(WORKLOADS)(
  'no alert of $name is silenced by one that is less severe: it would reach nobody who is asleep',
  ({ name }) => {
    const own = alerts.filter(({ labels }) => labels.workload === name);
    const muted = own.flatMap((alert) =>
      silencedBy(alert, alerts, inhibit_rules)
        .filter(({ by }) => mildness(by) > mildness(alert))
        .map(({ by }) => `${alert.name} (${alert.labels.severity ?? ''}) by ${by.name} (${by.labels.severity ?? ''})`),
    );
    expect(muted).toEqual([]);
  },
);
