import { runbookPages } from '../../../cli/runbooks';
import { drop, override } from '../../../signals';
import { ratio } from '../../../promql';
import { environmentWith } from '../../fixtures/environment';
import { burntRatio, kiln, slowBaking } from '../../fixtures/kiln';

const base = environmentWith({ name: 'base', workloads: [kiln] });
const strict = environmentWith({
  name: 'strict',
  workloads: [kiln],
  overrides: [override(burntRatio, 'warning', { threshold: ratio(0.05), for: '2m' }), drop(slowBaking, 'warning')],
});
const page = (file: string) => runbookPages([base, strict]).find((candidate) => candidate.file === file)?.text ?? '';

describe('runbook pages', () => {
  it('are one for every signal that alerts, and one for the watchdog', () => {
    expect(runbookPages([base]).map(({ file }) => file)).toEqual([
      'KilnBurntRatio.md',
      'KilnSlow.md',
      'KilnTargetsDown.md',
      'Watchdog.md',
    ]);
  });

  it('read as a whole', () => {
    expect(page('KilnBurntRatio.md')).toMatchSnapshot();
  });

  it('list what differs where', () => {
    expect(page('KilnBurntRatio.md')).toContain('| strict | warning | above 5 % for 2 minutes |');
    expect(page('KilnSlow.md')).toContain('| strict | warning | no such alert |');
  });

  it('say nothing of environments that do not differ', () => {
    expect(page('KilnTargetsDown.md')).not.toContain('Environments that differ');
    expect(page('KilnBurntRatio.md')).not.toContain('| base |');
  });
});
