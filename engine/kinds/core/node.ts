import { semanticEqual } from '../../api/equality.ts';
import { goQuote } from '../../api/go-format.ts';
import type { Column, Kind } from '../../api/kind.ts';
import { duplicate, type FieldError, forbiddenField, goValue, invalid } from '../../api/validation/field-error.ts';
import { dns1123Subdomain, labelValue, qualifiedName } from '../../api/validation/names.ts';
import { isCidr } from '../address-checks.ts';
import { AGE, NAME } from '../columns.ts';
import { type Errors, each, named, oneOf, optionalName } from '../field-checks.ts';
import type { Node } from '../types.ts';
import { nodeAddress, nodeCondition, nodeRoles } from './node-facts.ts';
import { resourceQuantity } from './pod/validate-resources.ts';
import { TAINT_EFFECTS } from './pod/validate-scheduling.ts';

/** `Ready`, `NotReady,SchedulingDisabled`, `Unknown` without the condition (printNode, v1.25). */
export function nodeStatusText(node: Node): string {
  const ready = nodeCondition(node, 'Ready');
  const status = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return node.spec.unschedulable === true ? `${status},SchedulingDisabled` : status;
}

const info = (name: 'osImage' | 'kernelVersion' | 'containerRuntimeVersion') => (node: Node) => {
  const text = node.status.nodeInfo?.[name] ?? '';
  return text === '' ? '<unknown>' : text;
};

const columns: readonly Column<Node>[] = [
  NAME,
  {
    name: 'Status',
    description: 'Whether it is ready, and whether pods may be scheduled to it.',
    cell: nodeStatusText,
  },
  { name: 'Roles', description: 'Roles that its labels name.', cell: (node) => nodeRoles(node).join(',') || '<none>' },
  AGE,
  {
    name: 'Version',
    description: 'Version of its kubelet.',
    cell: (node) => node.status.nodeInfo?.kubeletVersion ?? '',
  },
  {
    name: 'Internal-IP',
    priority: 1,
    description: 'Address among the nodes.',
    cell: (node) => nodeAddress(node, 'InternalIP') ?? '<none>',
  },
  {
    name: 'External-IP',
    priority: 1,
    description: 'Address outside.',
    cell: (node) => nodeAddress(node, 'ExternalIP') ?? '<none>',
  },
  { name: 'OS-Image', priority: 1, description: 'Its operating system.', cell: info('osImage') },
  { name: 'Kernel-Version', priority: 1, description: 'Its kernel.', cell: info('kernelVersion') },
  {
    name: 'Container-Runtime',
    priority: 1,
    description: 'Its container runtime.',
    cell: info('containerRuntimeVersion'),
  },
];

/** What Go writes of structs that nobody filled in: a node made by hand has them. */
const NO_INFO: NonNullable<Node['status']['nodeInfo']> = {
  architecture: '',
  bootID: '',
  containerRuntimeVersion: '',
  kernelVersion: '',
  kubeProxyVersion: '',
  kubeletVersion: '',
  machineID: '',
  operatingSystem: '',
  osImage: '',
  systemUUID: '',
};
const NO_ENDPOINTS: NonNullable<Node['status']['daemonEndpoints']> = { kubeletEndpoint: { Port: 0 } };

/** Of two lists of pod networks that disagree, the single one counts (Convert_v1_NodeSpec_To_core_NodeSpec, v1.25). */
function podNetworks({ podCIDR, podCIDRs = [] }: Node['spec']): readonly string[] {
  return podCIDR === undefined || podCIDR === '' || podCIDRs[0] === podCIDR ? podCIDRs : [podCIDR];
}

/** `configSource` went with the dynamic configuration of kubelets: it is dropped. */
function nodeDefaults(node: Node): Node {
  const { spec = {}, status = {} } = node as Partial<Node>;
  const { podCIDR: _podCIDR, podCIDRs: _podCIDRs, unschedulable, configSource: _configSource, ...rest } = spec;
  const cidrs = podNetworks(spec);
  const [first] = cidrs;
  const { nodeInfo = NO_INFO, daemonEndpoints = NO_ENDPOINTS, allocatable = status.capacity } = status;
  return {
    ...node,
    spec: {
      ...(first === undefined ? {} : { podCIDR: first }),
      ...(first === undefined ? {} : { podCIDRs: cidrs }),
      ...rest,
      ...(unschedulable === true ? { unschedulable } : {}),
    },
    status: { ...status, ...(allocatable === undefined ? {} : { allocatable }), daemonEndpoints, nodeInfo },
  };
}

