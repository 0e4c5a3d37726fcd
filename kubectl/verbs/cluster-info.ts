import type { Service } from '../../engine/index.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { notSimulated } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import type { Verb } from '../verb.ts';

export const clusterInfoVerb: Verb = {
  name: 'cluster-info',
  summary: 'Display cluster information',
  usage: '',
  flags: [],
  run,
};

/** kubectl 1.25 colours these lines wherever they go. */
const green = (text: string): string => `\u001B[0;32m${text}\u001B[0m`;
const yellow = (text: string): string => `\u001B[0;33m${text}\u001B[0m`;

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  // Other words are not looked at.
  if (invocation.args[0] === 'dump') throw notSimulated('kubectl cluster-info dump');
  const url = `https://${environment.server ?? 'localhost:6443'}`;
  const line = (name: string, at: string): void => invocation.outLine(`${green(name)} is running at ${yellow(at)}`);
  line('Kubernetes control plane', url);
  const { items } = invocation.client.list('Service', {
    namespace: 'kube-system',
    labelSelector: 'kubernetes.io/cluster-service=true',
  });
  for (const { metadata, spec } of items as readonly Service[]) {
    const name = metadata.labels?.['kubernetes.io/name'] ?? metadata.name;
    const port = spec.ports?.[0]?.name ?? '';
    const place = `${metadata.name}${port === '' ? '' : `:${port}`}`;
    line(name, `${url}/api/v1/namespaces/kube-system/services/${place}/proxy`);
  }
  invocation.outLine("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.");
  return 0;
}
