import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { GATE_FORMS, type GateForm } from '../../charts/gate';
import type { Gate } from '../../signals';
import { LINKS } from '../fixtures/environment';
import { podOf, runPod } from './gates/pod';
import { prometheusWith } from './gates/prometheus';
import { serving } from './gates/server';
import { cleanup } from './harness/cleanup';
import type { Finished } from './harness/command';
import { freePorts, LOOPBACK } from './harness/ports';
import { scratch } from './harness/scratch';
import { tool } from './harness/tools';

jest.setTimeout(180_000);

/** An objective of which nobody has ever written a state. */
const NO_SERIES = 'no-series';

const OPEN = { closedFrom: 'deferring', noData: 'open', unreachable: 'open' } as const satisfies Gate;
const CLOSED = { closedFrom: 'deferring', noData: 'closed', unreachable: 'closed' } as const satisfies Gate;
const POLICIES: readonly Gate[] = [OPEN, { ...OPEN, noData: 'closed' }, { ...OPEN, unreachable: 'closed' }, CLOSED];

type Ended = Pick<Finished, 'output'> & { readonly code: number | undefined };

const open = (because: string): Ended => ended(0, 'The gate is open.', because);
const closed = (because: string): Ended => ended(1, 'The gate is closed.', because);
const ended = (code: number, ...says: readonly string[]): Ended => ({
  code,
  output: expect.stringMatching(new RegExp(says.map(literally).join('.*'))) as string,
});
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('a deploy gate, before a real Prometheus', () => {
  const later = cleanup();
  const place = scratch('gates');
  later(() => {
    place.remove();
  });
  const path = `${join(place.folder, 'bin')}:${process.env.PATH ?? ''}`;
  let prometheus: string;

  beforeAll(async () => {
    const promtool = await tool('promtool');
    mkdirSync(join(place.folder, 'bin'));
    symlinkSync(promtool, join(place.folder, 'bin', 'promtool'));
    // A pause between two attempts only takes time.
    symlinkSync('/bin/true', join(place.folder, 'bin', 'sleep'));
    const running = await prometheusWith(place.folder, promtool);
    later(running.stop);
    prometheus = running.url;
  });

  /** Runs what the cluster would run for a gate of this form. */
  const runs =
    (form: GateForm) =>
    async (
      id: string,
      gate: Gate,
      { url = prometheus, reason }: { readonly url?: string; readonly reason?: string } = {},
    ): Promise<Ended> => {
      const { code, output } = await runPod(podOf(form, id, gate, reason), { PROMETHEUS_URL: url, PATH: path });
      return { code, output };
    };

  describe.each(GATE_FORMS)('as %s', (form) => {
    const run = runs(form);

    test.each(POLICIES)('is open for a healthy budget: %j', async (gate) => {
      expect(await run('healthy', gate)).toEqual(open('"healthy"'));
    });

    test.each(POLICIES)('is closed for a spent budget: %j', async (gate) => {
      expect(await run('exhausted', gate)).toEqual(closed('"exhausted"'));
    });

    test.each([
      ['at risk', [closed('"at risk"'), closed('"deferring"'), closed('"exhausted"')]],
      ['deferring', [open('"at risk"'), closed('"deferring"'), closed('"exhausted"')]],
      ['exhausted', [open('"at risk"'), open('"deferring"'), closed('"exhausted"')]],
    ] as const)('is closed from %s on, if only one oven is in that state', async (closedFrom, outcomes) => {
      for (const [i, id] of ['at-risk', 'deferring', 'exhausted'].entries()) {
        expect(await run(id, { ...OPEN, closedFrom })).toEqual(outcomes[i]);
      }
    });

    test('sees a state that is written every five minutes also just before it is written again', async () => {
      expect(await run('about-to-be-written', OPEN)).toEqual(closed('"exhausted"'));
    });

    test.each(POLICIES)('without data does what the policy says of that: %j', async (gate) => {
      const outcome = (gate.noData === 'open' ? open : closed)('has no data');
      expect(await run(NO_SERIES, gate)).toEqual(outcome);
      expect(await run('no-longer-written', gate)).toEqual(outcome);
    });

    describe.each(POLICIES)('where Prometheus cannot be asked, does what the policy says of that: %j', (gate) => {
      const outcome = (gate.unreachable === 'open' ? open : closed)('could not be asked');

      test('nobody listens', async () => {
        const [port = 0] = await freePorts(1);
        expect(await run('exhausted', gate, { url: `http://${LOOPBACK}:${port}` })).toEqual(outcome);
      });

      test.each([
        ['it starts, or is overloaded', 503, 'Service Unavailable'],
        ['somebody else answers', 200, '<html>Welcome</html>'],
        ['it answers with an error', 422, '{"status":"error","errorType":"execution","error":"query timed out"}'],
      ])('%s', async (_, status, body) => {
        const server = await serving((respond) => {
          respond(status, body);
        });
        later(server.stop);
        expect(await run('exhausted', gate, { url: server.url })).toEqual(outcome);
        expect(server.requests()).toBe(3);
      });

      test('what is recorded is no state', async () => {
        expect(await run('out-of-range', gate)).toEqual(outcome);
      });
    });

    test('is open if one answer of three comes', async () => {
      const server = await serving((respond, i) => {
        if (i < 3) respond(503, 'starting');
        else
          respond(200, '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[0,"0"]}]}}');
      });
      later(server.stop);
      expect(await run('healthy', CLOSED, { url: server.url })).toEqual(open('"healthy"'));
    });

    describe('broken glass', () => {
      const reason = `INC-1: roll back, it's "urgent" & $(exit 1) \\n %s`;

      test.each(POLICIES)('opens it, whatever is wrong, and the reason is told: %j', async (gate) => {
        const [port = 0] = await freePorts(1);
        const told = open(`Somebody broke the glass: ${reason}`);
        expect(await run('exhausted', gate, { reason })).toEqual(told);
        expect(await run(NO_SERIES, gate, { reason })).toEqual(told);
        expect(await run('exhausted', gate, { reason, url: `http://${LOOPBACK}:${port}` })).toEqual(told);
      });

      test.each(['', ' \t'])('needs a reason: %j is none', async (none) => {
        expect(await run('exhausted', OPEN, { reason: none })).toEqual(closed('"exhausted"'));
      });
    });

    test('closed, it tells what to do, and how to deploy all the same', async () => {
      const { output } = await run('exhausted', OPEN);
      expect(output).toContain(`${LINKS.runbooks}/KilnExhaustedObjective.md`);
      expect(output).toContain('give a reason in the annotation probecard.dev/break-glass');
    });
  });

  test('none waits for ever for one who takes the question and is silent', async () => {
    const server = await serving(() => undefined);
    later(server.stop);
    const outcomes = await Promise.all(
      GATE_FORMS.flatMap((form) => [OPEN, CLOSED].map((gate) => runs(form)('healthy', gate, { url: server.url }))),
    );
    const each = [open('could not be asked'), closed('could not be asked')];
    expect(outcomes).toEqual(GATE_FORMS.flatMap(() => each));
  });
});
