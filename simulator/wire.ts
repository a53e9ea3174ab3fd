/** The parts of a message in protobuf's encoding (protobuf.dev/programming-guides/encoding), as far as metrics need them. */

const VARINT = 0;
const DOUBLE = 1;
const BYTES = 2;

/** A whole number, not below zero, seven bits a byte. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Buffer.from([...bytes, left]);
}

const tag = (field: number, type: number): Buffer => varint(field * 8 + type);

export const number = (field: number, value: number): Buffer => Buffer.concat([tag(field, VARINT), varint(value)]);

/** A whole number that may be below zero. */
export const signed = (field: number, value: number): Buffer => number(field, value >= 0 ? 2 * value : -2 * value - 1);

export function double(field: number, value: number): Buffer {
  const eight = Buffer.alloc(8);
  eight.writeDoubleLE(value);
  return Buffer.concat([tag(field, DOUBLE), eight]);
}

export const message = (field: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([tag(field, BYTES), varint(content.length), content]);
};

export const string = (field: number, text: string): Buffer => message(field, Buffer.from(text));
