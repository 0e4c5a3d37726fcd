import { deepEqual } from '../../api/equality.ts';
import { type Kind, kindId } from '../../api/kind.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { isTerminal } from '../../kinds/core/pod-facts.ts';
import type { Namespace, Pod } from '../../kinds/types.ts';
import { updateStatus } from '../shared/writes.ts';
import { deletionConditions, type Remaining } from './conditions.ts';

/** Every event of a namespace is looked at this much later (namespaceDeletionGracePeriod, v1.25). */
const DELAY_MS = 5000;
/** How long to expect content to take to end if no pod says (finalizers), in seconds. */
const DEFAULT_ESTIMATE_SECONDS = 15;
const FINALIZER = 'kubernetes';

/** Empties a namespace that is being deleted, then lets it go (namespaced_resources_deleter.go, v1.25). */
export function namespaceController(kinds: () => readonly Kind[]): Component {
  return {
    name: 'namespace-controller',
    process: 'kube-controller-manager',
    scope: 'cluster',
    // nsControllerRateLimiter (v1.25).
    maxRetryMs: 60_000,
    watches: [
      {
        kind: 'Namespace',
        delayMs: DELAY_MS,
        keys: ({ object }) => (object.metadata.deletionTimestamp === undefined ? [] : [object.metadata.name]),
      },
    ],
    reconcile: (name, view, context) => reconcile(name, view, context, kinds()),
  };
}

function reconcile(name: string, view: View, context: Context, kinds: readonly Kind[]): Outcome {
  const namespace = view.get<Namespace>('Namespace', undefined, name);
  if (namespace === undefined || namespace.metadata.deletionTimestamp === undefined) return NOTHING;
  if (!(namespace.spec.finalizers ?? []).includes(FINALIZER)) return NOTHING;
  const contents = kinds
    .filter((kind) => kind.scope === 'Namespaced')
    .map((kind) => ({ kind, objects: view.list(kindId(kind), name) }))
    .filter(({ objects }) => objects.length > 0);
  const removals = contents.flatMap((content) => removal(name, content.kind, content.objects));
  const remaining = contents.map(({ kind, objects }): Remaining => {
    return { resource: `${kind.plural}.${kind.group}`, objects };
  });
  if (removals.length > 0) {
    const failed = context.failures.length === 0 ? [] : statusWrites(namespace, remaining, context);
    return { writes: [...failed, ...removals], requeueAfterMs: 0 };
  }
  const status = statusWrites(namespace, remaining, context);
  if (contents.length === 0) return { writes: [...status, finalize(namespace)] };
  // A status write comes back as an event of the namespace, which is looked at after the usual delay.
  const againMs = status.length > 0 ? DELAY_MS : Infinity;
  return { writes: status, requeueAfterMs: Math.min(againMs, waitMs(view.list<Pod>('Pod', name))) };
}

/** What is not being deleted yet; kinds without deletecollection are deleted one by one. */
function removal(namespace: string, kind: Kind, objects: ReturnType<View['list']>): readonly Write[] {
  const living = objects.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  if (living.length === 0) return [];
  const id = kindId(kind);
  if (kind.unservedVerbs?.includes('deletecollection') !== true)
    return [{ verb: 'deleteCollection', kind: id, namespace }];
  return living.map(({ metadata: { name } }): Write => ({
    verb: 'delete',
    kind: id,
    namespace,
    name,
    propagation: 'Background',
    ignore: ['NotFound'],
  }));
}

function statusWrites(namespace: Namespace, remaining: readonly Remaining[], context: Context): readonly Write[] {
  const old = namespace.status.conditions ?? [];
  const conditions = deletionConditions(old, remaining, context.failures, context.nowMs);
  return deepEqual(conditions, old) ? [] : [updateStatus(namespace, { ...namespace.status, conditions })];
}

/** Half the longest grace of the pods that still run, and a second. */
function waitMs(pods: readonly Pod[]): number {
  const graces = pods.filter((pod) => !isTerminal(pod)).map((pod) => pod.spec.terminationGracePeriodSeconds ?? 0);
  const estimate = graces.reduce((max, seconds) => Math.max(max, seconds), 0);
  return (Math.floor((estimate === 0 ? DEFAULT_ESTIMATE_SECONDS : estimate) / 2) + 1) * 1000;
}

function finalize({ metadata: { name }, spec }: Namespace): Write {
  const finalizers = (spec.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER);
  return {
    verb: 'patch',
    kind: 'Namespace',
    namespace: undefined,
    name,
    type: 'merge',
    patch: { spec: { finalizers } },
    subresource: 'finalize',
    ignore: ['NotFound'],
  };
}
