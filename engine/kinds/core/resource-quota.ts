import { semanticEqual } from '../../api/equality.ts';
import { goQuote } from '../../api/go-format.ts';
import type { Column, Kind } from '../../api/kind.ts';
import { type FieldError, type GoValue, goValue, invalid, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import type { Errors } from '../field-checks.ts';
import type { ResourceList, ResourceQuota } from '../types.ts';
import { resourceName, resourceQuantity } from './pod/validate-resources.ts';

/** Resources that quotas count in whole numbers. */
const COUNTED = [
  'pods',
  'services',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const STANDARD: ReadonlySet<string> = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  ...COUNTED,
]);
const SCOPES = [
  'BestEffort',
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'PriorityClass',
  'Terminating',
];

const isStandard = (name: string): boolean => STANDARD.has(name) || /^(?:requests\.)?hugepages-/.test(name);

function listErrors(path: string, list: ResourceList | undefined): Errors {
  return Object.entries(list ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, quantity]) => {
      const itemPath = `${path}[${name}]`;
      const errors: FieldError[] = [...resourceName(itemPath, name)];
      if (!name.includes('/') && !isStandard(name)) {
        errors.push(invalid(itemPath, name, 'must be a standard resource for quota'));
      }
      return [...errors, ...resourceQuantity(itemPath, quantity, COUNTED.includes(name))];
    });
}

const COMPUTE = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];

/** Scopes choose pods: what else is counted has none. */
function isValidFor(scope: string, resource: string): boolean {
  if (!STANDARD.has(resource) || !SCOPES.includes(scope)) return true;
  return resource === 'pods' || (scope !== 'BestEffort' && COMPUTE.includes(resource));
}

const CONTRARY: readonly (readonly [string, string])[] = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];

const isContrary = (scopes: readonly string[]): boolean =>
  CONTRARY.some((pair) => pair.every((scope) => scopes.includes(scope)));

const goScopes = (scopes: readonly string[] | undefined): GoValue =>
  goValue(
    scopes === undefined
      ? '[]core.ResourceQuotaScope(nil)'
      : `[]core.ResourceQuotaScope{${scopes.map(goQuote).join(', ')}}`,
  );

function scopeErrors({ scopes = [], hard }: ResourceQuota['spec']): Errors {
  const resources = Object.keys(hard ?? {}).sort();
  const refuse = (why: string): FieldError => invalid('spec.scopes', goScopes(scopes), why);
  return [
    ...scopes.flatMap((scope) => [
      ...(SCOPES.includes(scope) ? [] : [refuse('unsupported scope')]),
      ...resources
        .filter((name) => !isValidFor(scope, name))
        .map(() => refuse('unsupported scope applied to resource')),
    ]),
    ...(isContrary(scopes) ? [refuse('conflicting scopes')] : []),
  ];
}

const NEEDS_EXISTS =
  "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

function selectorErrors({ scopes, scopeSelector }: ResourceQuota['spec']): Errors {
  const path = 'spec.scopeSelector.matchExpressions';
  type Term = NonNullable<NonNullable<ResourceQuota['spec']['scopeSelector']>['matchExpressions']>[number];
  const terms: readonly Partial<Term>[] = scopeSelector?.matchExpressions ?? [];
  return [
    ...terms.flatMap(({ scopeName = '', operator = '', values = [] }) => [
      ...(SCOPES.includes(scopeName) ? [] : [invalid(`${path}.scopeName`, scopeName, 'unsupported scope')]),
      ...(SCOPES.includes(scopeName) && scopeName !== 'PriorityClass' && operator !== 'Exists'
        ? [invalid(`${path}.operator`, operator, NEEDS_EXISTS)]
        : []),
      ...operatorErrors(path, operator, values),
    ]),
    ...(isContrary(terms.map(({ scopeName = '' }) => scopeName))
      ? [invalid('spec.scopes', goScopes(scopes), 'conflicting scopes')]
      : []),
  ];
}

function operatorErrors(path: string, operator: string, values: readonly string[]): Errors {
  switch (operator) {
    case 'In':
    case 'NotIn': {
      const why = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
      return values.length === 0 ? [required(`${path}.values`, why)] : [];
    }
    case 'Exists':
    case 'DoesNotExist': {
      const why = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
      return values.length === 0 ? [] : [invalid(`${path}.values`, values, why)];
    }
    default:
      return [invalid(`${path}.operator`, operator, 'not a valid selector operator')];
  }
}

/** ValidateResourceQuota, v1.25. */
function validate({ spec }: ResourceQuota): Errors {
  return [...listErrors('spec.hard', spec.hard), ...scopeErrors(spec), ...selectorErrors(spec)];
}

/** `pods: 2/5, requests.cpu: 1/2`; names that begin with `limits` have a column of their own. */
function usage({ status: { hard = {}, used = {} } }: ResourceQuota, ofLimits: boolean): string {
  return Object.keys(hard)
    .toSorted()
    .filter((name) => name.startsWith('limits') === ofLimits)
    .map((name) => `${name}: ${used[name] ?? '0'}/${hard[name] ?? '0'}`)
    .join(', ');
}

const columns: readonly Column<ResourceQuota>[] = [
  NAME,
  AGE,
  { name: 'Request', description: 'Used and allowed, of requests and counts.', cell: (object) => usage(object, false) },
  { name: 'Limit', description: 'Used and allowed, of limits.', cell: (object) => usage(object, true) },
];

export const resourceQuota: Kind<ResourceQuota> = {
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  shortNames: ['quota'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.ResourceQuota',
  nameCheck: dns1123Subdomain,
  defaults: (object) => ({ ...object, spec: (object as Partial<ResourceQuota>).spec ?? {} }),
  prepareForCreate: (object) => ({ ...object, status: {} }),
  validate,
  validateUpdate: (object, old) => [
    ...validate(object),
    ...(semanticEqual(object.spec.scopes, old.spec.scopes)
      ? []
      : [invalid('spec.scopes', goScopes(object.spec.scopes), 'field is immutable')]),
  ],
  subresources: { status: true },
  columns,
  brief: (object) => ({ request: usage(object, false), limit: usage(object, true) }),
};
