import type { KubeObject } from '../engine/index.ts';
import type { FlagSpec } from './command-line/flags.ts';
import type { Invocation } from './invocation.ts';

/** `--record`: the object says by which command it was changed (`rollout history` shows it). */
export const recordFlag: FlagSpec = {
  name: 'record',
  type: 'bool',
  deprecated: '--record will be removed in the future',
};

export const CHANGE_CAUSE: string = 'kubernetes.io/change-cause';

/** The command in kubectl's own order: its words, then its flags with their values. Undefined without `--record`. */
function changeCause(invocation: Invocation): string | undefined {
  if (!invocation.bool('record')) return undefined;
  const { commandPath, args, flags } = invocation;
  return [commandPath, ...args, ...flags.given.map(({ name, text }) => `--${name}=${text}`)].join(' ');
}

export interface RecordPatch {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
}

/** The annotation that `--record` writes, as a merge patch; undefined without it. */
export function recordPatch(invocation: Invocation): RecordPatch | undefined {
  const cause = changeCause(invocation);
  return cause === undefined ? undefined : { metadata: { annotations: { [CHANGE_CAUSE]: cause } } };
}

/** An object that carries the annotation of `--record`; without the flag the object itself. */
export function recorded<T extends { readonly metadata?: unknown }>(invocation: Invocation, object: T): T {
  return withCause(recordPatch(invocation), object);
}

export function withCause<T extends { readonly metadata?: unknown }>(patch: RecordPatch | undefined, object: T): T {
  if (patch === undefined) return object;
  const metadata = (object.metadata ?? {}) as KubeObject['metadata'];
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...patch.metadata.annotations } },
  };
}
