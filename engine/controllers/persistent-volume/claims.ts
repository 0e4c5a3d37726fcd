import { deepEqual } from '../../api/equality.ts';
import { type KubeObject, keyOf } from '../../api/object.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { storageClassOf } from '../../kinds/core/volume-facts.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../kinds/types.ts';
import { eventWrite } from '../shared/writes.ts';
import { bestMatch, isFor, mismatch } from './match.ts';

export const BIND_COMPLETED: string = 'pv.kubernetes.io/bind-completed';
export const BOUND_BY: string = 'pv.kubernetes.io/bound-by-controller';
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const PROVISIONERS = ['volume.beta.kubernetes.io/storage-provisioner', 'volume.kubernetes.io/storage-provisioner'];

const eventOf = (claim: PersistentVolumeClaim, type: 'Normal' | 'Warning', reason: string, message: string): Write =>
  eventWrite(claim, type, reason, message);

export function patch(object: KubeObject, changes: object, subresource?: 'status'): Write {
  const { namespace, name } = object.metadata;
  const target = { kind: object.kind, namespace, name, type: 'merge', patch: changes } as const;
  return subresource === undefined ? { verb: 'patch', ...target } : { verb: 'patch', ...target, subresource };
}

/** What a claim needs next (syncClaim, v1.25); events are repeated with every round. */
export function syncClaim(claim: PersistentVolumeClaim, view: View): readonly Write[] {
  if (claim.metadata.deletionTimestamp !== undefined) return [];
  if (claim.metadata.annotations?.[BIND_COMPLETED] !== undefined) return syncBound(claim, view);
  const { volumeName = '' } = claim.spec;
  if (volumeName !== '') return syncNamed(claim, view.get<PersistentVolume>('PersistentVolume', undefined, volumeName));
  const className = storageClassOf(claim);
  const storageClass = className === '' ? undefined : view.get<StorageClass>('StorageClass', undefined, className);
  const waits = storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
  const volume = bestMatch(claim, view.list<PersistentVolume>('PersistentVolume'), waits);
  if (volume !== undefined) return bind(claim, volume);
  if (waits && claim.metadata.annotations?.[SELECTED_NODE] === undefined) return [waiting(claim, view)];
  return className === '' ? [noVolume(claim)] : provision(claim, className, storageClass);
}

const noVolume = (claim: PersistentVolumeClaim): Write =>
  eventOf(
    claim,
    'Normal',
    'FailedBinding',
    'no persistent volumes available for this claim and no storage class is set',
  );

function waiting(claim: PersistentVolumeClaim, view: View): Write {
  const pods = view.by<Pod>('Pod', 'claim', keyOf(claim)).filter(({ spec }) => (spec.nodeName ?? '') === '');
  const names = pods.map(({ metadata }) => metadata.name).join(',');
  if (pods.length === 0) {
    return eventOf(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  }
  const message = `waiting for ${pods.length > 1 ? 'pods' : 'pod'} ${names} to be scheduled`;
  return eventOf(claim, 'Normal', 'WaitForPodScheduled', message);
}

/** Names of plugins that were built in once; v1.25 asks their CSI drivers instead. */
const MIGRATED: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/aws-ebs', 'ebs.csi.aws.com'],
  ['kubernetes.io/azure-disk', 'disk.csi.azure.com'],
  ['kubernetes.io/azure-file', 'file.csi.azure.com'],
  ['kubernetes.io/cinder', 'cinder.csi.openstack.org'],
  ['kubernetes.io/gce-pd', 'pd.csi.storage.gke.io'],
  ['kubernetes.io/vsphere-volume', 'csi.vsphere.vmware.com'],
]);

