import { signal, workload } from '../../../signals';
import { burntRatio, kiln, slowBaking } from '../../fixtures/kiln';
import { KINDS } from '../../fixtures/objective-kinds';
import { busy } from './fixtures';

const withSteps = (...nextSteps: readonly string[]) => signal({ ...busy, nextSteps });

describe('a step of a runbook', () => {
  it.each([
    'Investigate.',
    'Check logs',
    'Check the logs and metrics!',
    'Look into it.',
    'Contact the team.',
    'Notify the on-call engineer immediately.',
    'Please investigate the root cause of this issue, and take the appropriate actions to resolve it.',
    'See the dashboard.',
    'Escalate to the service owner if necessary.',
  ])('says nothing: %s', (step) => {
    expect(() => withSteps(step)).toThrow(
      `signal ApiBusy has the step '${step}', which says nothing about this alert: name what to look at, what it may show, and what to change then`,
    );
  });

  it.each(['Turn it down.', 'Restart the API.', 'Add two more replicas.'])('says too little: %s', (step) => {
    expect(() => withSteps(step)).toThrow(
      `signal ApiBusy has the step '${step}', of fewer than 5 words: say more, or name a command, a dashboard, a link or a file`,
    );
  });

  it.each([
    'Add two replicas of the API.',
    'Check the logs of the API for refused connections.',
    'Ask the test floor who changed the probe card.',
    'kubectl get pods -A',
    'Run `lots hold`.',
    'See https://wiki/api',
    'Open dashboard API.',
    'Raise workloads/api/limits.ts.',
    'Empty /var/lib/api.',
    'Ask for --verbose.',
  ])('says enough: %s', (step) => {
    expect(() => withSteps(step)).not.toThrow();
  });

  it('stands there once, whatever its capitals and punctuation', () => {
    const step = 'Add two replicas of the API.';
    expect(() => withSteps(step, 'Roll the newest version back.', 'add two replicas, of the api')).toThrow(
      "signal ApiBusy has the step 'add two replicas, of the api' twice: say each once",
    );
  });

  it('is asked of objectives as well', () => {
    const [make] = Object.values(KINDS);
    expect(() => make?.({ nextSteps: ['Investigate.'] })).toThrow(
      "objective kept: it has the step 'Investigate.', which says nothing about this alert",
    );
  });
});

describe('a workload', () => {
  it('has no two signals with the same steps', () => {
    const same = { ...slowBaking, nextSteps: burntRatio.nextSteps.map((step) => step.toUpperCase()) };
    const signals = kiln.signals.map((one) => (one === slowBaking ? same : one));
    const dashboards = kiln.dashboards.map((board) => ({
      ...board,
      rows: board.rows.map((row) => ({
        ...row,
        signals: row.signals.map((one) => (one === slowBaking ? same : one)),
      })),
    }));
    expect(() => workload({ ...kiln, signals, dashboards })).toThrow(
      'workload kiln: signals KilnBurntRatio and KilnSlow have the same runbook steps: say what differs, or make one signal of them',
    );
  });

  it('may show several signals that alert of nothing', () => {
    expect(() => workload(kiln)).not.toThrow();
  });
});
