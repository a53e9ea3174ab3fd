/** The values of a dashboard's variables, as they stand in a query. */
export type Choice = Readonly<Record<string, string>>;

/** Time as Grafana would fill it in, had it a panel of half a minute and targets that are scraped every second. */
const TIME: Choice = { __rate_interval: '15s', __interval: '5s', __auto: '5s', __range: '30s' };

/** `$name`, `${name}` and `${name:format}`; `$1` belongs to the expression. */
const VARIABLE = /\$(?:([a-zA-Z_]\w*)|\{(\w+)(?::\w+)?\})/g;

/** The expression as Prometheus gets it. @throws Error for a variable without a value */
export function interpolate(expr: string, choice: Choice): string {
  const values: Choice = { ...TIME, ...choice };
  return expr.replace(VARIABLE, (text, plain?: string, braced?: string) => {
    const value = values[plain ?? braced ?? ''];
    if (value === undefined) throw new Error(`${text} in ${expr} is no variable of the dashboard`);
    return value;
  });
}

/** A value as a regular expression inside a string that matches it alone. */
export const literally = (value: string): string =>
  JSON.stringify(value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).slice(1, -1);
