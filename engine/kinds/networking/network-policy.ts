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
import { goQuote } from '../../api/go-format.ts';
import { isCidr, isStrictlyInside } from '../address-checks.ts';
import { AGE, NAME } from '../columns.ts';
import { each, oneOf, portOrName } from '../field-checks.ts';
import { validateLabelSelector } from '../selectors.ts';
import type { NetworkPolicy } from '../types.ts';

type Spec = NetworkPolicy['spec'];
type Port = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>[number];
type Peer = NonNullable<NonNullable<Spec['ingress']>[number]['from']>[number];
type Block = NonNullable<Peer['ipBlock']>;

export const networkPolicy: Kind<NetworkPolicy> = {
  group: 'networking.k8s.io',
  formerGroup: 'extensions',
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

const TYPES = ['Ingress', 'Egress'];

/** ValidateNetworkPolicySpec (v1.25). */
function validate({ spec }: NetworkPolicy): readonly FieldError[] {
  const { policyTypes = [] } = spec;
  const tooMany = invalid(
    'spec.policyTypes',
    goValue(`[]networking.PolicyType{${policyTypes.map(goQuote).join(', ')}}`),
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

/** ValidateNetworkPolicyPort (v1.25). */
function validatePort({ protocol, port, endPort }: Port, path: string): readonly FieldError[] {
  const ofPort = port === undefined ? [] : portOrName(`${path}.port`, port);
  const ofEnd = endPort === undefined ? [] : validateEndPort(port, endPort, `${path}.endPort`);
  return [
    ...oneOf(`${path}.protocol`, protocol, ['TCP', 'UDP', 'SCTP'], { optional: true }),
    ...(typeof port === 'string' ? [...ofEnd, ...ofPort] : [...ofPort, ...ofEnd]),
  ];
}

function validateEndPort(port: Port['port'], endPort: number, at: string): readonly FieldError[] {
  if (port === undefined) return [invalid(at, endPort, 'may not be specified when `port` is not specified')];
  if (typeof port === 'string') return [invalid(at, endPort, 'may not be specified when `port` is non-numeric')];
  const isBefore = endPort < port ? [invalid(at, port, 'must be greater than or equal to `port`')] : [];
  return [...isBefore, ...portOrName(at, endPort)];
}

function validatePeer({ podSelector, namespaceSelector, ipBlock }: Peer, path: string): readonly FieldError[] {
  const selectors = [podSelector, namespaceSelector].filter((selector) => selector !== undefined);
  if (ipBlock === undefined && selectors.length === 0) return [required(path, 'must specify a peer')];
  const isBoth = ipBlock !== undefined && selectors.length > 0;
  return [
    ...validateLabelSelector(podSelector, `${path}.podSelector`),
    ...validateLabelSelector(namespaceSelector, `${path}.namespaceSelector`),
    ...(ipBlock === undefined ? [] : validateBlock(ipBlock, `${path}.ipBlock`)),
    ...(isBoth ? [forbiddenField(path, 'may not specify both ipBlock and another peer')] : []),
  ];
}

const NOT_CIDR = 'not a valid CIDR';

function validateBlock({ cidr, except }: Partial<Block>, path: string): readonly FieldError[] {
  if (cidr === undefined || cidr === '') return [required(`${path}.cidr`)];
  if (!isCidr(cidr)) return [invalid(`${path}.cidr`, cidr, NOT_CIDR)];
  const bad = (except ?? []).findIndex((inner) => !isCidr(inner));
  return [
    ...each(`${path}.except`, bad < 0 ? except : except?.slice(0, bad), (inner, at) =>
      isStrictlyInside(inner, cidr) ? [] : [invalid(at, inner, 'must be a strict subset of `cidr`')],
    ),
    ...(bad < 0 ? [] : [invalid(`${path}.except[${bad}]`, except?.[bad], NOT_CIDR)]),
  ];
}
