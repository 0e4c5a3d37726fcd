import { goQuote } from '../../../api/go-format.ts';
import type { KindContext } from '../../../api/kind.ts';
import {
  duplicate,
  type FieldError,
  forbiddenField,
  goValue,
  invalid,
  required,
} from '../../../api/validation/field-error.ts';
import { dns1035Label, dns1123Label, dns1123Subdomain, qualifiedName } from '../../../api/validation/names.ts';
import { validateObjectMeta } from '../../../api/validation/object-meta.ts';
import {
  type Errors,
  each,
  ipAddress,
  isIPv4,
  named,
  oneOf,
  port,
  portOrName,
  requiredName,
} from '../../field-checks.ts';
import { isCidr, nonSpecialIP } from '../../address-checks.ts';
import { validateLabelMap } from '../../selectors.ts';
import type { Service, ServicePort } from '../../types.ts';
import { PROTOCOLS } from '../pod/validate-containers.ts';
import { isHeadless, needsClusterIP, needsHealthCheckNodePort, needsNodePorts } from '../service-facts.ts';
import {
  FIRST_NODE_PORT,
  LAST_NODE_PORT,
  SERVICE_CIDR,
  SERVICE_NETWORK,
  isNodePort,
  isServiceAddress,
} from './address-range.ts';
import { familyErrors } from './validate-families.ts';
import { isTakenBy } from './service-allocation.ts';

const KUBELET_PORT = 10_250;
const MAX_AFFINITY_SECONDS = 86_400;
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

/** What the allocators would refuse, and, if all is well, ValidateService: a create allocates first (v1.25). */
export function validateService(service: Service, context: KindContext): Errors {
  const errors = familyErrors(service);
  const refused = errors.length > 0 ? errors : allocationErrors(service, undefined, context);
  if (refused.length > 0) return refused;
  return [
    ...validateObjectMeta(service.metadata, { namespaced: true, nameCheck: dns1035Label }),
    ...validateFields(service),
  ];
}

/** What the allocators would refuse, and, if all is well, ValidateServiceUpdate (v1.25). */
export function validateServiceUpdate(service: Service, old: Service, context: KindContext): Errors {
  const refused = familyErrors(service);
  if (refused.length > 0) return refused;
  const errors = [...clusterIPUpdate(service, old), ...balancerUpdate(service, old), ...validateFields(service)];
  return errors.length > 0 ? errors : allocationErrors(service, old, context);
}

function validateFields(service: Service): Errors {
  const { spec } = service;
  const { ports = [], type, sessionAffinity } = spec;
  const names = new Set<string>();
  return [
    ...(ports.length === 0 && !isHeadless(service) && type !== 'ExternalName' ? [required('spec.ports')] : []),
    ...typeErrors(service),
    ...each('spec.ports', ports, (one, path) => portErrors(one, path, ports.length > 1, names)),
    ...validateLabelMap(spec.selector, 'spec.selector'),
    ...oneOf('spec.sessionAffinity', sessionAffinity, ['ClientIP', 'None']),
    ...affinityErrors(service),
    ...each('spec.externalIPs', spec.externalIPs, (address, path) => {
      const errors = ipAddress(path, address);
      return errors.length > 0 ? errors : nonSpecialIP(path, address);
    }),
    ...oneOf('spec.type', type, TYPES),
    ...(type === 'ClusterIP' ? each('spec.ports', ports, noNodePort) : []),
    ...duplicatePorts(ports),
    ...trafficErrors(service),
  ];
}

function typeErrors(service: Service): Errors {
  const { type = '', ports = [], clusterIPs = [], externalName = '' } = service.spec;
  const errors: FieldError[] = [];
  if (type === 'LoadBalancer') {
    const text = `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`;
    errors.push(
      ...each('spec.ports', ports, (one, path) =>
        one.port === KUBELET_PORT ? [invalid(path, KUBELET_PORT, text)] : [],
      ),
    );
  }
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(service)) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  if (type === 'ExternalName') {
    const text = 'may not be set for ExternalName services';
    if (clusterIPs.length > 0) errors.push(forbiddenField('spec.clusterIPs', text));
    errors.push(...requiredName('spec.externalName', externalName.replace(/\.$/, ''), dns1123Subdomain));
  }
  return errors;
}

