/** A line about what goes on, past jest, which shows nothing until a file is done. The time is that since this file was loaded. */
const began = Date.now();

export function progress(what: string): void {
  process.stderr.write(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${what}\n`);
}
