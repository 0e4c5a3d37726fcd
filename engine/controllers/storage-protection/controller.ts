import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import { claimNameOf, notMadeFor } from '../../kinds/core/volume-facts.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../kinds/types.ts';

const CLAIM_FINALIZER = 'kubernetes.io/pvc-protection';
const VOLUME_FINALIZER = 'kubernetes.io/pv-protection';

/** The kubelet is done with the pod, or it was deleted by force (podIsShutDown, v1.25). */
const isShutDown = ({ metadata }: KubeObject): boolean =>
  metadata.deletionTimestamp !== undefined && metadata.deletionGracePeriodSeconds === 0;

/** Claims made for a pod that is shut down are free, or they and the pod would wait for each other in a foreground deletion. */
function uses(pod: Pod, key: string, view: View): boolean {
  if ((pod.spec.nodeName ?? '') === '') return false;
  const { namespace, name } = splitKey(key);
  return (pod.spec.volumes ?? []).some((volume) => {
    if (claimNameOf(pod, volume) !== name) return false;
    if (volume.ephemeral === undefined) return true;
    const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
    return !isShutDown(pod) && claim !== undefined && notMadeFor(pod, claim) === undefined;
  });
}

const NO_KEYS: readonly string[] = [];

const isHeld = (object: KubeObject | undefined, finalizer: string): boolean =>
  object?.metadata.deletionTimestamp !== undefined && object.metadata.finalizers?.includes(finalizer) === true;

/** Lets a deleted claim go when no bound pod uses it, in whatever phase that is (pvc_protection_controller.go, v1.25). */
export const claimProtection: Component = {
  name: 'pvc-protection-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'PersistentVolumeClaim', keys: ({ object }) => (isHeld(object, CLAIM_FINALIZER) ? [keyOf(object)] : []) },
    {
      kind: 'Pod',
      keys: ({ type, object }) => (type === 'DELETED' || isShutDown(object) ? claimsOf(object as Pod) : NO_KEYS),
    },
  ],
  reconcile: (key, view) => {
    const { namespace, name } = splitKey(key);
    const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
    const isUsed = view.by<Pod>('Pod', 'claim', key).some((pod) => uses(pod, key, view));
    return isUsed ? NOTHING : letGo(claim, CLAIM_FINALIZER);
  },
};

/** Lets a deleted volume go when it is not bound (pv_protection_controller.go, v1.25). */
export const volumeProtection: Component = {
  name: 'pv-protection-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    {
      kind: 'PersistentVolume',
      keys: ({ object }) => (isHeld(object, VOLUME_FINALIZER) ? [object.metadata.name] : []),
    },
  ],
  reconcile: (name: string, view: View) => {
    const volume = view.get<PersistentVolume>('PersistentVolume', undefined, name);
    return volume?.status.phase === 'Bound' ? NOTHING : letGo(volume, VOLUME_FINALIZER);
  },
};

function claimsOf(pod: Pod): readonly string[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => {
    const name = claimNameOf(pod, volume);
    return name === undefined ? [] : [`${pod.metadata.namespace}/${name}`];
  });
}

function letGo(object: KubeObject | undefined, finalizer: string): Outcome {
  if (object === undefined || !isHeld(object, finalizer)) return NOTHING;
  const { namespace, name, finalizers = [] } = object.metadata;
  const kept = finalizers.filter((one) => one !== finalizer);
  const patch = { metadata: { finalizers: kept.length === 0 ? null : kept } };
  return {
    writes: [{ verb: 'patch', kind: object.kind, namespace, name, type: 'merge', patch, ignore: ['NotFound'] }],
  };
}
