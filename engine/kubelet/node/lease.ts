import type { Context, Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import { toMicroTime } from '../../api/time.ts';
import type { Lease, Node } from '../../kinds/types.ts';
import type { KubeletParts } from '../pod/turn.ts';

const NAMESPACE = 'kube-node-lease';

/** Renews the node's lease every 10 s; makes it when it is missing (kubelet, v1.25). */
export function renewLease(parts: KubeletParts, view: View, context: Context): Outcome {
  const name = context.node;
  const { leaseMs, leaseSeconds } = parts.timings.heartbeat;
  const renewTime = toMicroTime(context.nowMs);
  const old = view.get<Lease>('Lease', NAMESPACE, name);
  const node = view.get<Node>('Node', undefined, name);
  if (old === undefined) {
    const uid = node?.metadata.uid;
    const owner = uid === undefined ? {} : { ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }] };
    const lease: Lease = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace: NAMESPACE, ...owner },
      spec: { holderIdentity: name, leaseDurationSeconds: leaseSeconds, renewTime },
    };
    return { writes: [{ verb: 'create', object: lease, ignore: ['AlreadyExists'] }], requeueAfterMs: leaseMs };
  }
  const waitMs = old.spec.renewTime === renewTime ? leaseMs : 0;
  if (waitMs > 0) return { writes: [], requeueAfterMs: leaseMs };
  return {
    writes: [{ verb: 'update', object: { ...old, spec: { ...old.spec, holderIdentity: name, renewTime } } as Lease }],
    requeueAfterMs: leaseMs,
  };
}
