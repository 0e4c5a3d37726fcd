import { labelValueErrors, qualifiedNameErrors, type Taint } from '../../../engine/index.ts';
import { usageError } from '../../errors.ts';

/** Taints to put on nodes and to take from them; a taint to remove may have no effect, which means all. */
export interface TaintChanges {
  readonly add: readonly Taint[];
  readonly remove: readonly { readonly key: string; readonly effect: string }[];
}

const effects: ReadonlySet<string> = new Set(['NoSchedule', 'PreferNoSchedule', 'NoExecute']);

/**
 * Reads `key=value:Effect`, `key:Effect`, `key:Effect-` and `key-` (taint.parseTaints, v1.25).
 * @throws KubectlError with the hint for help
 */
export function parseTaints(specs: readonly string[], commandPath: string): TaintChanges {
  const add: Taint[] = [];
  const remove: { key: string; effect: string }[] = [];
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      const { key, effect } = parseTaint(spec.slice(0, -1), commandPath);
      remove.push({ key, effect });
      continue;
    }
    const taint = parseTaint(spec, commandPath);
    if (taint.effect === '') throw usageError(commandPath, `invalid taint spec: ${spec}`);
    if (add.some(({ key, effect }) => key === taint.key && effect === taint.effect))
      throw usageError(commandPath, `duplicated taints with the same key and effect: ${goText(taint)}`);
    add.push(taint);
  }
  return { add, remove };
}

/** Go's `%v` of a taint. */
function goText({ key, value = '', effect }: Taint): string {
  return `{${key} ${value} ${effect} <nil>}`;
}

function parseTaint(spec: string, commandPath: string): Taint {
  const [before = '', effect = '', more] = spec.split(':');
  if (more !== undefined) throw usageError(commandPath, `invalid taint spec: ${spec}`);
  if (spec.includes(':') && !effects.has(effect))
    throw usageError(commandPath, `invalid taint effect: ${effect}, unsupported taint effect`);
  const [key = '', value, second] = spec.includes(':') ? before.split('=') : [before];
  if (second !== undefined) throw usageError(commandPath, `invalid taint spec: ${spec}`);
  const errors = [...(value === undefined ? [] : labelValueErrors(value)), ...qualifiedNameErrors(key)];
  if (errors.length > 0) throw usageError(commandPath, `invalid taint spec: ${spec}, ${errors.join('; ')}`);
  return { key, effect, ...(value === undefined || value === '' ? {} : { value }) };
}
