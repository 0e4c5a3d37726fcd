import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { FlagSpec } from '../../command-line/flags.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';

const tcpFlag: FlagSpec = { name: 'tcp', type: 'stringSlice' };

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

export const createServiceVerb: Verb = groupVerb({
  name: 'service',
  aliases: ['svc'],
  summary: 'Create a service using a specified subcommand',
  usage: '[flags]',
  subcommands: [
    serviceVerb('clusterip', 'ClusterIP', [tcpFlag, { name: 'clusterip', type: 'string' }]),
    serviceVerb('nodeport', 'NodePort', [tcpFlag, { name: 'node-port', type: 'int' }]),
    serviceVerb('loadbalancer', 'LoadBalancer', [tcpFlag]),
    serviceVerb('externalname', 'ExternalName', [tcpFlag, { name: 'external-name', type: 'string', required: true }]),
  ],
});

function serviceVerb(name: string, type: ServiceType, flags: readonly FlagSpec[]): Verb {
  return {
    name,
    summary: `Create a ${type} service`,
    usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [flags]',
    flags: [...createFlags, ...flags],
    run: (invocation, environment) => createService(invocation, environment, type),
  };
}

function createService(invocation: Invocation, environment: KubectlEnvironment, type: ServiceType): number {
  const name = nameArgument(invocation);
  const clusterIP = invocation.string('clusterip') ?? '';
  const ports = invocation.list('tcp').map((text) => servicePort(text, invocation.number('node-port') ?? 0));
  const portless = clusterIP === 'None' || type === 'ExternalName';
  if (ports.length === 0 && !portless) throw new KubectlError('at least one tcp port specifier must be provided');
  const labels = { app: name };
  const externalName = invocation.string('external-name') ?? '';
  const content = {
    spec: {
      ...(clusterIP === '' ? {} : { clusterIP }),
      ...(externalName === '' ? {} : { externalName }),
      ...(ports.length === 0 ? {} : { ports }),
      selector: labels,
      type,
    },
    status: { loadBalancer: {} },
  };
  const draft = { resource: 'services', name, labels, content };
  createDraft(invocation, environment, draft, { failure: `failed to create ${type} service: ` });
  return 0;
}

/** `80:8080`, `443`, `80:http` of `--tcp`. */
function servicePort(text: string, nodePort: number) {
  const [portText = '', targetText = portText, more] = text.split(':');
  if (more !== undefined || !/^\d+$/.test(portText))
    throw new KubectlError(`invalid port:targetPort in --tcp: ${text}`);
  const port = Number(portText);
  const targetPort = /^\d+$/.test(targetText) ? Number(targetText) : targetText;
  return {
    name: text.replaceAll(':', '-'),
    ...(nodePort === 0 ? {} : { nodePort }),
    port,
    protocol: 'TCP',
    targetPort,
  };
}
