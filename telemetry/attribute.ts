/** What carries an attribute: whoever sends, each span, each log line. What a resource has, its spans and lines have as well. */
export type Carrier = 'resource' | 'span' | 'log';

/** A name by which traces and logs are searched and joined. */
export interface Attribute<Name extends string = string> {
  readonly name: Name;
  readonly carriers: readonly Carrier[];
  /** For whoever instruments a service. */
  readonly meaning: string;
}

/** As Prometheus and Loki write a name: `service.name` is `service_name` to them. */
type LabelOf<Name extends string> = Name extends `${infer Head}.${infer Tail}` ? `${Head}_${LabelOf<Tail>}` : Name;

/** What Prometheus and Loki call an attribute: neither has dots in the names of labels. */
export const labelOf = <Name extends string>({ name }: Attribute<Name>): LabelOf<Name> =>
  name.replaceAll('.', '_') as LabelOf<Name>;

/** Whether a span can be searched for by it. */
export const isOnSpans = ({ carriers }: Attribute): boolean =>
  carriers.includes('span') || carriers.includes('resource');

/** Whether a log line can be searched for by it. */
export const isOnLogs = ({ carriers }: Attribute): boolean => carriers.includes('log') || carriers.includes('resource');
