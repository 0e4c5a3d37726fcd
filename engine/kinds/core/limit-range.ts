import type { Kind } from '../../api/kind.ts';
import { canonicalQuantity, compareQuantities } from '../../api/quantity.ts';
import { duplicate, invalid } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { CREATED_AT, NAME } from '../columns.ts';
import { type Errors, each, present } from '../field-checks.ts';
import { omitZero } from '../omit.ts';
import type { LimitRange, ResourceList } from '../types.ts';

type Item = NonNullable<LimitRange['spec']['limits']>[number];

/** SetDefaults_LimitRangeItem, v1.25: containers' default limits come from the maximum, default requests from limits, then from the minimum. */
function itemDefaults(item: Item): Item {
  if (item.type !== 'Container') return item;
  const limits: ResourceList = { ...item.max, ...item.default };
  const requests: ResourceList = { ...item.min, ...limits, ...item.defaultRequest };
  return omitZero({ ...item, default: limits, defaultRequest: requests }, ['default', 'defaultRequest']);
}

/** Of each resource that both lists name: the lower bound may not be above the upper one. */
function ordered(
  path: string,
  low: readonly [string, ResourceList | undefined],
  high: readonly [string, ResourceList | undefined],
): Errors {
  const [lowName, lower = {}] = low;
  const [highName, upper = {}] = high;
  return Object.keys(lower)
    .toSorted()
    .flatMap((name) => {
      const [from, to] = [lower[name] ?? '0', upper[name]];
      if (to === undefined || compareQuantities(from, to) <= 0) return [];
      const [a, b] = [canonicalQuantity(from), canonicalQuantity(to)];
      const field = lowName === 'default request' ? 'defaultRequest' : lowName;
      return [invalid(`${path}.${field}[${name}]`, a, `${lowName} value ${a} is greater than ${highName} value ${b}`)];
    });
}

/** ValidateLimitRange, v1.25. */
function validate({ spec }: LimitRange): Errors {
  const types = new Set<string>();
  return each('spec.limits', spec.limits, ({ type, min, max, default: limit, defaultRequest: request }, path) => {
    const errors = [
      ...present(`${path}.type`, type),
      ...(types.has(type) ? [duplicate(`${path}.type`, type)] : []),
      ...ordered(path, ['min', min], ['max', max]),
      ...ordered(path, ['min', min], ['default request', request]),
      ...ordered(path, ['default request', request], ['max', max]),
      ...ordered(path, ['default request', request], ['default limit', limit]),
      ...ordered(path, ['min', min], ['default', limit]),
      ...ordered(path, ['default', limit], ['max', max]),
    ];
    types.add(type);
    return errors;
  });
}

export const limitRange: Kind<LimitRange> = {
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  plural: 'limitranges',
  shortNames: ['limits'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.LimitRange',
  nameCheck: dns1123Subdomain,
  createOnUpdate: true,
  defaults(object) {
    const spec = (object as Partial<LimitRange>).spec ?? { limits: [] };
    return { ...object, spec: { ...spec, limits: (spec.limits ?? []).map(itemDefaults) } };
  },
  validate,
  columns: [NAME, CREATED_AT],
};
