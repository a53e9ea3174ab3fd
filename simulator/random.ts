/** What tells one source of chance from another: a seed, and names of what it is for. */
export type Key = readonly (string | number)[];

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function hash(key: Key): number {
  let value = FNV_OFFSET;
  for (const character of key.join('\u0000')) value = Math.imul(value ^ character.charCodeAt(0), FNV_PRIME);
  return value;
}

/** Murmur's last step: neighbours come out far from each other. */
function mixed(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}

/** A number from 0 to 1, the same for the same key. */
export const uniform = (...key: Key): number => mixed(hash(key));

/** Numbers from −1 to 1 that jump at every step of an index, and are the same for the same key and index. */
export function noise(...key: Key): (index: number) => number {
  const own = hash(key);
  return (index) => 2 * mixed(own + Math.imul(Math.floor(index), 0x9e3779b9)) - 1;
}
