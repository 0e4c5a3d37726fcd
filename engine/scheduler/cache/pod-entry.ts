import type { Pod } from '../../kinds/types.ts';
import type { PodClass } from '../pod-class.ts';

/** A pod that takes room on a node: bound to it, or assumed to be soon. */
export interface PodEntry {
  /** `namespace/name`. */
  readonly key: string;
  readonly pod: Pod;
  readonly node: string;
  readonly podClass: PodClass;
}

export const priorityOf = (pod: Pod): number => pod.spec.priority ?? 0;
