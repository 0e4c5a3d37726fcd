import { isStatusError, type Node, type Pod } from '../../../engine/index.ts';
import type { Invocation } from '../../invocation.ts';
import { freeName, newContainer } from './containers.ts';
import type { DebugOptions } from './options.ts';
import type { Debugged } from './wait-and-attach.ts';

/** Makes a pod in the namespaces of the node itself, with the node's files under /host. */
export function debugOnNode(invocation: Invocation, options: DebugOptions, { metadata }: Node): Debugged {
  const { client, namespace } = invocation;
  const node = metadata.name;
  const container = options.container === '' ? 'debugger' : options.container;
  const isTaken = (tried: string): boolean => isThere(invocation, tried);
  const name = freeName(`node-debugger-${node}-`, `${metadata.uid ?? ''}/${namespace}`, isTaken);
  if (!options.quiet) invocation.outLine(`Creating debugging pod ${name} with container ${container} on node ${node}.`);
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { creationTimestamp: null, name },
    spec: {
      containers: [{ ...newContainer(options, container), volumeMounts: [{ mountPath: '/host', name: 'host-root' }] }],
      hostIPC: true,
      hostNetwork: true,
      hostPID: true,
      nodeName: node,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
      volumes: [{ hostPath: { path: '/' }, name: 'host-root' }],
    },
    status: {},
  };
  return { pod: client.create('Pod', namespace, pod) as Pod, container };
}

/** Who may not look makes the pod all the same: two draws are hardly ever alike. */
function isThere({ client, namespace }: Invocation, name: string): boolean {
  try {
    client.get({ kind: 'Pod', namespace, name });
    return true;
  } catch (error) {
    if (isStatusError(error)) return false;
    throw error;
  }
}
