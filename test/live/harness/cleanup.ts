type Task = () => Promise<void> | void;

/**
 * For a `describe` block: what is handed to the function that this returns happens after its last test, the latest first. So
 * what was started is stopped, even where what should have followed it did not start.
 */
export function cleanup(): (task: Task) => void {
  const tasks: Task[] = [];
  afterAll(async () => {
    for (const task of tasks.reverse()) await task();
  });
  return (task) => {
    tasks.push(task);
  };
}
