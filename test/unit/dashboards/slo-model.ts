import { stableJson } from '../../../dashboards/json';
import type { Objective, Workload } from '../../../signals';

/** The parts of a rendered dashboard that tests look at. */
export interface Model {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string }[] };
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

export interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly timeFrom?: string;
  readonly interval?: string;
  readonly targets?: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly legendFormat: string;
    readonly format?: string;
    readonly instant: boolean;
  }[];
  /** A row has none. */
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit: string;
      readonly noValue?: string;
      readonly links?: readonly object[];
      readonly mappings?: readonly {
        readonly options: Readonly<Record<string, { readonly text: string; readonly color: string }>>;
      }[];
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null }[] };
    };
    readonly overrides?: readonly {
      readonly matcher: { readonly options: string };
      readonly properties: readonly { readonly id: string; readonly value: unknown }[];
    }[];
  };
  readonly links?: readonly { readonly url: string }[];
  readonly transformations?: readonly {
    readonly id: string;
    readonly options: {
      readonly indexByName?: Readonly<Record<string, number>>;
      readonly renameByName?: Readonly<Record<string, string>>;
    };
  }[];
}

export const model = (dashboard: object): Model => JSON.parse(stableJson(dashboard)) as Model;

export function panel({ panels }: Model, title: string): Required<Pick<Panel, 'fieldConfig' | 'targets'>> & Panel {
  const found = panels.find((candidate) => candidate.title === title);
  const { fieldConfig, targets } = found ?? {};
  if (!found || !fieldConfig || !targets) throw new Error(`no panel '${title}'`);
  return { ...found, fieldConfig, targets };
}

/** One line for each row and panel. */
export const contents = ({ panels }: Model): string =>
  panels
    .map(({ type, title, fieldConfig }) =>
      fieldConfig ? `  ${title}: ${type} [${fieldConfig.defaults.unit}]` : `# ${title}`,
    )
    .join('\n');

/** The workload with other objectives; composites stay as they are. */
export const withObjectives = (workload: Workload, change: (objective: Objective) => Objective): Workload => ({
  ...workload,
  objectives: workload.objectives.map((slo) => (slo.kind === 'objective' ? change(slo) : slo)),
});