/** Only external provisioners exist: the claim is marked for them. What Kubernetes keeps for its own names is not built in. */
function provision(
  claim: PersistentVolumeClaim,
  className: string,
  storageClass: StorageClass | undefined,
): readonly Write[] {
  if (storageClass === undefined) {
    const message = `storageclass.storage.k8s.io "${className}" not found`;
    return [eventOf(claim, 'Warning', 'ProvisioningFailed', message)];
  }
  const provisioner = MIGRATED.get(storageClass.provisioner) ?? storageClass.provisioner;
  if (provisioner.startsWith('kubernetes.io/'))
    return [eventOf(claim, 'Warning', 'ProvisioningFailed', `no volume plugin matched name: ${provisioner}`)];
  const wanted = Object.fromEntries(PROVISIONERS.map((key) => [key, provisioner]));
  const { annotations = {} } = claim.metadata;
  const isMarked = PROVISIONERS.every((key) => annotations[key] === provisioner);
  const message = `waiting for a volume to be created, either by external provisioner "${provisioner}" or manually created by system administrator`;
  const event = eventOf(claim, 'Normal', 'ExternalProvisioning', message);
  return [...(isMarked ? [] : [patch(claim, { metadata: { annotations: wanted } })]), event];
}

/** The user named a volume. */
function syncNamed(claim: PersistentVolumeClaim, volume: PersistentVolume | undefined): readonly Write[] {
  if (volume === undefined) return [];
  if (volume.spec.claimRef === undefined) {
    const why = mismatch(volume, claim);
    if (why === undefined) return bind(claim, volume);
    const message = `Cannot bind to requested volume "${volume.metadata.name}": ${why}`;
    return [eventOf(claim, 'Warning', 'VolumeMismatch', message)];
  }
  if (isFor(volume, claim)) return bind(claim, volume);
  const message = `volume "${volume.metadata.name}" already bound to a different claim.`;
  return [eventOf(claim, 'Warning', 'FailedBinding', message)];
}

/** The four writes of a binding: the volume's reference and phase, then the claim's. What is right already is not written. */
export function bind(claim: PersistentVolumeClaim, volume: PersistentVolume): readonly Write[] {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const writes: Write[] = [];
  if (volume.spec.claimRef?.uid !== uid) {
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion };
    const isReserved = volume.spec.claimRef !== undefined;
    const metadata = isReserved ? {} : { metadata: { annotations: { [BOUND_BY]: 'yes' } } };
    writes.push(patch(volume, { ...metadata, spec: { claimRef } }));
  }
  if (volume.status.phase !== 'Bound') writes.push(patch(volume, { status: { phase: 'Bound' } }, 'status'));
  const isNamed = (claim.spec.volumeName ?? '') !== '';
  if (claim.metadata.annotations?.[BIND_COMPLETED] === undefined || !isNamed) {
    const annotations = { [BIND_COMPLETED]: 'yes', ...(isNamed ? {} : { [BOUND_BY]: 'yes' }) };
    writes.push(patch(claim, { metadata: { annotations }, spec: { volumeName: volume.metadata.name } }));
  }
  const status = boundStatus(claim, volume);
  const { phase, accessModes, capacity } = claim.status;
  if (!deepEqual(status, { phase, accessModes, capacity })) writes.push(patch(claim, { status }, 'status'));
  return writes;
}

/** A claim takes the volume's capacity as it becomes bound, and keeps it: the volume may grow before its file system does. */
function boundStatus({ status }: PersistentVolumeClaim, { spec }: PersistentVolume): object {
  const capacity = status.phase === 'Bound' ? status.capacity : (spec.capacity ?? {});
  return { phase: 'Bound', accessModes: spec.accessModes ?? [], capacity };
}

function syncBound(claim: PersistentVolumeClaim, view: View): readonly Write[] {
  const { volumeName = '' } = claim.spec;
  if (volumeName === '')
    return lost(claim, 'ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!');
  const volume = view.get<PersistentVolume>('PersistentVolume', undefined, volumeName);
  if (volume === undefined)
    return lost(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  if (volume.spec.claimRef === undefined || isFor(volume, claim)) return bind(claim, volume);
  return lost(claim, 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
}

/** A claim without a volume has neither its modes nor its capacity. */
function lost(claim: PersistentVolumeClaim, reason: string, message: string): readonly Write[] {
  if (claim.status.phase === 'Lost') return [];
  const status = { phase: 'Lost', accessModes: null, capacity: null };
  return [patch(claim, { status }, 'status'), eventOf(claim, 'Warning', reason, message)];
}
