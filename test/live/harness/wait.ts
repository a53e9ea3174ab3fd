export const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Whether the promise is settled within the time; it leaves no timer behind. */
export async function within(seconds: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, seconds * 1000);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Tries until the attempt does not throw; after the limit it throws what the last attempt threw. The attempt is made at
 * least once.
 */
export async function eventually<T>(
  attempt: () => Promise<T> | T,
  limitSeconds: number,
  pauseSeconds = 0.5,
): Promise<T> {
  const end = Date.now() + limitSeconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= end) throw error;
      await sleep(pauseSeconds);
    }
  }
}
