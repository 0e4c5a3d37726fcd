import { goQuantity } from '../../../api/go-quantity.ts';
import {
  canonicalQuantity,
  compareQuantities,
  milliValue,
  quantityError,
  signOfQuantity,
  value,
} from '../../../api/quantity.ts';
import { type FieldError, forbiddenField, goValue, invalid, required } from '../../../api/validation/field-error.ts';
import { qualifiedName } from '../../../api/validation/names.ts';
import { type Errors, NON_NEGATIVE, named, onceRight } from '../../field-checks.ts';
import type { Container } from '../../types.ts';

type Resources = NonNullable<Container['resources']>;

const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const OTHER_STANDARD_RESOURCES = [
  'storage',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'persistentvolumeclaims',
  'configmaps',
  'resourcequotas',
  'replicationcontrollers',
  'secrets',
  'services',
  'services.nodeports',
  'services.loadbalancers',
];
const STANDARD_RESOURCES: ReadonlySet<string> = new Set([...CONTAINER_RESOURCES, ...OTHER_STANDARD_RESOURCES]);

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isUnqualified = (name: string): boolean => !name.includes('/');
const isNative = (name: string): boolean => isUnqualified(name) || name.includes('kubernetes.io/');

export function isStandardResource(name: string): boolean {
  return STANDARD_RESOURCES.has(name) || isHugePages(name) || isHugePages(name.replace(/^requests\./, ''));
}

/** Devices and the like, counted in whole units: `example.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
}

/** ValidateResourceName, v1.25. */
export function resourceName(path: string, name: string): Errors {
  const errors: FieldError[] = [...named(path, name, qualifiedName)];
  if (errors.length > 0) return errors;
  if (isUnqualified(name) && !isStandardResource(name)) {
    errors.push(invalid(path, name, 'must be a standard resource type or fully qualified'));
  }
  return errors;
}

/** What a container may ask for: validateContainerResourceName, v1.25. */
export function containerResourceName(path: string, name: string): Errors {
  const errors: FieldError[] = [...resourceName(path, name)];
  if (isUnqualified(name)) {
    const isContainers = CONTAINER_RESOURCES.includes(name) || isHugePages(name);
    if (!isContainers) errors.push(invalid(path, name, 'must be a standard resource for containers'));
  } else if (!isNative(name) && !isExtendedResource(name)) {
    errors.push(invalid(path, name, "doesn't follow extended resource name standard"));
  }
  return errors;
}

/** ValidateResourceQuantityValue, v1.25. `whole`: only integers count anything. */
export function resourceQuantity(path: string, quantity: string, whole: boolean): Errors {
  const text = canonicalQuantity(quantity);
  const errors: FieldError[] = [];
  if (signOfQuantity(quantity) < 0) errors.push(invalid(path, text, NON_NEGATIVE));
  if (whole && milliValue(quantity) % 1000 !== 0) {
    errors.push(invalid(path, goValue(goQuantity(quantity)), 'must be an integer'));
  }
  return errors;
}

/** Memory in pages of a size is a whole number of them (IsHugePageResourceValueDivisible, v1.25). */
function hugePages(path: string, name: string, quantity: string): Errors {
  if (!isHugePages(name)) return [];
  const size = name.slice('hugepages-'.length);
  const isWhole = quantityError(size) === undefined && value(size) > 0 && value(quantity) % value(size) === 0;
  const text = canonicalQuantity(quantity);
  return isWhole ? [] : [invalid(path, text, `${text} is not positive integer multiple of ${name}`)];
}

function resourceList(path: string, kind: 'limits' | 'requests', resources: Resources): Errors {
  const { limits } = resources;
  return Object.entries(resources[kind] ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, quantity]) => {
      const itemPath = `${path}.${kind}[${name}]`;
      return [
        ...containerResourceName(itemPath, name),
        ...resourceQuantity(itemPath, quantity, isExtendedResource(name)),
        ...(kind === 'limits' ? [] : requestAgainstLimit(path, name, quantity, limits?.[name])),
        ...hugePages(itemPath, name, quantity),
      ];
    });
}

/** Neither huge pages nor devices can be promised twice: their requests equal their limits. */
export const mayOvercommit = (name: string): boolean => isNative(name) && !isHugePages(name);

function requestAgainstLimit(path: string, name: string, request: string, limit: string | undefined): Errors {
  const requests = `${path}.requests`;
  if (limit === undefined) {
    return mayOvercommit(name)
      ? []
      : [required(`${path}.limits`, 'Limit must be set for non overcommitable resources')];
  }
  const order = compareQuantities(request, limit);
  const text = canonicalQuantity(request);
  if (order !== 0 && !mayOvercommit(name)) return [invalid(requests, text, `must be equal to ${name} limit`)];
  return order > 0 ? [invalid(requests, text, `must be less than or equal to ${name} limit`)] : [];
}

const QOS_RESOURCES = ['cpu', 'memory'];

/** ValidateResourceRequirements, v1.25. */
export const resourceRequirements: (path: string, resources: Container['resources']) => Errors = onceRight(
  (path, resources: Resources) => {
    const names = Object.keys({ ...resources.limits, ...resources.requests });
    const pagesOnly = names.some(isHugePages) && !names.some((name) => QOS_RESOURCES.includes(name));
    return [
      ...resourceList(path, 'limits', resources),
      ...resourceList(path, 'requests', resources),
      ...(pagesOnly ? [forbiddenField(path, 'HugePages require cpu or memory')] : []),
    ];
  },
);
