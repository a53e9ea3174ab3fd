import { DeclarationError } from './declaration-error';

/** Whoever is woken needs to know what to do: words that fit any alert tell nothing about this one. */
const COMMONPLACE = new Set(
  [
    'a an the this that these those it its of for from in into on at to by with about and or then if as is are be',
    'you your we our please first also again further more any all every some what which who why where when how',
    'investigate investigation check look see review inspect examine analyse analyze debug monitor watch verify',
    'identify find determine understand troubleshoot resolve fix solve handle diagnose confirm ensure make sure',
    'take appropriate necessary required action actions needed contact notify inform tell ask call ping page escalate',
    'log logs metric metrics graph graphs dashboard dashboards alert alerts panel panels trace traces data',
    'issue issues problem problems error errors cause causes root reason reasons incident situation wrong happening',
    'happened going team owner owners engineer responsible somebody someone support service system application app',
    'thing things anything something everything closely immediately carefully details detail on-call oncall runbook',
  ].flatMap((line) => line.split(' ')),
);

/** What can be opened or run: a link, a command with its flags, a file, a dashboard by its name. */
const CONCRETE = [
  /https?:\/\/\S/,
  /`[^`]+`/,
  /(^|\s)(kubectl|promtool|amtool|logcli|npm|curl|systemctl|journalctl)\s+\S/,
  /\s--?[a-z]/,
  /(^|\s)(\/|[\w.-]+\/[\w.-]+\/)[\w.-]+/,
  /\b[\w-]+\.(ts|ya?ml|json|md|conf|log|sh|py)\b/,
  /\b[Dd]ashboard [A-Z]/,
];

const LEAST_WORDS = 5;

const wordsOf = (step: string): readonly string[] => step.toLowerCase().match(/[\p{L}\p{N}_-]+/gu) ?? [];

/**
 * What is wrong with the steps of a runbook page, to be put behind the name of what they belong to; undefined for good ones.
 * @param steps as declared; synth does not type-check, so there may be none
 */
export function wrongSteps(steps: readonly string[] | undefined): string | undefined {
  if (!steps?.length || steps.some((step) => step.trim() === '')) {
    return 'has no runbook step: say in nextSteps what to do';
  }
  const idle = steps.map(emptyTalk).find((why) => why !== undefined);
  if (idle !== undefined) return idle;
  const twice = steps.find((step, i) => steps.findIndex((other) => textOf(other) === textOf(step)) !== i);
  return twice === undefined ? undefined : `has the step '${twice}' twice: say each once`;
}

function emptyTalk(step: string): string | undefined {
  if (CONCRETE.some((pattern) => pattern.test(step))) return undefined;
  const words = wordsOf(step);
  if (words.every((word) => COMMONPLACE.has(word))) {
    return `has the step '${step}', which says nothing about this alert: name what to look at, what it may show, and what to change then`;
  }
  if (words.length < LEAST_WORDS) {
    return `has the step '${step}', of fewer than ${LEAST_WORDS} words: say more, or name a command, a dashboard, a link or a file`;
  }
  return undefined;
}

interface Pages {
  readonly name: string;
  readonly signals: readonly { readonly name: string; readonly nextSteps: readonly string[] }[];
}

/**
 * Two alerts of a workload that ask for the same are one alert, or one of them has the other's steps.
 * @throws DeclarationError with both signals
 */
export function checkStepsDiffer({ name, signals }: Pages): void {
  const known = new Map<string, string>();
  for (const signal of signals.filter(({ nextSteps }) => nextSteps.length > 0)) {
    const text = signal.nextSteps.map(textOf).join('\n');
    const other = known.get(text);
    if (other !== undefined) {
      throw new DeclarationError(
        `workload ${name}: signals ${other} and ${signal.name} have the same runbook steps: say what differs, or make one signal of them`,
      );
    }
    known.set(text, signal.name);
  }
}

/** Without what makes no difference: capitals, spaces, punctuation. */
const textOf = (step: string): string => wordsOf(step).join(' ');
