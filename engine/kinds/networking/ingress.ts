import type { Kind } from '../../api/kind.ts';
import { type FieldError, goValue, invalid, required } from '../../api/validation/field-error.ts';
import {
  dns1035Label,
  dns1123Subdomain,
  type NameCheck,
  wildcardDns1123Subdomain,
} from '../../api/validation/names.ts';
import { balancerStatusErrors } from '../address-checks.ts';
import { AGE, NAME } from '../columns.ts';
import { each, isIPv4, isIPv6, oneOf, port, portOrName, named } from '../field-checks.ts';
import type { Ingress } from '../types.ts';
import { localReferenceErrors } from './local-reference.ts';

type Spec = Ingress['spec'];
type Backend = NonNullable<Spec['defaultBackend']>;
type Rule = NonNullable<Spec['rules']>[number];
type Path = NonNullable<Rule['http']>['paths'][number];

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const MAX_HOSTS_SHOWN = 3;

export const ingress: Kind<Ingress> = {
  group: 'networking.k8s.io',
  formerGroup: 'extensions',
  version: 'v1',
  kind: 'Ingress',
  plural: 'ingresses',
  shortNames: ['ing'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.networking.v1.Ingress',
  nameCheck: dns1123Subdomain,
  defaults: (object) => (object.spec === undefined ? { ...object, spec: {} } : object),
  prepareForCreate: (object) => ({ ...object, status: { loadBalancer: {} } }),
  validate: (object) => [...validate(object), ...validateClassAnnotation(object)],
  validateUpdate: validate,
  hasGeneration: true,
  validateStatusUpdate: ({ status }) => balancerStatusErrors('status.loadBalancer', status.loadBalancer),
  subresources: { status: true },
  columns: [
    NAME,
    {
      name: 'Class',
      cell: ({ spec, metadata }) => spec.ingressClassName ?? metadata.annotations?.[CLASS_ANNOTATION] ?? '<none>',
    },
    { name: 'Hosts', cell: hostsCell },
    { name: 'Address', cell: ({ status }) => addresses(status).join(',') },
    { name: 'Ports', cell: ({ spec }) => ((spec.tls ?? []).length > 0 ? '80, 443' : '80') },
    AGE,
  ],
  brief: ({ status }) => ({ address: addresses(status).join(',') }),
};

function addresses(status: Ingress['status']): string[] {
  return (status.loadBalancer?.ingress ?? [])
    .map(({ ip, hostname }) => ip ?? hostname ?? '')
    .filter((text) => text !== '');
}

/** What is left out is counted in rules, also in those without a host, once three hosts are shown (formatHosts, v1.25). */
function hostsCell({ spec: { rules = [] } }: Ingress): string {
  const named = rules.flatMap(({ host = '' }, at) => (host === '' ? [] : [{ host, at }]));
  if (named.length === 0) return '*';
  const shown = named.slice(0, MAX_HOSTS_SHOWN);
  const text = shown.map(({ host }) => host).join(',');
  const isCut = shown.length === MAX_HOSTS_SHOWN && (shown.at(-1)?.at ?? 0) < rules.length - 1;
  return isCut ? `${text} + ${rules.length - MAX_HOSTS_SHOWN} more...` : text;
}

/** ValidateIngressSpec (v1.25). */
function validate({ spec }: Ingress): readonly FieldError[] {
  const { rules = [], defaultBackend, tls } = spec;
  const nothing = 'either `defaultBackend` or `rules` must be specified';
  return [
    ...(rules.length === 0 && defaultBackend === undefined
      ? [invalid('spec', goValue(`[]networking.IngressRule${spec.rules === undefined ? '(nil)' : '{}'}`), nothing)]
      : []),
    ...(defaultBackend === undefined ? [] : validateBackend(defaultBackend, 'spec.defaultBackend')),
    ...each('spec.rules', rules, validateRule),
    ...each('spec.tls', tls, ({ hosts, secretName = '' }, path) => [
      ...each(`${path}.hosts`, hosts, (host, at) => named(at, host, hostCheck(host))),
      ...(secretName === '' ? [] : named(`${path}.secretName`, secretName, dns1123Subdomain)),
    ]),
    ...(spec.ingressClassName === undefined
      ? []
      : named('spec.ingressClassName', spec.ingressClassName, dns1123Subdomain)),
  ];
}

function validateClassAnnotation({ spec, metadata }: Ingress): readonly FieldError[] {
  const annotation = metadata.annotations?.[CLASS_ANNOTATION];
  if (annotation === undefined || spec.ingressClassName === undefined) return [];
  const why = 'can not be set when the class field is also set';
  return [invalid(`annotations.${CLASS_ANNOTATION}`, annotation, why)];
}

function validateRule({ host = '', http }: Rule, path: string): readonly FieldError[] {
  if (host !== '' && (isIPv4(host) || isIPv6(host))) {
    return [invalid(`${path}.host`, host, 'must be a DNS name, not an IP address'), ...validatePaths(http, path)];
  }
  return [...validateHost(host, `${path}.host`), ...validatePaths(http, path)];
}

function validateHost(host: string, path: string): readonly FieldError[] {
  return host === '' ? [] : named(path, host, hostCheck(host));
}

const hostCheck = (host: string): NameCheck => (host.includes('*') ? wildcardDns1123Subdomain : dns1123Subdomain);

function validatePaths(http: Rule['http'], path: string): readonly FieldError[] {
  if (http === undefined) return [];
  const paths = (http.paths as readonly Path[] | undefined) ?? [];
  if (paths.length === 0) return [required(`${path}.http.paths`)];
  return each(`${path}.http.paths`, paths, validatePath);
}

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const FORBIDDEN_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const FORBIDDEN_ENDINGS = ['/..', '/.'];

function validatePath({ path: text = '', pathType, backend }: Path, path: string): readonly FieldError[] {
  if (pathType === undefined) return [required(`${path}.pathType`, 'pathType must be specified')];
  const absolute = pathType === 'ImplementationSpecific' ? text === '' || text.startsWith('/') : text.startsWith('/');
  const clean = pathType === 'Exact' || pathType === 'Prefix';
  const at = `${path}.path`;
  return [
    ...oneOf(`${path}.pathType`, pathType, PATH_TYPES),
    ...(absolute || !PATH_TYPES.includes(pathType) ? [] : [invalid(at, text, 'must be an absolute path')]),
    ...(clean && absolute ? FORBIDDEN_SEQUENCES.filter((part) => text.includes(part)) : []).map((part) =>
      invalid(at, text, `must not contain '${part}'`),
    ),
    ...(clean && absolute ? FORBIDDEN_ENDINGS.filter((part) => text.endsWith(part)) : []).map((part) =>
      invalid(at, text, `cannot end with '${part}'`),
    ),
    ...validateBackend(backend ?? {}, `${path}.backend`),
  ];
}

function validateBackend({ resource, service }: Backend, path: string): readonly FieldError[] {
  if (resource !== undefined && service !== undefined) {
    return [invalid(path, '', 'cannot set both resource and service backends')];
  }
  if (resource !== undefined) return localReferenceErrors(resource, `${path}.resource`);
  if (service === undefined) return [invalid(path, '', 'resource or service backend is required')];
  const { name = '', port: given } = service as Partial<NonNullable<Backend['service']>>;
  const noName = (given?.name ?? '') === '';
  const noNumber = (given?.number ?? 0) === 0;
  return [
    ...(name === '' ? [required(`${path}.service.name`)] : named(`${path}.service.name`, name, dns1035Label)),
    ...(noName && noNumber ? [required(path, 'port name or number is required')] : []),
    ...(!noName && !noNumber ? [invalid(path, '', 'cannot set both port name & port number')] : []),
    ...(!noName && noNumber ? portOrName(`${path}.service.port.name`, given?.name) : []),
    ...(noName && !noNumber ? port(`${path}.service.port.number`, given?.number ?? 0) : []),
  ];
}
