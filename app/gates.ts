import { deployGates } from '../alerts/slo/gate';
import { GATE_FORMS, GateChart } from '../charts/gate';
import { OBSERVABILITY } from '../constructs/namespaces';
import type { Environment } from '../environments';
import type { ChartFactory } from './chart-factory';
import { linksOf, platformOf } from './platform';
import { watchedIn } from './watched';

/** Where an environment's deploy gates are rendered: they belong to the Applications of the workloads, none of ours has them. */
export const GATES = 'gates';

/** The deploy gates of an environment. Each becomes `dist/<environment>/gates/<gate>.k8s.yaml`. */
export const gatesOf = (environment: Environment): readonly ChartFactory[] =>
  watchedIn(environment)
    .flatMap((workload) => deployGates(workload, linksOf(environment)))
    .flatMap((gate) =>
      GATE_FORMS.map(
        (form): ChartFactory =>
          (app) =>
            new GateChart(app, { gate, form, namespace: OBSERVABILITY, images: platformOf(environment).images }),
      ),
    );
