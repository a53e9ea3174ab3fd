import { appendFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from '../harness/wait';

const INTERVAL_SECONDS = 10;

/** The log of a container as a node has it: written by its runtime (CRI), rotated by the kubelet. */
export interface ContainerLog {
  /** Each record of one or more lines, all at different times. */
  write(records: readonly string[]): void;
  /**
   * The file goes on under another name, and the next line begins a new one. The one before is compressed then (kubelet 1.36),
   * which to those who read plain files is the same as gone. The kubelet does so every ten seconds at most.
   */
  rotate(): Promise<void>;
}

export function containerLog(folder: string, namespace: string, container: string): ContainerLog {
  const uid = '0c4f5d2e-8f7a-4e43-9d61-3f6ab1f1d0aa';
  const place = join(folder, `${namespace}_${container}-0_${uid}`, container);
  const file = join(place, '0.log');
  mkdirSync(place, { recursive: true });
  let rotated: string | undefined;
  let interval = Promise.resolve();
  return {
    write: (records) => {
      const text = records.map((record) => {
        const stamp = now();
        return record
          .split('\n')
          .map((line) => `${stamp} stdout F ${line}\n`)
          .join('');
      });
      appendFileSync(file, text.join(''));
    },
    rotate: async () => {
      await interval;
      interval = sleep(INTERVAL_SECONDS);
      if (rotated !== undefined) rmSync(rotated);
      const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
      rotated = `${file}.${time}`;
      renameSync(file, rotated);
    },
  };
}

let latest = 0n;

/** In nanoseconds, and never the same twice: so a line that is stored twice is one that was sent twice. */
function now(): string {
  const clock = BigInt(Date.now()) * 1_000_000n;
  latest = clock > latest ? clock : latest + 1n;
  const seconds = new Date(Number(latest / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(latest % 1_000_000_000n).padStart(9, '0')}Z`;
}