function portErrors(one: ServicePort, path: string, requireName: boolean, names: Set<string>): Errors {
  return [
    ...portNameErrors(`${path}.name`, one.name ?? '', requireName, names),
    ...port(`${path}.port`, one.port),
    ...oneOf(`${path}.protocol`, one.protocol, PROTOCOLS),
    ...portOrName(`${path}.targetPort`, one.targetPort),
    ...(one.appProtocol === undefined ? [] : named(`${path}.appProtocol`, one.appProtocol, qualifiedName)),
  ];
}

function portNameErrors(path: string, name: string, requireName: boolean, names: Set<string>): Errors {
  if (name === '') return requireName ? [required(path)] : [];
  const errors = named(path, name, dns1123Label);
  if (names.has(name)) return [...errors, duplicate(path, name)];
  names.add(name);
  return errors;
}

function noNodePort({ nodePort = 0 }: ServicePort, path: string): Errors {
  return nodePort === 0 ? [] : [forbiddenField(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'")];
}

function affinityErrors({ spec }: Service): Errors {
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (seconds === undefined || (seconds > 0 && seconds <= MAX_AFFINITY_SECONDS)) return [];
  const text = `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`;
  return [invalid('spec.sessionAffinityConfig.clientIP.timeoutSeconds', seconds, text)];
}

/** The key of two ports that are the same, as the message dumps it. */
const dump = (protocol: string, number: number): string =>
  `core.ServicePort{Name:"", Protocol:${goQuote(protocol)}, AppProtocol:(*string)(nil), Port:${number}, ` +
  `TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}`;

function duplicatePorts(ports: readonly ServicePort[]): Errors {
  const nodePorts = new Set<string>();
  const numbers = new Set<string>();
  return [
    ...each('spec.ports', ports, ({ protocol = '', nodePort = 0 }, path) => {
      const key = `${protocol}/${nodePort}`;
      if (nodePort === 0 || !nodePorts.has(key)) {
        nodePorts.add(key);
        return [];
      }
      return [duplicate(`${path}.nodePort`, nodePort)];
    }),
    ...each('spec.ports', ports, ({ protocol = '', port: number }, path) => {
      const key = dump(protocol, number);
      if (numbers.has(key)) return [duplicate(path, goValue(key))];
      numbers.add(key);
      return [];
    }),
  ];
}

function trafficErrors({ spec }: Service): Errors {
  const isBalanced = spec.type === 'LoadBalancer';
  const isOutside = isBalanced || spec.type === 'NodePort';
  const only = "may only be used when `type` is 'LoadBalancer'";
  const ranges = spec.loadBalancerSourceRanges ?? [];
  return [
    ...(ranges.length > 0 && !isBalanced ? [forbiddenField('spec.LoadBalancerSourceRanges', only)] : []),
    ...(ranges.every((range) => isCidr(range.trim()))
      ? []
      : [invalid('spec.LoadBalancerSourceRanges', `[${ranges.join(' ')}]`, RANGES)]),
    ...(isBalanced && spec.loadBalancerClass !== undefined
      ? named('spec.loadBalancerClass', spec.loadBalancerClass, qualifiedName)
      : []),
    ...(spec.allocateLoadBalancerNodePorts !== undefined && !isBalanced
      ? [forbiddenField('spec.allocateLoadBalancerNodePorts', only)]
      : []),
    ...(spec.loadBalancerClass !== undefined && !isBalanced ? [forbiddenField('spec.loadBalancerClass', only)] : []),
    ...(spec.externalTrafficPolicy !== undefined && !isOutside
      ? [
          invalid(
            'spec.externalTrafficPolicy',
            spec.externalTrafficPolicy,
            "may only be set when `type` is 'NodePort' or 'LoadBalancer'",
          ),
        ]
      : oneOf('spec.externalTrafficPolicy', spec.externalTrafficPolicy || undefined, ['Cluster', 'Local'], {
          optional: true,
        })),
    ...healthCheckErrors(spec),
    ...oneOf('spec.internalTrafficPolicy', spec.internalTrafficPolicy, ['Cluster', 'Local'], { optional: true }),
  ];
}

const RANGES = 'must be a list of IP ranges. For example, 10.240.0.0/24,10.250.0.0/24 ';

function healthCheckErrors({ type, externalTrafficPolicy, healthCheckNodePort = 0 }: Service['spec']): Errors {
  const path = 'spec.healthCheckNodePort';
  if (type === 'LoadBalancer' && externalTrafficPolicy === 'Local') return port(path, healthCheckNodePort);
  if (healthCheckNodePort === 0) return [];
  const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
  return [invalid(path, healthCheckNodePort, why)];
}

/** What a load balancer was made with stays. */
function balancerUpdate(service: Service, old: Service): Errors {
  const errors: FieldError[] = [];
  const [now, before] = [service.spec, old.spec];
  if (
    now.type === 'LoadBalancer' &&
    before.type === 'LoadBalancer' &&
    now.loadBalancerClass !== before.loadBalancerClass
  )
    errors.push(invalid('spec.loadBalancerClass', now.loadBalancerClass, 'may not change once set'));
  const isChanged = now.healthCheckNodePort !== before.healthCheckNodePort;
  if (needsHealthCheckNodePort(service) && needsHealthCheckNodePort(old) && isChanged)
    errors.push(forbiddenField('spec.healthCheckNodePort', 'field is immutable'));
  return errors;
}

/** A cluster address stays as long as the service has one. */
function clusterIPUpdate(service: Service, old: Service): Errors {
  if (!needsClusterIP(service) || !needsClusterIP(old)) return [];
  const [before] = old.spec.clusterIPs ?? [];
  const addresses = service.spec.clusterIPs ?? [];
  if (before === undefined || addresses[0] === before) return [];
  const text = addresses.length === 0 ? 'primary clusterIP can not be unset' : 'may not change once set';
  return [invalid('spec.clusterIPs[0]', goValue(`[]string{${addresses.map(goQuote).join(', ')}}`), text)];
}

/** The first value that is out of range or somebody else's; the allocators stop there. */
function allocationErrors(service: Service, old: Service | undefined, context: KindContext): Errors {
  const address = service.spec.clusterIPs?.[0] ?? '';
  const why = address === old?.spec.clusterIPs?.[0] ? undefined : addressRefusal(service, address, context);
  if (why !== undefined) {
    return [invalid('spec.clusterIPs', service.spec.clusterIPs, `failed to allocate IP ${address}: ${why}`)];
  }
  if (!needsNodePorts(service)) return [];
  const before = new Set((old?.spec.ports ?? []).map(({ nodePort }) => nodePort));
  const asked = new Set<string>();
  const [first] = each('spec.ports', service.spec.ports, ({ nodePort = 0, protocol = '' }, path) => {
    if (nodePort === 0) return [];
    const key = `${protocol}/${nodePort}`;
    const isOwn = before.has(nodePort) && !asked.has(key);
    const refusal = isOwn ? undefined : asked.has(key) ? ALLOCATED : nodePortRefusal(service, nodePort, context);
    asked.add(key);
    return refusal === undefined ? [] : [invalid(`${path}.nodePort`, nodePort, refusal)];
  });
  return first === undefined ? [] : [first];
}

const ALLOCATED = 'provided port is already allocated';

function addressRefusal(service: Service, address: string, context: KindContext): string | undefined {
  if (address === '' || address === 'None') return undefined;
  if (context.dryRun && address === SERVICE_NETWORK) return undefined;
  if (!isIPv4(address) || !isServiceAddress(address)) {
    return `the provided IP (${address}) is not in the valid range. The range of valid IPs is ${SERVICE_CIDR}`;
  }
  return isTakenBy(context, service, 'clusterIP', address) ? 'provided IP is already allocated' : undefined;
}

function nodePortRefusal(service: Service, nodePort: number, context: KindContext): string | undefined {
  // A dry run asks nobody for the port, and so nobody says that it is out of range.
  if (!context.dryRun && !isNodePort(nodePort)) {
    const range = `${FIRST_NODE_PORT}-${LAST_NODE_PORT}`;
    return `provided port is not in the valid range. The range of valid ports is ${range}`;
  }
  return isTakenBy(context, service, 'nodePort', String(nodePort)) ? ALLOCATED : undefined;
}
