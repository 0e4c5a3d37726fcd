import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import type { Node, Pod } from '../../kinds/types.ts';

const PERIOD_MS = 20_000;
/** How long a node must have been away before its pods are taken away (quarantineTime, v1.25). */
const QUARANTINE_MS = 40_000;
const GC = 'gc';
const NODE = 'node/';

/** Nodes that pods are bound to and that are not there, with the round that first found them so (undefined: none yet). */
type Missing = Readonly<Record<string, number | null>>;

/**
 * Removes pods that no kubelet will ever end: those of nodes that are gone, and terminating ones that were never bound (gc_controller.go,
 * v1.25). The limit on finished pods (12500) is not simulated.
 */
export const podGarbageCollector: Component = {
  name: 'pod-garbage-collector',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'Node', keys: ({ type, object }) => (type === 'DELETED' ? [`${NODE}${object.metadata.name}`] : []) },
    {
      kind: 'Pod',
      keys: ({ type, object, old }, view) => {
        const { nodeName = '' } = (object as Pod).spec;
        if (type === 'DELETED' || nodeName === '' || (old as Pod | undefined)?.spec.nodeName === nodeName) return [];
        return view.get<Node>('Node', undefined, nodeName) === undefined ? [`${NODE}${nodeName}`] : [];
      },
    },
  ],
  startKeys: () => [GC],
  reconcile,
};

function reconcile(key: string, view: View, context: Context): Outcome {
  const missing = (context.shared ?? {}) as Missing;
  if (key === GC) return collect(missing, view, context.nowMs);
  const node = key.slice(NODE.length);
  return node in missing ? NOTHING : { writes: [], shared: { ...missing, [node]: null } };
}

function collect(missing: Missing, view: View, nowMs: number): Outcome {
  const next: Record<string, number | null> = {};
  const writes: Write[] = [];
  for (const [node, sinceMs] of Object.entries(missing)) {
    const pods = view.by<Pod>('Pod', 'node', node);
    if (pods.length === 0 || view.get<Node>('Node', undefined, node) !== undefined) continue;
    next[node] = sinceMs ?? nowMs;
    if (sinceMs !== null && nowMs - sinceMs >= QUARANTINE_MS) writes.push(...pods.map(forceDelete));
  }
  const unbound = view.by<Pod>('Pod', 'node', '').filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  return { writes: [...writes, ...unbound.map(forceDelete)], shared: next, requeueAfterMs: PERIOD_MS };
}

function forceDelete({ metadata: { namespace, name } }: Pod): Write {
  return { verb: 'delete', kind: 'Pod', namespace, name, gracePeriodSeconds: 0, ignore: ['NotFound'] };
}
