import type { Kind } from '../../api/kind.ts';
import { goQuantity } from '../../api/go-quantity.ts';
import { canonicalQuantity, compareQuantities, milliValue } from '../../api/quantity.ts';
import {
  duplicate,
  type FieldError,
  forbiddenField,
  goValue,
  invalid,
  required,
} from '../../api/validation/field-error.ts';
import { dns1123Subdomain, qualifiedName } from '../../api/validation/names.ts';
import { CREATED_AT, NAME } from '../columns.ts';
import { type Errors, each, named } from '../field-checks.ts';
import { omitZero } from '../omit.ts';
import type { LimitRange, ResourceList } from '../types.ts';
import { containerResourceName, resourceName } from './pod/validate-resources.ts';

type Item = NonNullable<LimitRange['spec']['limits']>[number];

/** SetDefaults_LimitRangeItem, v1.25: containers' default limits come from the maximum, default requests from limits, then from the minimum. */
function itemDefaults(item: Item): Item {
  if (item.type !== 'Container') return item;
  const limits: ResourceList = { ...item.max, ...item.default };
  const requests: ResourceList = { ...item.min, ...limits, ...item.defaultRequest };
  return omitZero({ ...item, default: limits, defaultRequest: requests }, ['default', 'defaultRequest']);
}

/** Bounds that may not cross: the lower one, the upper one, the field that is blamed, and whose value the message shows (v1.25). */
const ORDER: readonly (readonly [Bound, Bound, Bound, Bound])[] = [
  ['min', 'max', 'min', 'min'],
  ['min', 'defaultRequest', 'defaultRequest', 'defaultRequest'],
  ['defaultRequest', 'max', 'defaultRequest', 'defaultRequest'],
  ['defaultRequest', 'default', 'defaultRequest', 'defaultRequest'],
  ['min', 'default', 'default', 'min'],
  ['default', 'max', 'default', 'max'],
];

type Bound = 'min' | 'max' | 'default' | 'defaultRequest';

/** What a bound is called: the default limit only beside the default request. */
function wordsOf([low, high]: readonly [Bound, Bound, ...unknown[]]): readonly [string, string] {
  const word = (bound: Bound, other: Bound): string => {
    if (bound === 'defaultRequest') return 'default request';
    return bound === 'default' && other === 'defaultRequest' ? 'default limit' : bound;
  };
  return [word(low, high), word(high, low)];
}

function orderErrors(path: string, item: Item, name: string): Errors {
  return ORDER.flatMap((row) => {
    const [low, high, field, shown] = row;
    const [from, to] = [item[low]?.[name], item[high]?.[name]];
    if (from === undefined || to === undefined || compareQuantities(from, to) <= 0) return [];
    const [a, b] = wordsOf(row);
    const why = `${a} value ${canonicalQuantity(from)} is greater than ${b} value ${canonicalQuantity(to)}`;
    return [invalid(`${path}.${field}[${name}]`, goValue(goQuantity(item[shown]?.[name] ?? '0')), why)];
  });
}

function ratioErrors(path: string, { min, max, maxLimitRequestRatio }: Item, name: string): Errors {
  const given = maxLimitRequestRatio?.[name];
  if (given === undefined) return [];
  const [from, to] = [min?.[name], max?.[name]];
  const ratio = canonicalQuantity(given);
  const refuse = (why: string): FieldError =>
    invalid(`${path}.maxLimitRequestRatio[${name}]`, goValue(goQuantity(ratio)), `ratio ${ratio} is ${why}`);
  const most = from === undefined || to === undefined ? undefined : milliValue(to) / milliValue(from);
  return [
    ...(compareQuantities(ratio, '1') < 0 ? [refuse('less than 1')] : []),
    ...(most !== undefined && milliValue(ratio) / 1000 > most
      ? [refuse(`greater than max/min = ${most.toFixed(6)}`)]
      : []),
  ];
}

const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;
const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];

function typeErrors(path: string, type: string | undefined): Errors {
  const errors = named(path, type ?? '', qualifiedName);
  if (errors.length > 0 || TYPES.includes(type ?? '') || type?.includes('/') === true) return errors;
  return [invalid(path, type, 'must be a standard limit type or fully qualified')];
}

/** Limits of pods have no defaults, and are not held to those that are given. */
function validateItem(given: Item, path: string): Errors {
  const isPod = given.type === 'Pod';
  const { default: _limit, defaultRequest: _request, ...bare } = given;
  const item: Item = isPod ? bare : given;
  const why = "may not be specified when `type` is 'Pod'";
  const nameErrors = given.type === 'Pod' || given.type === 'Container' ? containerResourceName : resourceName;
  const names = [...new Set(LISTS.flatMap((list) => Object.keys(item[list] ?? {})))].sort();
  const isUnbounded = item.min?.['storage'] === undefined && item.max?.['storage'] === undefined;
  return [
    ...LISTS.flatMap((list) =>
      Object.keys(item[list] ?? {})
        .sort()
        .flatMap((name) => nameErrors(`${path}.${list}[${name}]`, name)),
    ),
    ...(isPod && Object.keys(given.default ?? {}).length > 0 ? [forbiddenField(`${path}.default`, why)] : []),
    ...(isPod && Object.keys(given.defaultRequest ?? {}).length > 0
      ? [forbiddenField(`${path}.defaultRequest`, why)]
      : []),
    ...(given.type === 'PersistentVolumeClaim' && isUnbounded ? [required(`${path}.limits`, UNBOUNDED)] : []),
    ...names.flatMap((name) => [...orderErrors(path, item, name), ...ratioErrors(path, item, name)]),
  ];
}

const UNBOUNDED = 'either minimum or maximum storage value is required, but neither was provided';

/** ValidateLimitRange, v1.25. */
function validate({ spec }: LimitRange): Errors {
  const types = new Set<string>();
  return each('spec.limits', spec.limits, (item, path) => {
    const repeated = types.has(item.type) ? [duplicate(`${path}.type`, item.type)] : [];
    types.add(item.type);
    return [...typeErrors(`${path}.type`, item.type), ...repeated, ...validateItem(item, path)];
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
