import type { Kind } from '../../api/kind.ts';
import { formatSelector } from '../../api/labels.ts';
import {
  type FieldError,
  forbiddenField,
  goValue,
  invalid,
  notSupported,
  required,
} from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { goStringSlice } from '../../api/go-format.ts';
import { AGE, NAME } from '../columns.ts';
import { each, isIPv4, isIPv6, oneOf, portOrName } from '../field-checks.ts';
import { validateLabelSelector } from '../selectors.ts';
import type { NetworkPolicy } from '../types.ts';

type Spec = NetworkPolicy['spec'];
type Port = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>[number];
type Peer = NonNullable<NonNullable<Spec['ingress']>[number]['from']>[number];
type Block = NonNullable<Peer['ipBlock']>;

export const networkPolicy: Kind<NetworkPolicy> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  shortNames: ['netpol'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.networking.v1.NetworkPolicy',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: (object) => ({ ...object, status: {} }),
  validate,
  hasGeneration: true,
  subresources: { status: true },
  columns: [NAME, { name: 'Pod-Selector', cell: ({ spec }) => formatSelector(spec.podSelector) }, AGE],
};

/** SetDefaults_NetworkPolicy (networking/v1, v1.25). */
function defaults(object: NetworkPolicy): NetworkPolicy {
  const spec: Partial<Spec> = object.spec ?? {};
  const { ingress, egress, policyTypes = [] } = spec;
  const egressType = (egress ?? []).length > 0 ? ['Egress'] : [];
  const withPorts = <R extends { readonly ports?: readonly Port[] }>(rule: R): R =>
    rule.ports === undefined
      ? rule
      : { ...rule, ports: rule.ports.map((port) => ({ ...port, protocol: port.protocol ?? 'TCP' })) };
  return {
    ...object,
    spec: {
      ...spec,
      podSelector: spec.podSelector ?? {},
      policyTypes: policyTypes.length > 0 ? policyTypes : ['Ingress', ...egressType],
      ...(ingress === undefined ? {} : { ingress: ingress.map(withPorts) }),
      ...(egress === undefined ? {} : { egress: egress.map(withPorts) }),
    },
  };
}

const TYPES = ['Egress', 'Ingress'];

/** ValidateNetworkPolicySpec (v1.25). */
function validate({ spec }: NetworkPolicy): readonly FieldError[] {
  const { policyTypes = [] } = spec;
  const tooMany = invalid(
    'spec.policyTypes',
    goValue(goStringSlice(policyTypes)),
    'may not specify more than two policyTypes',
  );
  return [
    ...validateLabelSelector(spec.podSelector, 'spec.podSelector'),
    ...each('spec.ingress', spec.ingress, (rule, path) => [
      ...each(`${path}.ports`, rule.ports, validatePort),
      ...each(`${path}.from`, rule.from, validatePeer),
    ]),
    ...each('spec.egress', spec.egress, (rule, path) => [
      ...each(`${path}.ports`, rule.ports, validatePort),
      ...each(`${path}.to`, rule.to, validatePeer),
    ]),
    ...(policyTypes.length > 2
      ? [tooMany]
      : each('spec.policyTypes', policyTypes, (type, path) =>
          TYPES.includes(type) ? [] : [notSupported(path, type, TYPES)],
        )),
  ];
}

function validatePort({ protocol, port, endPort }: Port, path: string): readonly FieldError[] {
  return [
    ...oneOf(`${path}.protocol`, protocol, ['SCTP', 'TCP', 'UDP'], { optional: true }),
    ...(port === undefined ? [] : portOrName(`${path}.port`, port)),
    ...(endPort === undefined ? [] : validateEndPort(port, endPort, path)),
  ];
}

function validateEndPort(port: Port['port'], endPort: number, path: string): readonly FieldError[] {
  const at = `${path}.endPort`;
  if (port === undefined) return [required(at, 'must be specified when `endPort` is defined')];
  if (typeof port === 'string') return [invalid(at, endPort, 'may not be specified when `port` is non-numeric')];
  return endPort < port ? [invalid(at, port, 'must be greater than or equal to `port`')] : portOrName(at, endPort);
}

function validatePeer({ podSelector, namespaceSelector, ipBlock }: Peer, path: string): readonly FieldError[] {
  const selectors = [podSelector, namespaceSelector].filter((selector) => selector !== undefined);
  if (ipBlock !== undefined && selectors.length > 0) {
    return [forbiddenField(path, 'may not specify both ipBlock and another peer')];
  }
  if (ipBlock === undefined && selectors.length === 0) return [required(path, 'must specify a peer')];
  return [
    ...validateLabelSelector(podSelector, `${path}.podSelector`),
    ...validateLabelSelector(namespaceSelector, `${path}.namespaceSelector`),
    ...(ipBlock === undefined ? [] : validateBlock(ipBlock, `${path}.ipBlock`)),
  ];
}

const NOT_CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

function validateBlock({ cidr, except }: Partial<Block>, path: string): readonly FieldError[] {
  if (cidr === undefined || cidr === '') return [required(`${path}.cidr`)];
  return [
    ...(isCidr(cidr) ? [] : [invalid(`${path}.cidr`, cidr, NOT_CIDR)]),
    ...each(`${path}.except`, except, (inner, at) => (isCidr(inner) ? [] : [invalid(at, inner, NOT_CIDR)])),
  ];
}

function isCidr(text: string): boolean {
  const [address = '', length = '', ...more] = text.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  return isIPv4(address) ? Number(length) <= 32 : isIPv6(address) && Number(length) <= 128;
}
