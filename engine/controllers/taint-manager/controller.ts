import { deepEqual } from '../../api/equality.ts';
import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { toleratesTaint } from '../../kinds/core/node-facts.ts';
import type { Node, Pod, Taint } from '../../kinds/types.ts';
import { eventWrite } from '../shared/writes.ts';

/** A planned deletion. Other taints that come meanwhile do not move it, as long as there is one all the time. */
interface Planned {
  /** Of the pod: another may come under its name. */
  readonly uid: string;
  readonly fireMs: number;
  /** It was asked for; the pod is not asked to go again as long as it is there. */
  readonly isDone: boolean;
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
  const known = (memory ?? undefined) as Planned | undefined;
  const cancelled = known === undefined || known.isDone ? [] : [told(key, 'Cancelling deletion of Pod')];
  if (pod === undefined) return { writes: cancelled, memory: null };
  const { nodeName = '' } = pod.spec;
  if (nodeName === '') return NOTHING;
  const { uid = '' } = pod.metadata;
  const planned = known?.uid === uid ? known : undefined;
  const node = view.get<Node>('Node', undefined, nodeName);
  // Of a node that is gone nobody knows that its taints are gone too.
  const taints = node === undefined ? undefined : noExecute(node);
  if (planned?.isDone === true && taints?.length !== 0) return NOTHING;
  if (taints === undefined) return planned === undefined ? NOTHING : goOn(key, planned, nowMs);
  const allowedMs = taints.length === 0 ? Infinity : tolerationMs(pod, taints);
  if (allowedMs === Infinity) return { writes: cancelled, memory: null };
  const next: Planned = planned ?? { uid, fireMs: nowMs + Math.max(0, allowedMs), isDone: false };
  if (allowedMs === UNTOLERATED) return { writes: [...cancelled, ...deletion(key)], memory: { ...next, isDone: true } };
  return goOn(key, next, nowMs);
}

/** Deletes the pod when its time has come. */
function goOn(key: string, planned: Planned, nowMs: number): Outcome {
  const leftMs = planned.fireMs - nowMs;
  if (leftMs <= 0) return { writes: deletion(key), memory: { ...planned, isDone: true } };
  return { writes: [], memory: planned, requeueAfterMs: leftMs };
}

const UNTOLERATED = -1;

/** How long a pod may stay: the shortest of its matching tolerations; Infinity: for ever. */
function tolerationMs(pod: Pod, taints: readonly Taint[]): number {
  const tolerations = pod.spec.tolerations ?? [];
  let shortestMs = Infinity;
  for (const taint of taints) {
    const matching = tolerations.find((toleration) => toleratesTaint(toleration, taint));
    if (matching === undefined) return UNTOLERATED;
    const { tolerationSeconds } = matching;
    if (tolerationSeconds !== undefined) shortestMs = Math.min(shortestMs, Math.max(0, tolerationSeconds) * 1000);
  }
  return shortestMs;
}

/** The taint manager names the pod and nothing else of it: `kubectl describe pod`, which asks by uid, does not show its events. */
function told(key: string, what: string): Write {
  const { namespace, name } = splitKey(key);
  const pod: KubeObject = { apiVersion: '', kind: 'Pod', metadata: { namespace: namespace ?? '', name } };
  return eventWrite(pod, 'Normal', 'TaintManagerEviction', `${what} ${key}`);
}

function deletion(key: string): readonly Write[] {
  const { namespace, name } = splitKey(key);
  return [
    told(key, 'Marking for deletion Pod'),
    { verb: 'delete', kind: 'Pod', namespace, name, ignore: ['NotFound'] },
  ];
}
