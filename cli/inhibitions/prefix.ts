/** The words that all names begin with, such as the workload's; each name has one more word at least. */
export function prefixOf(names: readonly string[]): string {
  const [first = [], ...others] = names.map((name) => name.split(/(?=[A-Z])/));
  const shared = first.findIndex(
    (word, i) => i === first.length - 1 || others.some((words) => words[i] !== word || i === words.length - 1),
  );
  return first.slice(0, Math.max(shared, 0)).join('');
}
