import { portNumber } from '../port-number.ts';
import type { Container, KubeObject, LabelSelector } from '../../engine/index.ts';
import { createDraft, createFlags } from '../create-object.ts';
import { KubectlError } from '../errors.ts';
import type { KubectlEnvironment } from '../environment.ts';
import type { Invocation } from '../invocation.ts';
import { parseLabels } from '../labels-flag.ts';
import { mergeOverrides } from '../overrides.ts';
import { targetsOf, writtenOrLive } from '../resources.ts';
import { fileFlags } from '../shared-flags.ts';
import { refuseUntyped } from '../typed-only.ts';
import type { Verb } from '../verb.ts';
import { recordFlag } from '../record.ts';

export const exposeVerb: Verb = {
  name: 'expose',
  summary: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--type=type]',
  flags: [
    ...createFlags,
    ...fileFlags,
    { name: 'cluster-ip', type: 'string' },
    { name: 'external-ip', type: 'string' },
    { name: 'labels', shorthand: 'l', type: 'string' },
    { name: 'load-balancer-ip', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'override-type', type: 'string' },
    { name: 'overrides', type: 'string' },
    { name: 'port', type: 'string' },
    { name: 'protocol', type: 'string' },
    recordFlag,
    { name: 'selector', type: 'string' },
    { name: 'session-affinity', type: 'string' },
    { name: 'target-port', type: 'string' },
    { name: 'type', type: 'string' },
  ],
  run: (invocation, environment) => {
    for (const target of targetsOf(invocation, environment, { selectors: false }))
      invocation.attempt(() => {
        refuseUntyped(invocation, target);
        expose(invocation, environment, writtenOrLive(invocation.client, target));
      });
    return 0;
  },
};

/** Of a longer name only its beginning can be a service's. */
const MAX_SERVICE_NAME = 63;

/** What of an object a Service needs: a selector for its pods, and their ports. */
interface Exposable {
  readonly metadata: KubeObject['metadata'];
  readonly spec: {
    readonly selector?: LabelSelector | Readonly<Record<string, string>>;
    readonly containers?: readonly Container[];
    readonly ports?: readonly { readonly port: number; readonly protocol?: string }[];
    readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } };
  };
}

const exposable: ReadonlySet<string> = new Set(['Pod', 'Service', 'ReplicationController', 'Deployment', 'ReplicaSet']);

/** `StatefulSet.apps`, `Node`. */
function groupKind({ apiVersion, kind }: KubeObject): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? kind : `${kind}.${group}`;
}

function expose(invocation: Invocation, environment: KubectlEnvironment, object: KubeObject): void {
  if (!exposable.has(object.kind)) throw new KubectlError(`cannot expose a ${groupKind(object)}`);
  const source = object as unknown as Exposable;
  const selectorText = invocation.string('selector') ?? '';
  const selector = selectorText === '' ? selectorOf(object.kind, source) : parseLabels(selectorText);
  const ports = portsOf(invocation, source);
  const affinity = invocation.string('session-affinity') ?? '';
  if (!['', 'None', 'ClientIP'].includes(affinity)) throw new KubectlError(`unknown session affinity: ${affinity}`);
  const labelText = invocation.string('labels') ?? '';
  const labels = labelText === '' ? source.metadata.labels : parseLabels(labelText);
  const text = (flag: string): string => invocation.string(flag) ?? '';
  const content = {
    spec: {
      ...(text('cluster-ip') === '' ? {} : { clusterIP: text('cluster-ip') }),
      ...(text('external-ip') === '' ? {} : { externalIPs: [text('external-ip')] }),
      ...(text('load-balancer-ip') === '' ? {} : { loadBalancerIP: text('load-balancer-ip') }),
      ports,
      selector,
      ...(text('session-affinity') === '' ? {} : { sessionAffinity: text('session-affinity') }),
      ...(text('type') === '' ? {} : { type: text('type') }),
    },
    status: { loadBalancer: {} },
  };
  const name = text('name') === '' ? object.metadata.name.slice(0, MAX_SERVICE_NAME) : text('name');
  const draft = { resource: 'services', name, content, ...(labels === undefined ? {} : { labels }) };
  createDraft(invocation, environment, draft, {
    operation: 'exposed',
    manager: 'kubectl-expose',
    override: (made) => mergeOverrides(invocation, made),
  });
}

function selectorOf(kind: string, { metadata, spec }: Exposable): Readonly<Record<string, string>> {
  if (kind === 'Pod') {
    if (Object.keys(metadata.labels ?? {}).length === 0)
      throw new KubectlError(
        "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
      );
    return metadata.labels ?? {};
  }
  if (kind === 'Service' || kind === 'ReplicationController') {
    if (spec.selector === undefined && kind === 'ReplicationController')
      throw new KubectlError('selector must be specified');
    if (spec.selector === undefined)
      throw new KubectlError(
        "couldn't retrieve selectors via --selector flag or introspection: the service has no pod selector set",
      );
    return spec.selector as Readonly<Record<string, string>>;
  }
  const { matchExpressions = [], matchLabels = {} } = (spec.selector ?? {}) as LabelSelector;
  const introspection = "couldn't retrieve selectors via --selector flag or introspection";
  if (Object.keys(matchLabels).length === 0)
    throw new KubectlError(
      `${introspection}: invalid ${kind.toLowerCase()}: no selectors, therefore cannot be exposed`,
    );
  if (matchExpressions.length > 0) {
    const shown = matchExpressions
      .map(({ key, operator, values = [] }) => `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`)
      .join(' ');
    throw new KubectlError(
      `${introspection}: couldn't convert expressions - "[${shown}]" to map-based selector format`,
    );
  }
  return matchLabels;
}

interface ServicePort {
  readonly port: number;
  readonly protocol: string;
}

/** The flags' ports, or the ones that the containers declare; several are named port-1, port-2. */
function portsOf(invocation: Invocation, source: Exposable) {
  const given = invocation.string('port') ?? '';
  const protocol = invocation.string('protocol') ?? '';
  const numbers =
    given === ''
      ? declaredPorts(source)
      : given.split(',').map((port) => ({ port: portNumber(port), protocol: declaredProtocol(source, Number(port)) }));
  if (numbers.length === 0) throw new KubectlError("couldn't find port via --port flag or introspection");
  const target = invocation.string('target-port') ?? '';
  return numbers.map((each, at) => ({
    ...(numbers.length === 1 ? {} : { name: `port-${at + 1}` }),
    port: each.port,
    protocol: protocol === '' ? each.protocol : protocol.toUpperCase(),
    targetPort: target === '' ? each.port : /^\d+$/.test(target) ? Number(target) : target,
  }));
}

function declaredPorts({ spec }: Exposable): readonly ServicePort[] {
  if (spec.ports !== undefined) return spec.ports.map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  const containers = spec.template?.spec?.containers ?? spec.containers ?? [];
  return containers.flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
  );
}

function declaredProtocol(source: Exposable, port: number): string {
  return declaredPorts(source).find((each) => each.port === port)?.protocol ?? 'TCP';
}
