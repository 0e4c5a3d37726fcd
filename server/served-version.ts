import { apiVersionOf, type Kind, type KubeObject, type ObjectList } from '../engine/index.ts';
import { messageOfKind } from './protobuf/table.ts';
import { inStructOrder, sorted } from './struct-order.ts';

/** An object with its members in the order in which the API server writes them: a built-in kind as its structs have them, a custom one sorted. */
export function asServed(kind: Kind, object: KubeObject): KubeObject {
  const message = messageOf(kind);
  if (message === undefined) return sorted(object);
  const { apiVersion, kind: name, ...rest } = object;
  return { kind: name, apiVersion, ...inStructOrder(rest, message) } as unknown as KubeObject;
}

/** A list of one kind: built-in kinds leave out what the list's own kind says already. */
export function listAsServed(kind: Kind, list: ObjectList): object {
  const message = messageOf(kind);
  if (message === undefined) return sorted({ ...list, metadata: { continue: '', ...list.metadata } });
  return { ...list, items: list.items.map((item) => inStructOrder(withoutType(item), message)) };
}

function messageOf(kind: Kind): string | undefined {
  return kind.schema === undefined ? undefined : messageOfKind(apiVersionOf(kind), kind.kind);
}

function withoutType({ apiVersion: _a, kind: _k, ...rest }: KubeObject): Readonly<Record<string, unknown>> {
  return rest;
}