/** ValidateNode, v1.25; the path of the taints is Kubernetes' own slip. */
function validateNode(node: Node): Errors {
  const pairs = new Set<string>();
  const cidrErrors = each('spec.podCIDRs', node.spec.podCIDRs, (cidr, path) =>
    isCidr(cidr) ? [] : [invalid(path, [cidr], 'must be valid CIDR')],
  );
  const isMixed = new Set(node.spec.podCIDRs?.map((cidr) => cidr.includes(':'))).size === node.spec.podCIDRs?.length;
  const only = 'may specify no more than one CIDR for each IP family';
  const familyErrors =
    node.spec.podCIDRs === undefined || isMixed || cidrErrors.length > 0
      ? []
      : [invalid('spec.podCIDRs', node.spec.podCIDRs, only)];
  const taintErrors = each('metadata.taints', node.spec.taints, ({ key, value, effect }, path) => {
    const errors: FieldError[] = [
      ...named(`${path}.key`, key, qualifiedName),
      ...optionalName(`${path}.value`, value, labelValue),
      ...oneOf(`${path}.effect`, effect || undefined, TAINT_EFFECTS),
    ];
    const pair = `${key}:${effect}`;
    if (pairs.has(pair)) {
      const dump = `core.Taint{Key:${goQuote(key)}, Value:${goQuote(value ?? '')}, Effect:${goQuote(effect)}, TimeAdded:<nil>}`;
      errors.push({ ...duplicate(path, goValue(dump)), detail: 'taints must be unique by key and effect pair' });
    }
    pairs.add(pair);
    return errors;
  });
  return [...taintErrors, ...cidrErrors, ...familyErrors];
}

/** ValidateNodeUpdate, v1.25. */
function validateNodeUpdate(node: Node, old: Node): Errors {
  const errors: FieldError[] = [...validateNode(node)];
  const only = (field: string): string => `node updates may not change ${field} except from "" to valid`;
  const isSet = (old.spec.podCIDRs ?? []).length > 0;
  if (isSet && !semanticEqual(node.spec.podCIDRs, old.spec.podCIDRs)) {
    errors.push(forbiddenField('spec.podCIDRs', only('podCIDR')));
  }
  if ((node.spec.externalID ?? '') !== (old.spec.externalID ?? ''))
    errors.push(forbiddenField('spec.externalID', 'may not be updated'));
  const provider = old.spec.providerID ?? '';
  if (provider !== '' && provider !== node.spec.providerID) {
    errors.push(forbiddenField('spec.providerID', only('providerID')));
  }
  return errors;
}

/** What of a node's status is checked (ValidateNodeUpdate, v1.25); a report mostly leaves these parts as they are. */
function validateNodeStatus({ status }: Node, old: Node): Errors {
  const { addresses, capacity, allocatable } = status;
  return [
    ...(addresses === old.status.addresses ? [] : addressErrors(addresses)),
    ...(capacity === old.status.capacity ? [] : quantityErrors('status.capacity', capacity)),
    ...(allocatable === old.status.allocatable ? [] : quantityErrors('status.allocatable', allocatable)),
  ];
}

function addressErrors(addresses: Node['status']['addresses']): Errors {
  const seen = new Set<string>();
  return each('status.addresses', addresses, ({ type, address }, path) => {
    const dump = `core.NodeAddress{Type:${goQuote(type)}, Address:${goQuote(address)}}`;
    const errors = seen.has(dump) ? [duplicate(path, goValue(dump))] : [];
    seen.add(dump);
    return errors;
  });
}

function quantityErrors(path: string, resources: Readonly<Record<string, string>> = {}): Errors {
  return Object.keys(resources)
    .toSorted()
    .flatMap((name) => resourceQuantity(`${path}.${name}`, resources[name] ?? '0', name === 'pods'));
}

/** What a heartbeat leaves alone. */
function withoutBeats(node: Node): unknown {
  const { resourceVersion: _version, managedFields: _fields, ...metadata } = node.metadata;
  const conditions = (node.status.conditions ?? []).map(({ lastHeartbeatTime: _beat, ...condition }) => condition);
  return { metadata, spec: node.spec, status: { ...node.status, conditions } };
}

export const node: Kind<Node> = {
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  shortNames: ['no'],
  scope: 'Cluster',
  schema: 'io.k8s.api.core.v1.Node',
  nameCheck: dns1123Subdomain,
  defaults: nodeDefaults,
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  validateStatusUpdate: validateNodeStatus,
  subresources: { status: true },
  columns,
  fieldSelectors: { 'spec.unschedulable': ({ spec }) => String(spec.unschedulable === true) },
  brief(object) {
    const ready = nodeCondition(object, 'Ready');
    return {
      ready: ready?.status ?? '',
      reason: ready?.reason ?? '',
      unschedulable: object.spec.unschedulable === true,
      taints: (object.spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`).join(','),
    };
  },
  isHeartbeat: (object, old) => semanticEqual(withoutBeats(object), withoutBeats(old)),
};
