import { badRequest, type Pod } from '../../engine/index.ts';
import { type Answer, json, plain } from '../answer.ts';
import type { Asked } from '../call.ts';
import type { Rest } from '../rest.ts';
import { listAsServed } from '../served-version.ts';
import { controlPlane, dialError, type Kubelet, KUBELET_PORT, unreachable } from './places.ts';

/**
 * What a node's kubelet says of itself: its health, and its pods.
 * @throws StatusError where it does not run, and of what it is not asked here by name
 */
export function kubeletAnswer(rest: Rest, { method }: Asked, { kubelet, address }: Kubelet, tail: string): Answer {
  const way = rest.cluster.reach.ping(controlPlane(rest), address).outcome;
  const outcome = way === 'connected' && !rest.cluster.isRunning('kubelet', kubelet) ? 'refused' : way;
  if (outcome !== 'connected') throw unreachable(dialError(outcome, { address, port: KUBELET_PORT }));
  if (method === 'GET' && /^\/healthz(?:\/ping)?$/.test(tail)) return plain(200, 'ok');
  if (method === 'GET' && /^\/pods\/?$/.test(tail)) return json(200, podsOf(rest, kubelet));
  throw badRequest(`${tail} of a kubelet is not simulated by seatrial; /healthz and /pods are`);
}

function podsOf(rest: Rest, node: string): object {
  const items = rest.cluster.view.list<Pod>('Pod').filter(({ spec }) => spec.nodeName === node);
  const list = { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '' }, items };
  return { ...listAsServed(rest.api.registry.get('Pod'), list), metadata: {} };
}
