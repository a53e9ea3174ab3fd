import type { ServiceName } from './services';
import type { TransportName } from './transport';

/** What a service does for whoever calls it, and what it calls in turn, one after another. */
export interface Operation {
  readonly service: ServiceName;
  /** The name of its span. */
  readonly name: string;
  readonly over: TransportName;
  /** What it usually takes itself, without what it calls. */
  readonly seconds: number;
  readonly calls: readonly Operation[];
  /** Whoever calls it can do without: its failure is a warning there. Default: the caller fails as well. */
  readonly isOptional?: true;
}
