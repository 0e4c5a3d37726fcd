import { keyOf } from '../api/object.ts';
import type { Watch } from '../component/component.ts';
import type { ObjectChange } from '../component/view.ts';
import type { Namespace, Node, Pod } from '../kinds/types.ts';

/** Keys: `pod|NS/NAME` and `node|NAME` name what changed, `event|KIND` that something of a kind did. */
export const POD = 'pod|';
export const NODE = 'node|';
export const EVENT = 'event|';
export const BIND = 'bind|';
export const NAMESPACES = 'namespaces';
/** Places the pod whose turn it is. */
export const SCHEDULE = 'schedule';
/** Ends of back-off. */
export const TIMERS = 'timers';

/** Most changes of a pod are its kubelet's reports, which no decision depends on. */
function podKeys({ type, object, old }: ObjectChange<Pod>): readonly string[] {
  const key = `${POD}${keyOf(object)}`;
  if (type !== 'MODIFIED' || old === undefined) return [key];
  const isSame =
    old.spec === object.spec &&
    old.status.phase === object.status.phase &&
    old.metadata.labels === object.metadata.labels &&
    old.metadata.annotations === object.metadata.annotations &&
    old.metadata.deletionTimestamp === object.metadata.deletionTimestamp;
  return isSame ? [] : [key];
}

/** Heartbeats change nothing but time stamps of conditions. */
function nodeKeys({ object, old }: ObjectChange<Node>): readonly string[] {
  const key = `${NODE}${object.metadata.name}`;
  if (old === undefined) return [key];
  const [now, before] = [object.status, old.status];
  const isSame =
    old.spec === object.spec &&
    old.metadata.labels === object.metadata.labels &&
    before.allocatable === now.allocatable &&
    before.images === now.images &&
    conditionsText(old) === conditionsText(object);
  return isSame ? [] : [key];
}

/** The statuses of a node's conditions, without their times. */
export function conditionsText(node: Node): string {
  return (node.status.conditions ?? []).map(({ type, status }) => `${type}=${status}`).join(' ');
}

const eventOnSet = (kind: string, type: ObjectChange['type']): readonly string[] =>
  type === 'DELETED' ? [] : [`${EVENT}${kind}`];

const namespaceKeys = ({ object, old }: ObjectChange<Namespace>): readonly string[] =>
  old?.metadata.labels === object.metadata.labels ? [] : [NAMESPACES];

export const WATCHES: readonly Watch[] = [
  { kind: 'Namespace', keys: (change) => namespaceKeys(change as ObjectChange<Namespace>) },
  { kind: 'Node', keys: (change) => nodeKeys(change as ObjectChange<Node>) },
  { kind: 'PersistentVolume', keys: ({ type }) => eventOnSet('pv', type) },
  { kind: 'PersistentVolumeClaim', keys: ({ type }) => eventOnSet('pvc', type) },
  { kind: 'StorageClass', keys: ({ type }) => (type === 'ADDED' ? [`${EVENT}storage-class`] : []) },
  { kind: 'CSINode', keys: ({ type }) => eventOnSet('csi-node', type) },
  { kind: 'Pod', keys: (change) => podKeys(change as ObjectChange<Pod>) },
];
