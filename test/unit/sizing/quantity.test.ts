import {
  bytes,
  bytesQuantity,
  cores,
  cpuQuantity,
  roundedCpu,
  roundedMemory,
  roundedVolume,
} from '../../../sizing/quantity';

test.each([
  ['512Mi', 512 * 1024 ** 2],
  ['2Gi', 2 * 1024 ** 3],
  ['1Ti', 1024 ** 4],
  ['500M', 500e6],
  ['128', 128],
  ['1.5Gi', 1.5 * 1024 ** 3],
])('%s is so many bytes', (quantity, value) => {
  expect(bytes(quantity)).toBe(value);
});

test.each(['-5Gi', '5GiB', 'Gi', '', '5 Gi', '1e3x'])("'%s' is no quantity of bytes", (quantity) => {
  expect(bytes(quantity)).toBeNaN();
});

test.each([
  ['500m', 0.5],
  ['2', 2],
  ['0.5', 0.5],
])('%s is so many cores', (quantity, value) => {
  expect(cores(quantity)).toBe(value);
});

test.each(['-1', '1 core', 'm', '500mm', '2Gi'])("'%s' is no quantity of CPU", (quantity) => {
  expect(cores(quantity)).toBeNaN();
});

test('quantities are spelled as the API server spells them', () => {
  expect([0.5, 1, 1.5, 0.3, 0.1 + 0.2].map(cpuQuantity)).toEqual(['500m', '1', '1500m', '300m', '300m']);
  expect([1024 ** 3, 1536 * 1024 ** 2, 5 * 1024 ** 4].map(bytesQuantity)).toEqual(['1Gi', '1536Mi', '5Ti']);
});

test('what is rounded is never less than what was computed', () => {
  for (let exponent = -2; exponent < 3; exponent += 0.013) {
    const value = 10 ** exponent;
    expect(cores(roundedCpu(value))).toBeGreaterThanOrEqual(value * 0.999_999);
    expect(bytes(roundedMemory(value * 1024 ** 3))).toBeGreaterThanOrEqual(value * 1024 ** 3 * 0.999_999);
    expect(bytes(roundedVolume(value * 1024 ** 3))).toBeGreaterThanOrEqual(value * 1024 ** 3 * 0.999_999);
  }
});

test('and a step stays what it is', () => {
  expect(roundedCpu(0.15)).toBe('150m');
  expect(roundedCpu(2)).toBe('2');
  expect(roundedMemory(1536 * 1024 ** 2)).toBe('1536Mi');
  expect(roundedVolume(40 * 1024 ** 3)).toBe('40Gi');
});

test('nothing is rounded to less than a program needs to start', () => {
  expect([roundedCpu(0), roundedMemory(0), roundedVolume(0)]).toEqual(['10m', '32Mi', '1Gi']);
});
