import { NOTHING, type Component, type Context, type Outcome, type Watch } from '../component/component.ts';
import { keyOf, splitKey } from '../api/object.ts';
import type { View } from '../component/view.ts';
import type { Node, Pod } from '../kinds/types.ts';
import type { Machine, StaticPod } from './machine/machine.ts';
import { renewLease } from './node/lease.ts';
import { reportNode } from './node/node-status.ts';
import { clearLeftovers, leftoverUids } from './pod/leftovers.ts';
import type { PodMemory } from './pod/memory.ts';
import type { KubeletParts } from './pod/turn.ts';
import { workPod } from './pod/worker.ts';
import { MIRROR, manifestOf, mirrorWrite, staticPod, staticPodKey } from './static-pods.ts';

/** How often the folder of static pods is read. */
const STATIC_PODS_MS = 20_000;

/** Lease, node status and the pods' statuses are tried again with the next tick of 10 s (renewInterval, nodeStatusUpdateFrequency, syncPeriod). */
const TICK_MS = 10_000;

/** A mirror that had to be changed is looked at again this much later. */
const MIRROR_MS = 1000;

/** The kubelet of every node: one worker per pod, the node's status and lease, and the folder of static pods. */
export function kubelet(parts: KubeletParts): Component {
  return {
    name: 'kubelet',
    process: 'kubelet',
    scope: 'node',
    maxRetryMs: TICK_MS,
    watches: [pods] as readonly Watch[],
    startKeys: (view, node) => startKeys(parts.machines.get(node), view, node),
    reconcile: (key, view, context) => reconcile(parts, key, view, context),
  };
}

const pods: Watch<Pod> = {
  kind: 'Pod',
  keys: ({ object, old }) => {
    if ((object.spec.nodeName ?? '') === '') return [];
    // A change of the status alone is the kubelet's own doing, or is put right with the next sync.
    if (old !== undefined && isOwnEcho(object, old)) return [];
    return [keyOf(object)];
  },
  nodeOf: ({ spec }) => spec.nodeName ?? '',
};

function isOwnEcho(pod: Pod, old: Pod): boolean {
  const { metadata, spec } = pod;
  return (
    spec === old.spec &&
    metadata.deletionTimestamp === old.metadata.deletionTimestamp &&
    metadata.deletionGracePeriodSeconds === old.metadata.deletionGracePeriodSeconds &&
    metadata.finalizers === old.metadata.finalizers &&
    pod.status.phase === old.status.phase &&
    readyOf(pod) === readyOf(old)
  );
}

function readyOf(pod: Pod): string | undefined {
  return pod.status.conditions?.find((condition) => condition.type === 'Ready')?.status;
}

/** The node comes first: pods are let in against its Node object. */
function startKeys(machine: Machine | undefined, view: View, node: string): readonly string[] {
  if (machine === undefined) return [];
  const running = [...machine.sandboxes.values()].map(({ pod }) => `${pod.namespace}/${pod.name}`);
  const bound = view.by<Pod>('Pod', 'node', node).map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
  const made = [...machine.staticPods.values()].map((manifest) => staticPodKey(machine, manifest));
  return [...new Set(['node-status', 'lease', ...made, ...bound, ...running.sort(), 'static-pods'])];
}

function reconcile(parts: KubeletParts, key: string, view: View, context: Context): Outcome {
  const machine = parts.machines.get(context.node);
  if (machine === undefined) return NOTHING;
  switch (key) {
    case 'node-status':
      return reportNode(parts, view, context);
    case 'lease':
      return renewLease(parts, view, context);
    case 'static-pods':
      return readStaticPods(machine, view, context);
    case 'runtime':
      return {
        writes: [],
        signals: podKeys(machine, view, context).map((pod) => ({ component: 'kubelet', key: pod })),
      };
    default:
      return reconcilePod(parts, machine, key, view, context);
  }
}

function podKeys(machine: Machine, view: View, context: Context): readonly string[] {
  return startKeys(machine, view, context.node).filter((key) => key.includes('/'));
}

/** Wakes the worker of every static pod whose manifest came, changed or went. Manifests are immutable: another object is another content. */
function readStaticPods(machine: Machine, _view: View, context: Context): Outcome {
  const before = (context.memory as ReadonlyMap<string, StaticPod> | undefined) ?? new Map<string, StaticPod>();
  const now = new Map([...machine.staticPods.values()].map((manifest) => [staticPodKey(machine, manifest), manifest]));
  const keys = [...new Set([...before.keys(), ...now.keys()])].filter((key) => before.get(key) !== now.get(key));
  return {
    writes: [],
    requeueAfterMs: STATIC_PODS_MS,
    ...(keys.length === 0 ? {} : { memory: now }),
    signals: keys.sort().map((key) => ({ component: 'kubelet', key })),
  };
}

function reconcilePod(parts: KubeletParts, machine: Machine, key: string, view: View, context: Context): Outcome {
  const known = context.memory as PodMemory | undefined;
  const { namespace, name } = known ?? splitKey(key);
  const stored = view.get<Pod>('Pod', namespace, name);
  const bound = stored?.spec.nodeName === context.node ? stored : undefined;
  const manifest = manifestOf(machine, key);
  const isMirror = bound?.metadata.annotations?.[MIRROR] !== undefined;
  const pod =
    manifest === undefined ? (isMirror ? undefined : bound) : staticPod(machine, manifest, bound, context.nowMs);
  const mirroring =
    manifest !== undefined || isMirror
      ? mirrorWrite(pod, bound, view.get<Node>('Node', undefined, context.node))
      : undefined;
  const isSteady = known !== undefined && known.uid === pod?.metadata.uid;
  const others = isSteady ? [] : leftoverUids(machine, key, pod?.metadata.uid);
  if (others.length > 0) {
    // One after the other: two pods of one name never run side by side on a node.
    const cleared = clearLeftovers(parts, context, others);
    const isOver = leftoverUids(machine, key, pod?.metadata.uid).length === 0;
    const again = isOver && pod !== undefined ? { requeueAfterMs: 1 } : {};
    return { ...cleared, ...again, writes: mirroring === undefined ? [] : [mirroring] };
  }
  if (pod === undefined) return { writes: mirroring === undefined ? [] : [mirroring], memory: null };
  const outcome = workPod(parts, view, context, pod);
  if (manifest === undefined || mirroring === undefined) return outcome;
  // The status is told once the mirror stands.
  const events = outcome.writes.filter((write) => write.verb === 'event');
  return {
    ...outcome,
    writes: [mirroring, ...events],
    requeueAfterMs: Math.min(outcome.requeueAfterMs ?? MIRROR_MS, MIRROR_MS),
  };
}
