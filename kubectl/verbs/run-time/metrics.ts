import {
  addQuantities,
  byCodeUnit,
  formatQuantity,
  type Kind,
  kindId,
  type KubeObject,
  milliValue,
  quantityValue,
} from '../../../engine/index.ts';
import { KubectlError, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { alignColumns } from '../../output/table.ts';
import { listOf } from '../../resources.ts';

export interface ResourceUsage {
  readonly cpu: string;
  readonly memory: string;
}

/**
 * The metrics that a `top` asks for: of the object that is named, or of all that the selectors leave.
 * @throws KubectlError where no metrics server runs
 */
export function metricsOf<T extends KubeObject>(invocation: Invocation, kindName: string): readonly T[] {
  const kind = invocation.client
    .kinds()
    .find(({ group, kind: name }) => group === 'metrics.k8s.io' && name === kindName);
  if (kind === undefined) throw new KubectlError('Metrics API not available');
  return ask(invocation, kind) as readonly T[];
}

function ask(invocation: Invocation, kind: Kind): readonly KubeObject[] {
  const [name] = invocation.args;
  if (name === undefined) return listOf(invocation, kind).items;
  const namespace = kind.scope === 'Namespaced' ? invocation.namespace : undefined;
  return [invocation.client.get({ kind: kindId(kind), namespace, name })];
}

/** @throws KubectlError for words and flags that do not go together; `named` is what may not stand beside a name */
export function refuseMixed(invocation: Invocation, use: string, named: string, selects: boolean): void {
  if (invocation.args.length > 1) throw usageError(invocation.commandPath, use);
  const by = invocation.string('sort-by') ?? '';
  if (by !== '' && by !== 'cpu' && by !== 'memory') throw new KubectlError('--sort-by accepts only cpu or memory');
  if (invocation.args.length > 0 && selects) throw new KubectlError(`only one of NAME or ${named} can be provided`);
}

/** The greatest first where `--sort-by` names a resource, else by name (metricsutil sorters, v1.25). */
export function sortedByUsage<T>(
  invocation: Invocation,
  items: readonly T[],
  usageOf: (item: T) => ResourceUsage,
  nameOf: (item: T) => string,
): readonly T[] {
  const by = invocation.string('sort-by');
  if (by === 'cpu') return items.toSorted((a, b) => milliValue(usageOf(b).cpu) - milliValue(usageOf(a).cpu));
  if (by === 'memory')
    return items.toSorted((a, b) => quantityValue(usageOf(b).memory) - quantityValue(usageOf(a).memory));
  return items.toSorted((a, b) => byCodeUnit(nameOf(a), nameOf(b)));
}

export function sumOf(usages: readonly ResourceUsage[]): ResourceUsage {
  const total = (quantities: readonly string[]): string =>
    quantities.reduce((sum, one) => formatQuantity(addQuantities(sum, one)), '0');
  return { cpu: total(usages.map(({ cpu }) => cpu)), memory: total(usages.map(({ memory }) => memory)) };
}

export const cores = ({ cpu }: ResourceUsage): string => `${milliValue(cpu)}m`;
export const bytes = ({ memory }: ResourceUsage): string => `${Math.trunc(quantityValue(memory) / 1024 / 1024)}Mi`;

/** Every cell ends in a tab, the last one, too: lines are padded to their end. */
export function printLines(
  invocation: Invocation,
  header: readonly string[],
  lines: readonly (readonly string[])[],
): void {
  const rows = invocation.bool('no-headers') ? lines : [header, ...lines];
  invocation.out(alignColumns(rows.map((row) => [...row, ''])));
}
