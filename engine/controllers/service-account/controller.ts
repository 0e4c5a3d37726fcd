import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Namespace, ServiceAccount } from '../../kinds/types.ts';

/** Every active namespace has a service account of this name. */
const NAME = 'default';

/** Creates the default ServiceAccount of every namespace, and creates it again (serviceaccounts_controller.go, v1.25). */
export const serviceAccountController: Component = {
  name: 'service-account-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'Namespace', keys: ({ type, object }) => (type === 'DELETED' ? [] : [object.metadata.name]) },
    {
      kind: 'ServiceAccount',
      keys: ({ type, object: { metadata } }) =>
        type === 'DELETED' && metadata.name === NAME ? [metadata.namespace ?? ''] : [],
    },
  ],
  reconcile,
};

function reconcile(namespace: string, view: View): Outcome {
  const home = view.get<Namespace>('Namespace', undefined, namespace);
  if (home === undefined || home.status.phase === 'Terminating' || home.metadata.deletionTimestamp !== undefined)
    return NOTHING;
  if (view.get<ServiceAccount>('ServiceAccount', namespace, NAME) !== undefined) return NOTHING;
  const object: ServiceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace } };
  return { writes: [{ verb: 'create', object, ignore: ['AlreadyExists'] }] };
}
