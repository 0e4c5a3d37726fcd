import { deepEqual } from '../../api/equality.ts';
import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { ConfigMap, Namespace } from '../../kinds/types.ts';

const NAME = 'kube-root-ca.crt';
const DESCRIPTION = 'kubernetes.io/description';
const DESCRIPTION_TEXT =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** Keeps the cluster's CA certificate in a ConfigMap of every namespace (rootcacertpublisher, v1.25). */
export function rootCaPublisher(caCertificate: string): Component {
  return {
    name: 'root-ca-cert-publisher',
    process: 'kube-controller-manager',
    scope: 'cluster',
    watches: [
      { kind: 'Namespace', keys: ({ type, object }) => (type === 'DELETED' ? [] : [object.metadata.name]) },
      {
        kind: 'ConfigMap',
        keys: ({ type, object: { metadata } }) =>
          type !== 'ADDED' && metadata.name === NAME ? [metadata.namespace ?? ''] : [],
      },
    ],
    reconcile: (namespace, view) => reconcile(namespace, view, caCertificate),
  };
}

function reconcile(namespace: string, view: View, caCertificate: string): Outcome {
  const home = view.get<Namespace>('Namespace', undefined, namespace);
  if (home === undefined || home.metadata.deletionTimestamp !== undefined) return NOTHING;
  const data = { 'ca.crt': caCertificate };
  const current = view.get<ConfigMap>('ConfigMap', namespace, NAME);
  if (current === undefined) {
    const metadata = { name: NAME, namespace, annotations: { [DESCRIPTION]: DESCRIPTION_TEXT } };
    const object: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
    return { writes: [{ verb: 'create', object, ignore: ['AlreadyExists'] }] };
  }
  const { annotations = {} } = current.metadata;
  if (deepEqual(current.data, data) && annotations[DESCRIPTION] !== undefined) return NOTHING;
  const metadata = { ...current.metadata, annotations: { ...annotations, [DESCRIPTION]: DESCRIPTION_TEXT } };
  return { writes: [{ verb: 'update', object: Object.assign({}, current, { metadata, data }) }] };
}
