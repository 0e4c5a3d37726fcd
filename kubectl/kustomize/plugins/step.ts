import type { Folder } from '../folder.ts';
import { type Origin, transformedBy } from '../origin.ts';
import type { Resource } from '../resource.ts';
import type { Transform } from '../transform/transform.ts';

/** A transformer that is ready to run. */
export interface Step {
  readonly transform: Transform;
  /** How many texts and numbers it is told: what it costs for each resource. */
  readonly size: number;
  /** Noted on every resource that it has seen. */
  readonly origin: Origin | undefined;
}

/** Runs transformers one after the other. */
export function transformed(
  resources: readonly Resource[],
  steps: readonly Step[],
  folder: Folder,
): readonly Resource[] {
  return steps.reduce((all, { transform, size, origin }) => {
    folder.budget.spendChanges(size, all.length);
    const changed = transform(all);
    return origin === undefined ? changed : changed.map((resource) => transformedBy(resource, origin));
  }, resources);
}

/** How many texts and numbers a configuration holds. */
export function valuesIn(field: unknown): number {
  if (typeof field !== 'object' || field === null) return 1;
  return Object.values(field).reduce<number>((sum, value) => sum + valuesIn(value), 0);
}
