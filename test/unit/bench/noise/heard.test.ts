import type { Notification } from '../../../live/harness/alertmanager/recorder';
import { clock } from '../../../bench/noise/feed';
import { heard, openings, type Sent } from '../../../bench/noise/heard';

/** A minute takes a second; the week begins at 1000, which is 50 s of ours. */
const CLOCK = clock(1000, 50_000, 60);

const notification = (seconds: number, more: Partial<Notification>): Notification => ({
  at: 50_000 + seconds * 1000,
  receiver: 'kiln-page',
  kind: 'webhook',
  body: { alerts: [] },
  ...more,
});

const told = (notifications: readonly Notification[], overheard: readonly string[] = []) =>
  heard(notifications, { clock: CLOCK, to: 2000, overheard: new Set(overheard) });

describe('the clock', () => {
  it('runs faster by its factor, in both directions', () => {
    expect(CLOCK.real(1060)).toBe(51_000);
    expect(CLOCK.simulated(51_000)).toBe(1060);
  });
});

describe('what was heard', () => {
  it('is what people got, at times of the week', () => {
    const event = notification(2, { kind: 'pagerduty', body: { event_action: 'trigger', dedup_key: 'k' } });
    expect(told([event]).sent).toEqual([
      { at: 1120, receiver: 'kiln-page', kind: 'pagerduty', event: { action: 'trigger', key: 'k' } },
    ]);
  });

  it('does not count a webhook by which alerts are only read, but knows from it what was told', () => {
    const alerts = [
      { status: 'firing', labels: { alertname: 'KilnHot' } },
      { status: 'resolved', labels: { alertname: 'KilnCold' } },
    ];
    const { sent, contents } = told([notification(1, { body: { alerts } })], ['kiln-page']);
    expect(sent).toEqual([]);
    expect(contents).toEqual([
      {
        at: 1060,
        receiver: 'kiln-page',
        isOver: false,
        firing: [{ alertname: 'KilnHot' }],
        over: [{ alertname: 'KilnCold' }],
      },
    ]);
  });

  it('counts a webhook that is a receiver of its own', () => {
    expect(told([notification(1, { receiver: 'kiln-hook' })], ['kiln-page']).sent).toHaveLength(1);
  });

  it('tells what is over', () => {
    const alerts = [{ status: 'resolved', labels: {} }];
    expect(told([notification(1, { body: { alerts } })]).contents[0]?.isOver).toBe(true);
  });

  it('leaves out what came after the week', () => {
    expect(told([notification(17, {})]).sent).toEqual([]);
  });
});

describe('an incident in PagerDuty', () => {
  const event = (at: number, action: string, key = 'k', receiver = 'kiln-page'): Sent => ({
    at,
    receiver,
    kind: 'pagerduty',
    event: { action, key },
  });
  const times = (...sent: readonly Sent[]) => openings(sent).map(({ at }) => at);

  it('is opened once, and updated by what follows', () => {
    expect(times(event(1, 'trigger'), event(2, 'trigger'), event(3, 'resolve'))).toEqual([1]);
  });

  it('is opened again when it was over', () => {
    expect(times(event(1, 'trigger'), event(2, 'resolve'), event(3, 'trigger'))).toEqual([1, 3]);
  });

  it('is another one by another key, and at another service', () => {
    expect(times(event(1, 'trigger'), event(2, 'trigger', 'l'), event(3, 'trigger', 'k', 'sre-page'))).toEqual([
      1, 2, 3,
    ]);
  });

  it('is not opened by a message to a channel', () => {
    expect(times({ at: 1, receiver: 'kiln-channel', kind: 'slack' })).toEqual([]);
  });
});
