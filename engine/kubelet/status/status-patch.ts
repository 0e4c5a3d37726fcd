import { deepEqual } from '../../api/equality.ts';
import type { Write } from '../../component/write.ts';
import type { Pod, PodStatus } from '../../kinds/types.ts';

/** The write that turns a pod's stored status into `status`; undefined when nothing differs. */
export function statusPatch(pod: Pod, status: PodStatus): Write | undefined {
  const old = pod.status as Readonly<Record<string, unknown>>;
  const wanted = status as Readonly<Record<string, unknown>>;
  const keys: string[] = [];
  for (const key in wanted) if (!deepEqual(old[key], wanted[key])) keys.push(key);
  for (const key in old) if (!Object.hasOwn(wanted, key)) keys.push(key);
  if (keys.length === 0) return undefined;
  const changed: Record<string, unknown> = {};
  for (const key of inOrder(keys)) changed[key] = wanted[key] ?? null;
  const { namespace, name } = pod.metadata;
  return {
    verb: 'patch',
    kind: 'Pod',
    namespace,
    name,
    type: 'merge',
    patch: { status: changed },
    subresource: 'status',
    ignore: ['NotFound'],
  };
}

/** A status is written nearly in order: mostly there is nothing to sort. */
function inOrder(keys: readonly string[]): readonly string[] {
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] ?? '') > (keys[i] ?? '')) return keys.toSorted();
  return keys;
}
