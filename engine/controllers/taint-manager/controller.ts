import { deepEqual } from '../../api/equality.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { toleratesTaint } from '../../kinds/core/node-facts.ts';
import type { Node, Pod, Taint } from '../../kinds/types.ts';
import { eventWrite } from '../shared/writes.ts';

/** A planned deletion. Other taints that come meanwhile do not move it, as long as there is one all the time. */
interface Planned {
  readonly fireMs: number;
}

/** Deletes pods from nodes with NoExecute taints that they do not tolerate, or no longer (taint_manager.go, v1.25). */
export const taintManager: Component = {
  name: 'taint-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'Node', keys: (change, view) => nodeKeys(change as ObjectChange<Node>, view) },
    { kind: 'Pod', keys: (change, view) => podKeys(change as ObjectChange<Pod>, view) },
  ],
  reconcile,
};

const noExecute = (node: Node | undefined): readonly Taint[] =>
  (node?.spec.taints ?? []).filter((taint) => taint.effect === 'NoExecute');

function nodeKeys({ type, object, old }: ObjectChange<Node>, view: View): readonly string[] {
  if (type === 'MODIFIED' && old !== undefined && deepEqual(noExecute(old), noExecute(object))) return [];
  if (type === 'ADDED' && noExecute(object).length === 0) return [];
  return view.by<Pod>('Pod', 'node', object.metadata.name).map(keyOf);
}

/** Pods on nodes without such taints are nobody's business. */
function podKeys({ type, object, old }: ObjectChange<Pod>, view: View): readonly string[] {
  const { nodeName = '', tolerations } = object.spec;
  if (type === 'DELETED') return [keyOf(object)];
  if (nodeName === '' || noExecute(view.get<Node>('Node', undefined, nodeName)).length === 0) return [];
  const isSame = old !== undefined && old.spec.nodeName === nodeName && deepEqual(old.spec.tolerations, tolerations);
  return isSame ? [] : [keyOf(object)];
}

function reconcile(key: string, view: View, { nowMs, memory }: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const pod = view.get<Pod>('Pod', namespace, name);
  const planned = (memory ?? undefined) as Planned | undefined;
  const cancelled = planned === undefined ? [] : [told(key, 'Cancelling deletion of Pod')];
  if (pod === undefined) return { writes: cancelled, memory: null };
  const { nodeName = '' } = pod.spec;
  if (nodeName === '') return NOTHING;
  const taints = noExecute(view.get<Node>('Node', undefined, nodeName));
  if (taints.length === 0) return { writes: cancelled, memory: null };
  const allowedMs = tolerationMs(pod, taints);
  if (allowedMs === Infinity) return { writes: [], memory: null };
  const fireMs = planned?.fireMs ?? nowMs + allowedMs;
  if (allowedMs === 0 || fireMs <= nowMs) {
    return { writes: [told(key, 'Marking for deletion Pod'), deletion(pod)], memory: null };
  }
  const next: Planned = { fireMs };
  return { writes: [], memory: next, requeueAfterMs: fireMs - nowMs };
}

/** How long a pod may stay: the shortest of its matching tolerations; 0 if one taint is not tolerated; Infinity: for ever. */
function tolerationMs(pod: Pod, taints: readonly Taint[]): number {
  const tolerations = pod.spec.tolerations ?? [];
  let shortestMs = Infinity;
  for (const taint of taints) {
    const matching = tolerations.find((toleration) => toleratesTaint(toleration, taint));
    if (matching === undefined) return 0;
    const { tolerationSeconds } = matching;
    if (tolerationSeconds !== undefined) shortestMs = Math.min(shortestMs, Math.max(0, tolerationSeconds) * 1000);
  }
  return shortestMs;
}

/** About a pod by its name alone, without uid: `kubectl describe` of the pod does not find it (emitPodDeletionEvent, v1.25). */
function told(key: string, what: string): Write {
  const { namespace = '', name } = splitKey(key);
  const about = { apiVersion: '', kind: 'Pod', metadata: { namespace, name } };
  return eventWrite(about, 'Normal', 'TaintManagerEviction', `${what} ${key}`);
}

function deletion({ metadata: { namespace, name } }: Pod): Write {
  return { verb: 'delete', kind: 'Pod', namespace, name, ignore: ['NotFound'] };
}
