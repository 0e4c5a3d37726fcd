import type { Cluster, KubeObject } from '../../engine/index.ts';

/** Resources of `state: true`, in the recordings' order. */
export const STATE_KINDS: readonly string[] = [
  'pods',
  'replicasets',
  'deployments',
  'statefulsets',
  'daemonsets',
  'jobs',
  'cronjobs',
  'services',
  'endpoints',
  'persistentvolumeclaims',
  'persistentvolumes',
  'configmaps',
  'events',
];

const SYSTEM_NAMESPACES: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The objects of the user's namespaces as the recordings keep them: without what is random or the API server's own. */
export function recordedState(cluster: Cluster, wanted: true | readonly string[]): Record<string, object[]> {
  const client = cluster.client('oracle');
  const state: Record<string, object[]> = {};
  for (const resource of wanted === true ? STATE_KINDS : wanted) {
    const kind = client.resolve(resource);
    if (kind === undefined) throw new Error(`no resource is named ${resource}`);
    const items = client.list(kind.kind).items;
    state[resource] = items.filter(isRecorded).map(trimmed);
  }
  return state;
}

function isRecorded(object: KubeObject): boolean {
  return !SYSTEM_NAMESPACES.has(object.metadata.namespace ?? '') && object.metadata.name !== 'kubernetes';
}

function trimmed(object: KubeObject): object {
  const { uid: _u, resourceVersion: _v, managedFields: _m, annotations, ...metadata } = object.metadata;
  const { [LAST_APPLIED]: _a, ...kept } = annotations ?? {};
  return { ...object, metadata: { ...metadata, ...(Object.keys(kept).length === 0 ? {} : { annotations: kept }) } };
}
