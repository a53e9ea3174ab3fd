/** `http_requests` and `requests-availability` as an identifier: httpRequests. */
export function camelCase(name: string): string {
  const [first = '', ...rest] = name.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '');
  const joined = [first.charAt(0).toLowerCase() + first.slice(1), ...rest.map(capital)].join('');
  return /^[a-zA-Z]/.test(joined) ? joined : `_${joined}`;
}

/** `requests-availability` as a title: "Requests availability". */
export const titleOf = (name: string): string =>
  capital(
    name
      .split(/[-_.]+/)
      .filter(Boolean)
      .join(' '),
  );

/** `My_Service` as Kubernetes takes names, and as ids of objectives are: my-service. */
export function dashed(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return /^[a-z]/.test(plain) ? plain : `slo-${plain}`;
}

/** The name, or with a number where it is taken. */
export function unlike(name: string, taken: ReadonlySet<string>, join = ''): string {
  const free = (n: number): string => (taken.has(`${name}${join}${n}`) ? free(n + 1) : `${name}${join}${n}`);
  return taken.has(name) ? free(2) : name;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
