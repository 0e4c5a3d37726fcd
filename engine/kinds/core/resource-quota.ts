import { semanticEqual } from '../../api/equality.ts';
import type { Column, Kind } from '../../api/kind.ts';
import { type FieldError, invalid, notSupported } from '../../api/validation/field-error.ts';
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

/** ValidateResourceQuota, v1.25. */
function validate({ spec }: ResourceQuota): Errors {
  return [
    ...listErrors('spec.hard', spec.hard),
    ...(spec.scopes ?? []).flatMap((scope) =>
      SCOPES.includes(scope) ? [] : [invalid('spec.scopes', spec.scopes, 'unsupported scope')],
    ),
    ...(spec.scopeSelector?.matchExpressions ?? []).flatMap(({ scopeName }) =>
      SCOPES.includes(scopeName)
        ? []
        : [notSupported('spec.scopeSelector.matchExpressions.scopeName', scopeName, SCOPES)],
    ),
  ];
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
      : [invalid('spec.scopes', object.spec.scopes, 'field is immutable')]),
  ],
  subresources: { status: true },
  columns,
  brief: (object) => ({ request: usage(object, false), limit: usage(object, true) }),
};
