import type { Running } from './program';

/** A program that can go, and come back where it was: as another process, so that it has no pid of its own. */
export interface Restartable extends Omit<Running, 'pid'> {
  /** Ends it as the kernel does when memory runs out: it can do nothing more. */
  kill(): Promise<void>;
  /** Starts it again, after it has been stopped or killed; resolves when it is ready. */
  restart(): Promise<void>;
}

/** @param begin starts it, each time with the same ports, folders and configuration */
export async function restartable(begin: () => Promise<Running>): Promise<Restartable> {
  let running = await begin();
  return {
    log: () => running.log(),
    stop: () => running.stop(),
    kill: () => {
      killed(running);
      return running.stop();
    },
    restart: async () => {
      running = await begin();
    },
  };
}

function killed({ pid }: Running): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has ended already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
