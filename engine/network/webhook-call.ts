import type { WebhookAnswer, WebhookReview, WebhookTarget } from '../kinds/admission/webhooks.ts';
import type { Node, Pod, Service } from '../kinds/types.ts';
import type { Fabric } from './fabric.ts';
import { isPodOf } from './loadbalancer/metallb.ts';
import { metallbWebhook } from './loadbalancer/webhook.ts';
import { rulesOf } from './proxy/rules.ts';
import { originOf } from './reach/origin.ts';
import { isRefusal } from './reach/outcome.ts';
import { open } from './reach/route.ts';

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/**
 * Asks a webhook as the API server does: from the control plane's node, through the cluster IP, a pod that listens. Failures carry the text
 * of Go's HTTP client. The webhook server of MetalLB answers; no other one is simulated.
 */
export function callWebhook(fabric: Fabric, target: WebhookTarget, review: WebhookReview): WebhookAnswer {
  const { service, path } = target;
  if (service === undefined) return { failed: 'no network outside of the cluster is simulated' };
  const { namespace, name, port } = service;
  const found = fabric.view.get<Service>('Service', namespace, name);
  if (found === undefined) return { failed: `service "${name}" not found` };
  const address = found.spec.clusterIP ?? '';
  const source = originOf(fabric, { from: 'node', node: controlPlane(fabric) });
  if ('why' in source) return { failed: source.why };
  if (hasNoEndpoints(fabric, namespace, name, port)) {
    return { failed: `no endpoints available for service "${name}"` };
  }
  const opened = open(fabric, source.origin, { address, port, protocol: 'TCP' });
  if (isRefusal(opened)) return { failed: goError(opened.outcome, `${address}:${port}`) };
  const { pod } = opened.listener;
  const running = fabric.view.get<Pod>('Pod', pod.namespace, pod.name);
  const verdict =
    running !== undefined && isPodOf(running, 'controller') ? metallbWebhook(fabric.view, path, review) : undefined;
  if (verdict === undefined) {
    return { failed: `no webhook at ${path} of pod ${pod.namespace}/${pod.name} is simulated` };
  }
  return verdict.allowed ? { allowed: true } : { allowed: false, message: verdict.message };
}

function controlPlane(fabric: Fabric): string {
  const labelled = fabric.view
    .list<Node>('Node')
    .find(({ metadata }) => metadata.labels?.[CONTROL_PLANE] !== undefined);
  return labelled?.metadata.name ?? fabric.nodes()[0]?.name ?? '';
}

/** By the endpoints themselves: the rules of a service that has just come are not programmed yet. */
function hasNoEndpoints({ view }: Fabric, namespace: string, name: string, port: number): boolean {
  const ports = rulesOf(view, namespace, name)?.ports;
  return ports?.find((one) => one.port === port && one.protocol === 'TCP')?.endpoints.length === 0;
}

function goError(outcome: 'refused' | 'timeout' | 'unreachable', address: string): string {
  if (outcome === 'timeout') return 'context deadline exceeded';
  return `dial tcp ${address}: connect: ${outcome === 'refused' ? 'connection refused' : 'no route to host'}`;
}
