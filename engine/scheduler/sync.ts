import { splitKey } from '../api/object.ts';
import type { View } from '../component/view.ts';
import { isTerminal } from '../kinds/core/pod-facts.ts';
import type { Node, Pod } from '../kinds/types.ts';
import type { Write } from '../component/write.ts';
import { goneWhileBinding, skippedDeleting } from './failure.ts';
import { type PodEntry, priorityOf } from './cache/pod-entry.ts';
import type { ClusterEvent } from './framework.ts';
import { moveOn, moveOnForNode, moveOnForPod } from './moves.ts';
import type { SchedulerState } from './state.ts';
import { conditionsText } from './watches.ts';

/** The only profile; pods that name another scheduler wait for it for ever. */
export const SCHEDULER_NAME = 'default-scheduler';

const isBound = (pod: Pod): boolean => (pod.spec.nodeName ?? '') !== '' && !isTerminal(pod);

const isWaiting = (pod: Pod): boolean =>
  (pod.spec.nodeName ?? '') === '' && !isTerminal(pod) && (pod.spec.schedulerName ?? SCHEDULER_NAME) === SCHEDULER_NAME;

/** Everything there is, for a scheduler that has just begun. */
export function syncAll(state: SchedulerState, view: View, nowMs: number): void {
  for (const node of view.list<Node>('Node')) state.cache.setNode(node);
  for (const pod of view.list<Pod>('Pod')) syncPod(state, podKey(pod), view, nowMs);
}

const podKey = ({ metadata: { namespace = '', name } }: Pod): string => `${namespace}/${name}`;

/**
 * Compares what is remembered of a pod with what it is now. What the scheduler says of a pod that went away is given back: of one that
 * waited, not backing off (it is taken from the queue once more), and of one whose volumes were being bound.
 */
export function syncPod(state: SchedulerState, key: string, view: View, nowMs: number): Write | undefined {
  const { namespace, name } = splitKey(key);
  const pod = view.get<Pod>('Pod', namespace, name);
  const entry = state.cache.entry(key);
  const wasBinding = pod === undefined && state.assumed.get(key)?.deadlineMs !== undefined;
  if (entry !== undefined) syncPlaced(state, entry, pod, view, nowMs);
  else if (pod !== undefined && isBound(pod)) {
    forgetWaiting(state, key);
    state.cache.addPod(pod, pod.spec.nodeName ?? '', view);
    moveOnForPod(state, 'pod-add', pod, view, nowMs);
  }
  if (state.cache.entry(key) !== undefined) return undefined;
  if (wasBinding && entry !== undefined) return goneWhileBinding(entry.pod);
  const skipped = syncWaiting(state, key, pod, nowMs);
  return skipped === undefined ? undefined : skippedDeleting(skipped);
}

function syncPlaced(state: SchedulerState, entry: PodEntry, pod: Pod | undefined, view: View, nowMs: number): void {
  const { key } = entry;
  const isSame = pod !== undefined && pod.metadata.uid === entry.pod.metadata.uid;
  if (isSame && state.assumed.has(key) && !isBound(pod) && !isTerminal(pod)) return;
  if (!isSame || !isBound(pod)) {
    state.cache.removePod(entry, view);
    forgetWaiting(state, key);
    moveOn(state, 'pod-delete', nowMs);
    return;
  }
  const wasAssumed = state.assumed.delete(key);
  if (wasAssumed) forgetWaiting(state, key);
  if (entry.node === pod.spec.nodeName && countsAlike(entry.pod, pod)) {
    if (wasAssumed) moveOnForPod(state, 'pod-add', pod, view, nowMs);
    return;
  }
  state.cache.removePod(entry, view);
  state.cache.addPod(pod, pod.spec.nodeName ?? '', view);
  moveOnForPod(state, wasAssumed ? 'pod-add' : 'pod-update', pod, view, nowMs);
}

/** Counters, priorities and requests cannot tell them apart. */
const countsAlike = (a: Pod, b: Pod): boolean =>
  (a.metadata.deletionTimestamp === undefined) === (b.metadata.deletionTimestamp === undefined) &&
  priorityOf(a) === priorityOf(b) &&
  sameText(a.metadata.labels, b.metadata.labels) &&
  sameText(a.spec.containers, b.spec.containers);

const sameText = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function syncWaiting(state: SchedulerState, key: string, pod: Pod | undefined, nowMs: number): Pod | undefined {
  const known = state.pending.get(key);
  if (pod === undefined || !isWaiting(pod)) {
    const skipped = pod === undefined && wasIdle(state, key, nowMs) ? known : undefined;
    forgetWaiting(state, key);
    return skipped;
  }
  state.pending.set(key, pod);
  if (known === undefined || known.metadata.uid !== pod.metadata.uid) {
    state.denominate(key);
    state.queue.add(key, pod.metadata.uid ?? '', priorityOf(pod), nowMs);
    const { nominatedNodeName = '' } = pod.status;
    if (nominatedNodeName !== '') state.nominate(key, pod, nominatedNodeName);
  } else if (isChanged(known, pod)) state.queue.updated(key, nowMs);
  return undefined;
}

/** A change outside of the status (isPodUpdated, v1.25). */
function isChanged(a: Pod, b: Pod): boolean {
  if (a.spec === b.spec && a.metadata === b.metadata) return false;
  return JSON.stringify(outsideStatus(a)) !== JSON.stringify(outsideStatus(b));
}

function outsideStatus({ metadata, spec }: Pod): object {
  const { resourceVersion: _version, generation: _generation, managedFields: _fields, ...rest } = metadata;
  return { metadata: rest, spec };
}

const wasIdle = (state: SchedulerState, key: string, nowMs: number): boolean =>
  state.queue.placeOf(key) === 'unschedulable' && !state.queue.isBackingOff(key, nowMs);

function forgetWaiting(state: SchedulerState, key: string): void {
  state.queue.remove(key);
  state.pending.delete(key);
  state.assumed.delete(key);
  state.denominate(key);
}

/** Compares what is remembered of a node with what it is now. */
export function syncNode(state: SchedulerState, name: string, view: View, nowMs: number): void {
  const node = view.get<Node>('Node', undefined, name);
  const old = state.cache.node(name)?.node;
  if (node === undefined) {
    if (old === undefined) return;
    state.cache.removeNode(name);
    moveOn(state, 'node-delete', nowMs);
    return;
  }
  if (old === node) return;
  const event = old === undefined ? 'node-add' : nodeEvent(old, node);
  state.cache.setNode(node);
  const info = state.cache.node(name);
  if (event !== undefined && info !== undefined) moveOnForNode(state, event, info, nowMs);
}

/** The first of these that changed counts (nodeSchedulingPropertiesChange, v1.25). */
function nodeEvent(old: Node, node: Node): ClusterEvent | undefined {
  if (old.spec.unschedulable === true && node.spec.unschedulable !== true) return 'node-taint';
  if (!sameText(old.status.allocatable, node.status.allocatable)) return 'node-allocatable';
  if (!sameText(old.metadata.labels, node.metadata.labels)) return 'node-label';
  if (!sameText(old.spec.taints, node.spec.taints)) return 'node-taint';
  return conditionsText(old) === conditionsText(node) ? undefined : 'node-condition';
}
