import type { Kind } from '../api/kind.ts';
import { CORE_KINDS } from './core/index.ts';

/**
 * Everything the API server serves from the start, in discovery's order (v1.25): the core group, then apps, autoscaling, batch,
 * certificates, networking, policy, rbac, storage, admissionregistration, apiextensions, scheduling, coordination, node, discovery.
 * Custom resources come behind them at run time.
 */
export const KINDS: readonly Kind[] = [...CORE_KINDS];
