import type { Write } from '../../component/write.ts';
import type { Pod, PodStatus } from '../../kinds/types.ts';
import { sameJson } from '../same-json.ts';

/** The write that turns a pod's stored status into `status`; undefined when nothing differs. */
export function statusPatch(pod: Pod, status: PodStatus): Write | undefined {
  const old = pod.status as Readonly<Record<string, unknown>>;
  const wanted = status as Readonly<Record<string, unknown>>;
  const changed: Record<string, unknown> = {};
  for (const key of [...new Set([...Object.keys(old), ...Object.keys(wanted)])].sort()) {
    if (!sameJson(old[key], wanted[key])) changed[key] = wanted[key] ?? null;
  }
  if (Object.keys(changed).length === 0) return undefined;
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
