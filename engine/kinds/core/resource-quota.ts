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

const POD_RESOURCES = ['pods', 'cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

/** Of the standard resources a scope only fits pods, and best-effort ones have nothing but their number. */
function fits(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  return !SCOPES.includes(scope) || POD_RESOURCES.includes(resource);
}

const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;

const ONLY_EXISTS = SCOPES.filter((scope) => scope !== 'PriorityClass');
const EXISTS_WHY =
  "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

const goScopes = (scopes: readonly string[] | undefined): GoValue =>
  goValue(scopes === undefined ? '[]core.ResourceQuotaScope(nil)' : `[]core.ResourceQuotaScope{${quoted(scopes)}}`);

const quoted = (texts: readonly string[]): string => texts.map(goQuote).join(', ');

type Spec = ResourceQuota['spec'];
type Expression = NonNullable<NonNullable<Spec['scopeSelector']>['matchExpressions']>[number];

function goExpression({ scopeName, operator, values }: Expression): string {
  const list = values === undefined ? '[]string(nil)' : `[]string{${quoted(values)}}`;
  return `core.ScopedResourceSelectorRequirement{ScopeName:${goQuote(scopeName)}, Operator:${goQuote(operator)}, Values:${list}}`;
}

function scopeErrors({ hard, scopes = [] }: Spec): Errors {
  const path = 'spec.scopes';
  const shown = goScopes(scopes);
  return [
    ...scopes.flatMap((scope) => [
      ...(SCOPES.includes(scope) ? [] : [invalid(path, shown, 'unsupported scope')]),
      ...unfit(scope, hard).map(() => invalid(path, shown, UNFIT)),
    ]),
    ...conflicts(scopes).map(() => invalid(path, shown, 'conflicting scopes')),
  ];
}

const UNFIT = 'unsupported scope applied to resource';

const unfit = (scope: string, hard: ResourceList | undefined): readonly string[] =>
  Object.keys(hard ?? {}).filter((name) => isStandard(name) && !fits(scope, name));

const conflicts = (scopes: readonly string[]): readonly unknown[] =>
  OPPOSITES.filter((pair) => pair.every((scope) => scopes.includes(scope)));

const UNSAID = { scopeName: '', operator: '' };

function selectorErrors({ hard, scopes, scopeSelector }: Spec): Errors {
  if (scopeSelector === undefined) return [];
  const expressions = (scopeSelector.matchExpressions ?? []).map((given) => ({ ...UNSAID, ...given }));
  const path = 'spec.scopeSelector.matchExpressions';
  const shown = goValue(
    `core.ScopeSelector{MatchExpressions:[]core.ScopedResourceSelectorRequirement{${expressions.map(goExpression).join(', ')}}}`,
  );
  return [
    ...expressions.flatMap((expression) => [
      ...(SCOPES.includes(expression.scopeName)
        ? []
        : [invalid(`${path}.scopeName`, expression.scopeName, 'unsupported scope')]),
      ...unfit(expression.scopeName, hard).map(() => invalid(path, shown, UNFIT)),
      ...operatorErrors(path, expression),
    ]),
    ...conflicts(expressions.map(({ scopeName }) => scopeName)).map(() =>
      invalid(path, goScopes(scopes), 'conflicting scopes'),
    ),
  ];
}

function operatorErrors(path: string, { scopeName, operator, values = [] }: Expression): Errors {
  const errors: FieldError[] = [];
  if (ONLY_EXISTS.includes(scopeName) && operator !== 'Exists')
    errors.push(invalid(`${path}.operator`, operator, EXISTS_WHY));
  if (operator === 'In' || operator === 'NotIn') {
    const why = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    return values.length > 0 ? errors : [...errors, required(`${path}.values`, why)];
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    const why = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    return values.length === 0 ? errors : [...errors, invalid(`${path}.values`, values, why)];
  }
  return [...errors, invalid(`${path}.operator`, operator, 'not a valid selector operator')];
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

const setOf = (scopes: readonly string[] = []): readonly string[] => [...new Set(scopes)].toSorted();

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
    ...(semanticEqual(setOf(object.spec.scopes), setOf(old.spec.scopes))
      ? []
      : [invalid('spec.scopes', goScopes(object.spec.scopes), 'field is immutable')]),
  ],
  subresources: { status: true },
  columns,
  brief: (object) => ({ request: usage(object, false), limit: usage(object, true) }),
};
