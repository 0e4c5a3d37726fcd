import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { FlagSpec } from '../../command-line/flags.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { portNameErrors, subdomainErrors } from '../../../engine/index.ts';
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
  if (type === 'ExternalName' && subdomainErrors(externalName).length > 0)
    throw new KubectlError(`invalid service external name ${externalName}`);
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
  const [portText = '', targetText = ''] = text.split(':');
  const port = portNumber(portText);
  const targetPort = text.includes(':') ? targetOf(targetText) : port;
  return {
    name: text.replaceAll(':', '-'),
    ...(nodePort === 0 ? {} : { nodePort }),
    port,
    protocol: 'TCP',
    targetPort,
  };
}

const MAX_PORT = 65_535;
const OUT_OF_RANGE = 'must be between 1 and 65535, inclusive';

/** What Go's ParseUint makes of the port; 0 is none in particular. */
function portNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new KubectlError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
  const port = Number(text);
  if (port > MAX_PORT) throw new KubectlError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: value out of range`);
  return port;
}

function targetOf(text: string): number | string {
  if (/^[+-]?\d+$/.test(text)) {
    const port = Number(text);
    if (port < 1 || port > MAX_PORT) throw new KubectlError(OUT_OF_RANGE);
    return port;
  }
  const wrong = portNameErrors(text);
  if (wrong.length > 0) throw new KubectlError(wrong.join(','));
  return text;
}
