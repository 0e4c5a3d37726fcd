import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { isTerminal } from '../../kinds/core/pod-facts.ts';
import type { Node, Pod } from '../../kinds/types.ts';

const PERIOD_MS = 20_000;
/** How long a node must have been away before its pods are taken away (quarantineTime, v1.25). */
const QUARANTINE_MS = 40_000;
const GC = 'gc';
const NODE = 'node/';

const FINISHED = 'finished';
/** How many pods that are over may stay (--terminated-pod-gc-threshold). */
const KEPT = 12_500;

interface Shared {
  /** Nodes that pods are bound to and that are not there, with the time of the round that first found them so (null: none yet). */
  readonly missing: Readonly<Record<string, number | null>>;
  /** A pod ended since the last round: only then are all of them looked at. */
  readonly hasFinished: boolean;
}

const NOT_YET: Shared = { missing: {}, hasFinished: false };

/**
 * Removes pods that no kubelet will ever end: those of nodes that are gone, and terminating ones that were never bound; and of pods that
 * are over the oldest, when there are more than 12500 (gc_controller.go, v1.25).
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
        if (type !== 'DELETED' && isTerminal(object as Pod) && (old === undefined || !isTerminal(old as Pod)))
          return [FINISHED];
        if (type === 'DELETED' || nodeName === '' || (old as Pod | undefined)?.spec.nodeName === nodeName) return [];
        return view.get<Node>('Node', undefined, nodeName) === undefined ? [`${NODE}${nodeName}`] : [];
      },
    },
  ],
  startKeys: () => [GC],
  reconcile,
};

function reconcile(key: string, view: View, context: Context): Outcome {
  const shared = (context.shared ?? NOT_YET) as Shared;
  if (key === GC) return collect(shared, view, context.nowMs);
  if (key === FINISHED) return shared.hasFinished ? NOTHING : { writes: [], shared: { ...shared, hasFinished: true } };
  const node = key.slice(NODE.length);
  const { missing } = shared;
  return node in missing ? NOTHING : { writes: [], shared: { ...shared, missing: { ...missing, [node]: null } } };
}

function collect({ missing, hasFinished }: Shared, view: View, nowMs: number): Outcome {
  const next: Record<string, number | null> = {};
  const writes: Write[] = [];
  for (const [node, sinceMs] of Object.entries(missing)) {
    const pods = view.by<Pod>('Pod', 'node', node);
    if (pods.length === 0 || view.get<Node>('Node', undefined, node) !== undefined) continue;
    next[node] = sinceMs ?? nowMs;
    if (sinceMs !== null && nowMs - sinceMs >= QUARANTINE_MS) writes.push(...pods.map(forceDelete));
  }
  const unbound = view.by<Pod>('Pod', 'node', '').filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  const surplus = hasFinished ? surplusFinished(view) : [];
  return {
    writes: [...surplus.map(forceDelete), ...writes, ...unbound.map(forceDelete)],
    shared: { missing: next, hasFinished: false } satisfies Shared,
    requeueAfterMs: PERIOD_MS,
  };
}

/** The oldest, of equal age by name. */
function surplusFinished(view: View): readonly Pod[] {
  const finished = view.list<Pod>('Pod').filter(isTerminal);
  if (finished.length <= KEPT) return [];
  const order = ({ metadata }: Pod): string => `${metadata.creationTimestamp ?? ''} ${metadata.name}`;
  return finished.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).slice(0, finished.length - KEPT);
}

function forceDelete({ metadata: { namespace, name } }: Pod): Write {
  return { verb: 'delete', kind: 'Pod', namespace, name, gracePeriodSeconds: 0, ignore: ['NotFound'] };
}
