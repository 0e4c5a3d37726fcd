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
  for (const key of keys.sort()) changed[key] = wanted[key] ?? null;
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
