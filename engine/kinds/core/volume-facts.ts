/** What persistent volumes and claims have in common. */
import { signOfQuantity } from '../../api/quantity.ts';
import { forbiddenField, invalid, required } from '../../api/validation/field-error.ts';
import { controllerOf, type KubeObject } from '../../api/object.ts';
import { type Errors, each, oneOf } from '../field-checks.ts';
import type { Volume } from '../types.ts';

const SHORT_MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** `RWO,RWX`: each mode once, in Kubernetes' order. */
export function accessModesText(modes: readonly string[] | undefined): string {
  return Object.entries(SHORT_MODES)
    .flatMap(([mode, short]) => (modes?.includes(mode) === true ? [short] : []))
    .join(',');
}

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/** The storage class of a volume or claim: its annotation of old, or its spec; '' for none. */
export function storageClassOf(object: KubeObject & { readonly spec: { readonly storageClassName?: string } }): string {
  return object.metadata.annotations?.[CLASS_ANNOTATION] ?? object.spec.storageClassName ?? '';
}

/** ReadWriteOncePod is behind a gate that v1.25 has off. */
export function accessModeErrors(
  modes: readonly string[] | undefined,
  whenEmpty: string,
  path = 'spec.accessModes',
): Errors {
  if (modes === undefined || modes.length === 0) return [required(path, whenEmpty)];
  const supported = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce'];
  const isMixed = modes.includes('ReadWriteOncePod') && modes.some((mode) => supported.includes(mode));
  return [
    ...each(path, modes, (mode) => oneOf(path, mode, supported)),
    ...(isMixed ? [forbiddenField(path, 'may not use ReadWriteOncePod with other access modes')] : []),
  ];
}

export function storageErrors(path: string, quantity: string): Errors {
  return signOfQuantity(quantity) > 0 ? [] : [invalid(path, quantity, 'must be greater than zero')];
}

/** `Terminating` hides the phase. */
export function volumeStatusText(object: KubeObject, phase: string | undefined): string {
  return object.metadata.deletionTimestamp === undefined ? (phase ?? '') : 'Terminating';
}

/**
 * The name of the claim behind a volume of a pod, if there is one: the claim that it names, or the one that is made for it where it is a
 * generic ephemeral volume (ephemeral.VolumeClaimName, v1.25).
 */
export function claimNameOf(pod: KubeObject, { name, persistentVolumeClaim, ephemeral }: Volume): string | undefined {
  if (persistentVolumeClaim !== undefined) return persistentVolumeClaim.claimName;
  return ephemeral === undefined ? undefined : `${pod.metadata.name}-${name}`;
}

/** Why a claim of that name is no volume of the pod: it was made by somebody else (ephemeral.VolumeIsForPod, v1.25). */
export function notMadeFor(pod: KubeObject, claim: KubeObject): string | undefined {
  if (controllerOf(claim)?.uid === pod.metadata.uid) return undefined;
  const [{ namespace = '', name }, of] = [claim.metadata, pod.metadata];
  return `PVC ${namespace}/${name} was not created for pod ${of.namespace ?? ''}/${of.name} (pod is not owner)`;
}
