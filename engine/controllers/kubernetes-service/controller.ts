import type { KubeObject } from '../../api/object.ts';
import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';

const NAME = 'kubernetes';
/** How often kube-apiserver looks after its own service (EndpointInterval, v1.25). */
const INTERVAL_MS = 10_000;

/**
 * Makes the service `kubernetes` and its endpoints again when somebody deletes them, within ten seconds (kube-apiserver's
 * kubernetesservice controller, v1.25). It sleeps while they are there.
 */
export function kubernetesService(ownObjects: readonly KubeObject[]): Component {
  return {
    name: 'kubernetes-service',
    process: 'kube-apiserver',
    scope: 'cluster',
    watches: [...new Set(ownObjects.map(({ kind }) => kind))].map((kind) => ({
      kind,
      keys: ({ type, object: { metadata } }) =>
        type === 'DELETED' && metadata.name === NAME && metadata.namespace === 'default' ? [NAME] : [],
    })),
    reconcile: (_key, view, { nowMs }) => reconcile(ownObjects, view, nowMs),
  };
}

function reconcile(ownObjects: readonly KubeObject[], view: View, nowMs: number): Outcome {
  const missing = ownObjects.filter(
    ({ kind, metadata }) => view.get(kind, metadata.namespace, metadata.name) === undefined,
  );
  if (missing.length === 0) return NOTHING;
  const sinceMs = nowMs % INTERVAL_MS;
  if (sinceMs > 0) return { writes: [], requeueAfterMs: INTERVAL_MS - sinceMs };
  return { writes: missing.map((object) => ({ verb: 'create', object, ignore: ['AlreadyExists'] })) };
}
