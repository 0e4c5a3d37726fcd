import type { Pod } from '../../kinds/types.ts';

/** The priority of system-cluster-critical. */
export const CRITICAL_PRIORITY = 2_000_000_000;

/** A node gives up its other pods first (types.IsCriticalPod, v1.25): this one is of its own folder, or of the system's priority. */
export function isCriticalPod({ metadata, spec }: Pod): boolean {
  return metadata.annotations?.['kubernetes.io/config.source'] === 'file' || (spec.priority ?? 0) >= CRITICAL_PRIORITY;
}
