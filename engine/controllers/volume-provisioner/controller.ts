import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { EventSpec, Write } from '../../component/write.ts';
import { storageClassOf } from '../../kinds/core/volume-facts.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../kinds/types.ts';
import { isLocal, nameOf, PROVISIONED_BY, volumeFor } from './volume.ts';

/** Making a directory on a node takes a helper pod about so long. */
const WORK_MS = 2000;
/** A claim that could not be served is tried again after this, doubling (external-provisioner library). */
const RETRY_MS = 15_000;
const MAX_RETRY_MS = 300_000;
const ASKED = 'volume.kubernetes.io/storage-provisioner';
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const CLAIM = 'claim/';
const VOLUME = 'volume/';

interface Memory {
  readonly uid: string;
  readonly sinceMs: number;
  readonly retryMs?: number;
}

/**
 * Stands for the external provisioners that a cluster has installed: makes volumes for the claims that the persistent volume controller
 * marked for one of `provisioners`, and removes those that are released under reclaim policy Delete.
 */
export function volumeProvisioner(provisioners: readonly string[]): Component {
  const isOurs = (object: KubeObject, annotation: string): boolean =>
    provisioners.includes(object.metadata.annotations?.[annotation] ?? '');
  return {
    name: 'volume-provisioner',
    process: 'volume-provisioner',
    scope: 'cluster',
    watches: [
      {
        kind: 'PersistentVolumeClaim',
        keys: ({ type, object }) => (type !== 'DELETED' && isOurs(object, ASKED) ? [CLAIM + keyOf(object)] : []),
      },
      {
        kind: 'PersistentVolume',
        keys: ({ type, object }) =>
          type !== 'DELETED' && isOurs(object, PROVISIONED_BY) ? [VOLUME + object.metadata.name] : [],
      },
    ],
    reconcile: (key, view, context) =>
      key.startsWith(VOLUME)
        ? reclaim(key.slice(VOLUME.length), view)
        : provision(key.slice(CLAIM.length), view, context),
  };
}

/** A released volume goes, if its class said so. */
function reclaim(name: string, view: View): Outcome {
  const volume = view.get<PersistentVolume>('PersistentVolume', undefined, name);
  if (volume === undefined || volume.metadata.deletionTimestamp !== undefined) return NOTHING;
  const { persistentVolumeReclaimPolicy: policy } = volume.spec;
  if (volume.status.phase !== 'Released' || policy !== 'Delete') return NOTHING;
  return { writes: [{ verb: 'delete', kind: 'PersistentVolume', namespace: undefined, name, ignore: ['NotFound'] }] };
}

function provision(key: string, view: View, { nowMs, memory }: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
  const storageClass = claim === undefined ? undefined : classOf(claim, view);
  if (claim === undefined || storageClass === undefined || !isWaiting(claim, view)) return { writes: [], memory: null };
  const selected = claim.metadata.annotations?.[SELECTED_NODE];
  if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && selected === undefined) return NOTHING;
  const uid = claim.metadata.uid ?? '';
  const known = memory as Memory | undefined;
  const source = storageClass.provisioner;
  if (known?.uid !== uid) {
    const text = `External provisioner is provisioning volume for claim "${key}"`;
    const started: Memory = { uid, sinceMs: nowMs };
    return { writes: [told(claim, source, 'Normal', 'Provisioning', text)], memory: started, requeueAfterMs: WORK_MS };
  }
  const leftMs = known.sinceMs + WORK_MS - nowMs;
  if (leftMs > 0) return { writes: [], requeueAfterMs: leftMs };
  const node = selected ?? nodeFor(source, view);
  return node === undefined ? refuse(claim, storageClass, known, nowMs) : make(claim, storageClass, node);
}

function classOf(claim: PersistentVolumeClaim, view: View): StorageClass | undefined {
  return view.get<StorageClass>('StorageClass', undefined, storageClassOf(claim));
}

function isWaiting(claim: PersistentVolumeClaim, view: View): boolean {
  if (claim.metadata.deletionTimestamp !== undefined || (claim.spec.volumeName ?? '') !== '') return false;
  return view.get<PersistentVolume>('PersistentVolume', undefined, nameOf(claim)) === undefined;
}

/** Without a consumer: any node, if it may be any; Rancher's provisioner insists on one that was chosen. */
function nodeFor(provisioner: string, view: View): string | undefined {
  if (!isLocal(provisioner)) return '';
  if (provisioner === 'rancher.io/local-path') return undefined;
  const nodes = view
    .list<Node>('Node')
    .filter(({ spec }) => spec.unschedulable !== true && (spec.taints ?? []).length === 0);
  return nodes[0]?.metadata.name;
}

function make(claim: PersistentVolumeClaim, storageClass: StorageClass, node: string): Outcome {
  const message = `Successfully provisioned volume ${nameOf(claim)}`;
  const about = claim;
  const source = storageClass.provisioner;
  const write: Write = {
    verb: 'create',
    object: volumeFor(claim, storageClass, node),
    ignore: ['AlreadyExists'],
    onSuccess: () => ({ about, type: 'Normal', reason: 'ProvisioningSucceeded', message, source }),
  };
  return { writes: [write], memory: null };
}

function refuse(claim: PersistentVolumeClaim, storageClass: StorageClass, known: Memory, nowMs: number): Outcome {
  const retryMs = known.retryMs ?? RETRY_MS;
  const why = 'configuration error, no node was specified';
  const text = `failed to provision volume with StorageClass "${storageClass.metadata.name}": ${why}`;
  const next: Memory = { ...known, sinceMs: nowMs + retryMs - WORK_MS, retryMs: Math.min(retryMs * 2, MAX_RETRY_MS) };
  const write = told(claim, storageClass.provisioner, 'Warning', 'ProvisioningFailed', text);
  return { writes: [write], memory: next, requeueAfterMs: retryMs };
}

function told(
  about: PersistentVolumeClaim,
  source: string,
  type: EventSpec['type'],
  reason: string,
  message: string,
): Write {
  return { verb: 'event', event: { about, type, reason, message, source } };
}
