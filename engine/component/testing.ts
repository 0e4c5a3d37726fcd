import type { Kind } from '../api/kind.ts';
import { kindId } from '../api/kind.ts';
import { type KubeObject, keyOf } from '../api/object.ts';
import type { Context } from './component.ts';
import type { View } from './view.ts';

/** A View of plain objects, for tests of components. `kinds` supply the indexes that `by` needs. */
export function viewOf(objects: readonly KubeObject[], kinds: readonly Kind[] = []): View {
  const sorted = [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const find = (test: (object: KubeObject) => boolean): KubeObject | undefined => objects.find(test);
  return {
    get: <T extends KubeObject>(kind: T['kind'], namespace: string | undefined, name: string) =>
      find((o) => o.kind === kind && o.metadata.namespace === namespace && o.metadata.name === name) as T | undefined,
    list: <T extends KubeObject>(kind: T['kind'], namespace?: string) =>
      sorted.filter(
        (o) => o.kind === kind && (namespace === undefined || o.metadata.namespace === namespace),
      ) as unknown as T[],
    by: <T extends KubeObject>(kind: T['kind'], index: string, value: string) =>
      objects.filter((o) => o.kind === kind && valuesOf(o, index, kinds).includes(value)) as unknown as T[],
    withUid: (uid: string) => find((o) => o.metadata.uid === uid),
    ownedBy: (uid: string) => objects.filter((o) => o.metadata.ownerReferences?.some((owner) => owner.uid === uid)),
  };
}

function valuesOf(object: KubeObject, index: string, kinds: readonly Kind[]): readonly string[] {
  if (index === 'namespace') return [object.metadata.namespace ?? ''];
  const declared = kinds.find((kind) => kindId(kind) === object.kind)?.indexes?.[index];
  if (declared === undefined)
    throw new Error(`kind ${object.kind} declares no index ${index}; pass its Kind to viewOf`);
  return declared(object);
}

/** A context at the engine's first instant (2022-10-03T00:00:00Z) unless told otherwise. */
export function contextAt(changes: Partial<Context> = {}): Context {
  return {
    nowMs: 1664755200000,
    failures: [],
    memory: undefined,
    shared: undefined,
    node: '',
    random: () => 0,
    ...changes,
  };
}
