import { deepEqual } from '../../api/equality.ts';
import { type Kind, kindId } from '../../api/kind.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome, type Watch } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import { isTerminal } from '../../kinds/core/pod-facts.ts';
import type { Pod, ResourceQuota, Service } from '../../kinds/types.ts';
import { updateStatus } from '../shared/writes.ts';
import { countedKinds, usedOf } from './used.ts';

/** How often every quota is counted anew (--resource-quota-sync-period). */
const RESYNC_MS = 300_000;
const KIND = 'ResourceQuota';

/**
 * Keeps what quotas allow and what is used of them (resource_quota_controller.go, v1.25). New objects are charged by admission; this gives
 * back what goes. Custom resources are counted with the regular recount alone.
 */
export function resourceQuotaController(kinds: () => readonly Kind[]): Component {
  return {
    name: 'resourcequota-controller',
    process: 'kube-controller-manager',
    scope: 'cluster',
    get watches(): readonly Watch[] {
      const counted = countedKinds(kinds()).filter(({ kind }) => kind !== KIND);
      return [
        {
          kind: KIND,
          keys: ({ type, object, old }, view) => {
            if (type === 'DELETED') return quotasOf(object.metadata.namespace, view);
            return old !== undefined && deepEqual((old as ResourceQuota).spec, (object as ResourceQuota).spec)
              ? []
              : [keyOf(object)];
          },
        },
        ...counted.map((kind): Watch => ({ kind: kindId(kind), keys: replenished })),
      ];
    },
    reconcile: (key, view, context) => reconcile(key, view, context, kinds()),
  };
}

function quotasOf(namespace: string | undefined, view: View): readonly string[] {
  return view.list<ResourceQuota>(KIND, namespace).map(keyOf);
}

/** Quotas of the namespace, when the change gives something back: an object goes, a pod is over, a service takes another type. */
function replenished({ type, object, old }: ObjectChange, view: View): readonly string[] {
  if (type === 'ADDED') return [];
  if (type === 'MODIFIED') {
    const givesBack =
      (object.kind === 'Pod' && isTerminal(object as Pod) && !isTerminal(old as Pod)) ||
      (object.kind === 'Service' && (object as Service).spec.type !== (old as Service).spec.type);
    if (!givesBack) return [];
  }
  return quotasOf(object.metadata.namespace, view);
}

function reconcile(key: string, view: View, { nowMs }: Context, kinds: readonly Kind[]): Outcome {
  const { namespace, name } = splitKey(key);
  const quota = view.get<ResourceQuota>(KIND, namespace, name);
  if (quota === undefined) return NOTHING;
  const used = usedOf(quota, kinds, view, nowMs);
  const status: ResourceQuota['status'] = { hard: quota.spec.hard ?? {}, used };
  const writes = deepEqual(status, quota.status) ? [] : [updateStatus(quota, status)];
  return { writes, requeueAfterMs: RESYNC_MS };
}
