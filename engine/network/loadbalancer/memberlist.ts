import { encodeBase64 } from '../../api/base64.ts';
import { controllerOf } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome, type Watch } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { Pod, Secret } from '../../kinds/types.ts';
import { isPodOf, runningPods } from './metallb.ts';

const NAME = 'memberlist';
const KEY_BYTES = 128;

const controllerPods: Watch<Pod> = {
  kind: 'Pod',
  keys: ({ object }) => (isPodOf(object, 'controller') && isPodReady(object) ? [object.metadata.namespace ?? ''] : []),
};

/** The secret with which MetalLB's speakers talk to each other; its controller makes it at its start (v0.13), and speakers wait for it. */
export const memberlist: Component = {
  name: 'metallb-memberlist',
  process: 'metallb-controller',
  scope: 'cluster',
  watches: [controllerPods] as readonly Watch[],
  reconcile,
};

function reconcile(namespace: string, view: View, context: Context): Outcome {
  const [pod] = runningPods(view, namespace, 'controller');
  if (pod === undefined || view.get<Secret>('Secret', namespace, NAME) !== undefined) return NOTHING;
  const bytes = Uint8Array.from({ length: KEY_BYTES }, () => context.random(256));
  const set = controllerOf(pod);
  const owner = set === undefined ? undefined : controllerOf(view.withUid(set.uid) ?? pod);
  const object: Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: NAME,
      namespace,
      ...(owner === undefined ? {} : { ownerReferences: [{ ...owner, blockOwnerDeletion: false }] }),
    },
    type: 'Opaque',
    data: { secretkey: encodeBase64(encodeBase64(bytes)) },
  };
  return { writes: [{ verb: 'create', object, ignore: ['AlreadyExists'] }] };
}
