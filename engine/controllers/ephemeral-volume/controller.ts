import { controllerReference, keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { EventSpec, Write } from '../../component/write.ts';
import { claimNameOf, notMadeFor } from '../../kinds/core/volume-facts.ts';
import type { PersistentVolumeClaim, Pod, Volume } from '../../kinds/types.ts';

/** Who the events are from. */
const SOURCE = 'ephemeral_volume';
/** The work queue's waits for a pod that failed: 5 ms, doubling up to 1000 s (DefaultControllerRateLimiter, v1.25). */
const RETRY_MS = 5;
const MAX_RETRY_MS = 1_000_000;

/** The scheduler hears of a new pod, too, and looks for its claims before the call that makes them is answered. */
const CALL_MS = 5;

interface Memory {
  readonly refusals: number;
}

/**
 * Makes the claims of generic ephemeral volumes (pkg/controller/volume/ephemeral/controller.go, v1.25). A pod's spec cannot change, so only
 * new pods are looked at, and those whose claim went.
 */
export const ephemeralVolumeController: Component = {
  name: 'ephemeral-volume-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    {
      kind: 'Pod',
      keys: ({ type, object }) => (type === 'ADDED' && hasEphemeral(object as Pod) ? [keyOf(object)] : NO_KEYS),
      delayMs: CALL_MS,
    },
    {
      kind: 'PersistentVolumeClaim',
      keys: ({ type, object }, view) =>
        type === 'DELETED' ? view.by<Pod>('Pod', 'claim', keyOf(object)).filter(hasEphemeral).map(keyOf) : NO_KEYS,
    },
  ],
  reconcile,
};

const NO_KEYS: readonly string[] = [];

function hasEphemeral({ spec, metadata }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && spec.volumes?.some(({ ephemeral }) => ephemeral) === true;
}

/** One volume after the other; the first that cannot have its claim ends the round, and there is another one later. */
function reconcile(key: string, view: View, { memory }: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const pod = view.get<Pod>('Pod', namespace, name);
  if (pod === undefined || !hasEphemeral(pod)) return memory === undefined ? NOTHING : { writes: [], memory: null };
  const writes: Write[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    if (volume.ephemeral === undefined) continue;
    const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, claimNameOf(pod, volume) ?? '');
    const problem = claim === undefined ? undefined : notMadeFor(pod, claim);
    if (problem !== undefined) return refused(pod, volume, problem, writes, memory as Memory | undefined);
    if (claim === undefined) writes.push(createClaim(pod, volume));
  }
  return { writes, memory: null };
}

function refused(
  pod: Pod,
  volume: Volume,
  problem: string,
  before: readonly Write[],
  memory: Memory | undefined,
): Outcome {
  const refusals = memory?.refusals ?? 0;
  return {
    writes: [...before, { verb: 'event', event: failedBinding(pod, volume, problem) }],
    memory: { refusals: refusals + 1 },
    requeueAfterMs: Math.min(RETRY_MS * 2 ** refusals, MAX_RETRY_MS),
  };
}

/** A refusal of the claim (by a quota) is told on the pod. */
function createClaim(pod: Pod, volume: Volume): Write {
  const { metadata = {}, spec } = volume.ephemeral?.volumeClaimTemplate ?? { spec: {} };
  const { labels, annotations } = metadata;
  const name = claimNameOf(pod, volume) ?? '';
  const claim: PersistentVolumeClaim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      ...(pod.metadata.namespace === undefined ? {} : { namespace: pod.metadata.namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [controllerReference(pod)],
    },
    spec,
    status: {},
  };
  return {
    verb: 'create',
    object: claim,
    onFailure: ({ message }) => failedBinding(pod, volume, `create PVC ${name}: ${message}`),
  };
}

function failedBinding(about: Pod, { name }: Volume, problem: string): EventSpec {
  const message = `ephemeral volume ${name}: ${problem}`;
  return { about, type: 'Warning', reason: 'FailedBinding', message, source: SOURCE };
}
