import { uniform, type Key } from '../random';
import type { Carried } from './baggage';
import type { Operation } from './operation';
import { LOT } from './paths/lot';
import { PREDICTION } from './paths/prediction';
import { WAFER_MAP } from './paths/wafer-map';
import type { ServiceName } from './services';

/** A path, and which of its services may fail or be slow. */
interface Path {
  readonly operation: Operation;
  readonly fails: readonly [ServiceName, ...ServiceName[]];
  readonly slow: ServiceName;
}

export const PATHS = {
  prediction: { operation: PREDICTION, fails: ['postgres', 'feature-store'], slow: 'ml-model-serving' },
  'wafer map': { operation: WAFER_MAP, fails: ['postgres'], slow: 'image-resize' },
  lot: { operation: LOT, fails: ['postgres'], slow: 'feature-store' },
} as const satisfies Readonly<Record<string, Path>>;

export type PathName = keyof typeof PATHS;

/** Parts of all requests, 0–1; each is drawn for itself. */
export interface Shares {
  readonly failing: number;
  readonly slow: number;
  readonly hot: number;
  readonly debug: number;
}

/** What somebody asks for, and what becomes of it. */
export interface Request {
  readonly path: PathName;
  readonly id: string;
  readonly user: string;
  readonly tenant: string;
  readonly experiment: string;
  readonly isHot: boolean;
  readonly isDebug: boolean;
  readonly failing?: ServiceName;
  readonly slow?: ServiceName;
}

const TENANTS = ['automotive', 'mobile', 'memory', 'power'] as const;
const EXPERIMENTS = 20;
const USERS = 300;

const pick = <T>(from: readonly [T, ...T[]], ...key: Key): T =>
  from[Math.floor(uniform(...key) * from.length)] ?? from[0];

/** A request that follows from its path, its shares and the key. */
export function requestOf(path: PathName, shares: Shares, ...key: Key): Request {
  const isOne = (share: keyof Shares): boolean => uniform(share, ...key) < shares[share];
  const { fails, slow } = PATHS[path];
  return {
    path,
    id: `req-${[path.replace(' ', '-'), ...key].join('-')}`,
    user: `u-${Math.floor(USERS * uniform('user', ...key))}`,
    tenant: pick(TENANTS, 'tenant', ...key),
    experiment: `exp-${Math.floor(EXPERIMENTS * uniform('experiment', ...key))}`,
    isHot: isOne('hot'),
    isDebug: isOne('debug'),
    ...(isOne('failing') && { failing: pick(fails, 'fails', ...key) }),
    ...(isOne('slow') && { slow }),
  };
}

/** What the first service on the path puts into baggage. */
export const baggageOf = (request: Request): Readonly<Partial<Record<Carried, string>>> => ({
  request_id: request.id,
  user_id: request.user,
  tenant_id: request.tenant,
  experiment_id: request.experiment,
  ...(request.isHot && { 'lot.priority': 'hot' }),
  ...(request.isDebug && { debug: 'true' }),
  ...(request.path === 'lot' && { 'job.long_running': 'true' }),
});
