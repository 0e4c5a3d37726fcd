import { hexId, uuidOf } from './ids.ts';
import { toTimestamp } from '../api/time.ts';
import type { Write } from '../component/write.ts';
import type { Node, Pod } from '../kinds/types.ts';
import type { Machine, StaticPod } from './machine/machine.ts';

export const MIRROR = 'kubernetes.io/config.mirror';
const HASH = 'kubernetes.io/config.hash';

/** A static pod's name carries its node's. */
export function staticPodKey(machine: Machine, manifest: StaticPod): string {
  return `${manifest.metadata.namespace ?? 'default'}/${manifest.metadata.name}-${machine.name}`;
}

/** The manifest on this machine that makes the pod `key`. */
export function manifestOf(machine: Machine, key: string): StaticPod | undefined {
  if (machine.staticPods.size === 0) return undefined;
  for (const manifest of machine.staticPods.values()) if (staticPodKey(machine, manifest) === key) return manifest;
  return undefined;
}

const hashes = new WeakMap<StaticPod, string>();

/** A hash of node and content; manifests are immutable, and each belongs to one machine. */
function manifestHash(node: string, manifest: StaticPod): string {
  const known = hashes.get(manifest);
  if (known !== undefined) return known;
  const hash = hexId(`${node}/${JSON.stringify(manifest)}`, 4);
  hashes.set(manifest, hash);
  return hash;
}

const specs = new WeakMap<StaticPod, Pod['spec']>();

/** The spec on this node, the same object for the same manifest. */
function specOn(node: string, manifest: StaticPod): Pod['spec'] {
  const known = specs.get(manifest);
  if (known !== undefined) return known;
  const { spec } = manifest;
  const tolerations = [...(spec.tolerations ?? []), { effect: 'NoExecute', operator: 'Exists' }];
  const made = { ...spec, nodeName: node, tolerations };
  specs.set(manifest, made);
  return made;
}

/** The pod as its node runs it: its uid is a hash of node and content; what the API has of it is only a mirror. */
export function staticPod(machine: Machine, manifest: StaticPod, mirror: Pod | undefined, nowMs: number): Pod {
  const hash = manifestHash(machine.name, manifest);
  const { metadata } = manifest;
  const annotations = {
    ...metadata.annotations,
    [HASH]: hash,
    'kubernetes.io/config.seen': toTimestamp(nowMs),
    'kubernetes.io/config.source': 'file',
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      namespace: metadata.namespace ?? 'default',
      name: `${metadata.name}-${machine.name}`,
      uid: uuidOf(hash),
      annotations,
    },
    spec: specOn(machine.name, manifest),
    status: mirror?.status ?? { phase: 'Pending' },
  };
}

/** Brings the mirror in the API into line: made where it is missing, removed where it is marked, of another content, or has no manifest. */
export function mirrorWrite(pod: Pod | undefined, mirror: Pod | undefined, node: Node | undefined): Write | undefined {
  const hash = pod?.metadata.annotations?.[HASH];
  if (mirror !== undefined) {
    const isGood = mirror.metadata.annotations?.[MIRROR] === hash && mirror.metadata.deletionTimestamp === undefined;
    if (isGood) return undefined;
    const { namespace, name, uid = '' } = mirror.metadata;
    return { verb: 'delete', kind: 'Pod', namespace, name, uid, gracePeriodSeconds: 0, ignore: ['NotFound'] };
  }
  if (pod === undefined || node?.metadata.uid === undefined) return undefined;
  const { uid: _uid, ...metadata } = pod.metadata;
  const owner = { apiVersion: 'v1', kind: 'Node', name: node.metadata.name, uid: node.metadata.uid, controller: true };
  const annotations = { ...metadata.annotations, [MIRROR]: hash ?? '' };
  const { status: _status, ...rest } = pod;
  return {
    verb: 'create',
    object: { ...rest, metadata: { ...metadata, annotations, ownerReferences: [owner] } },
    ignore: ['AlreadyExists'],
  };
}
