import { gauge, print } from '../../../promql';
import { moves } from '../../../workloads/example-series';
import { pace, timeLeft } from '../../../workloads/filling';

const room = gauge('room_bytes', { unit: 'bytes', help: '' });

describe('the time until something is full', () => {
  const left = print(
    timeLeft(room.minBy('instance'), pace('instance:room_bytes:deriv6h', room.deriv('6h').minBy('instance'))).expr,
  );

  test('is what is left by what is lost, and finite where nothing is', () => {
    expect(left).toBe(
      'clamp_max(min by (instance) (room_bytes) / clamp_min(instance:room_bytes:deriv6h * -1, 1), 2592000)',
    );
  });
});

describe('an example that moves', () => {
  const values = (steps: number, ...paces: (readonly [number, `${number}m`])[]) =>
    moves(room, {}, 100, ...paces).values(steps, 60);

  test('does so evenly, from its first sample on', () => {
    expect(values(3, [-60, '10m'])).toBe('100-1x3');
  });

  test('goes on at the next pace from where it has come to', () => {
    expect(values(5, [60, '2m'], [0, '10m'])).toBe('100+1x1 102+0x3');
  });

  test('ends with the test, whatever is left of its paces', () => {
    expect(values(2, [60, '5m'], [0, '10m'])).toBe('100+1x2');
  });
});
