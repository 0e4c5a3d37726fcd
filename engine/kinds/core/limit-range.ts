import type { Kind } from '../../api/kind.ts';
import { sortedKeys } from '../../api/go-format.ts';
import { goQuantity } from '../../api/go-quantity.ts';
import { canonicalQuantity, compareQuantities, milliValue } from '../../api/quantity.ts';
import {
  duplicate,
  type FieldError,
  forbiddenField,
  type GoValue,
  goValue,
  invalid,
  required,
} from '../../api/validation/field-error.ts';
import { dns1123Subdomain, qualifiedName } from '../../api/validation/names.ts';
import { CREATED_AT, NAME } from '../columns.ts';
import { type Errors, each, named } from '../field-checks.ts';
import { omitZero } from '../omit.ts';
import type { LimitRange, ResourceList } from '../types.ts';
import { containerResourceName, mayOvercommit, resourceName } from './pod/validate-resources.ts';

type Item = NonNullable<LimitRange['spec']['limits']>[number];

/** SetDefaults_LimitRangeItem, v1.25: containers' default limits come from the maximum, default requests from limits, then from the minimum. */
function itemDefaults(item: Item): Item {
  if (item.type !== 'Container') return item;
  const limits: ResourceList = { ...item.max, ...item.default };
  const requests: ResourceList = { ...item.min, ...limits, ...item.defaultRequest };
  return omitZero({ ...item, default: limits, defaultRequest: requests }, ['default', 'defaultRequest']);
}

type Bounds = Pick<Item, 'min' | 'max' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio'>;
type Bound = keyof Bounds;

/** In the order in which their resources are named. */
const BOUNDS: readonly Bound[] = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];

/** One list may not be above another: the field that is blamed, whose value is shown, and both lists with their names in the message. */
interface Order {
  readonly field: Bound;
  readonly shown: 'low' | 'high';
  readonly low: readonly [Bound, string];
  readonly high: readonly [Bound, string];
}

const ORDERS: readonly Order[] = [
  { field: 'min', shown: 'low', low: ['min', 'min'], high: ['max', 'max'] },
  { field: 'defaultRequest', shown: 'high', low: ['min', 'min'], high: ['defaultRequest', 'default request'] },
  { field: 'defaultRequest', shown: 'low', low: ['defaultRequest', 'default request'], high: ['max', 'max'] },
  {
    field: 'defaultRequest',
    shown: 'low',
    low: ['defaultRequest', 'default request'],
    high: ['default', 'default limit'],
  },
  { field: 'default', shown: 'low', low: ['min', 'min'], high: ['default', 'default'] },
  { field: 'default', shown: 'high', low: ['default', 'default'], high: ['max', 'max'] },
];

const shownQuantity = (text: string): GoValue => goValue(goQuantity(text, { isPrinted: true }));

function orderErrors(path: string, name: string, bounds: Bounds): Errors {
  return ORDERS.flatMap(({ field, shown, low, high }) => {
    const [from, to] = [bounds[low[0]]?.[name], bounds[high[0]]?.[name]];
    if (from === undefined || to === undefined || compareQuantities(from, to) <= 0) return [];
    const why = `${low[1]} value ${canonicalQuantity(from)} is greater than ${high[1]} value ${canonicalQuantity(to)}`;
    return [invalid(`${path}.${field}[${name}]`, shownQuantity(shown === 'low' ? from : to), why)];
  });
}

function ratioErrors(path: string, name: string, { min, max, maxLimitRequestRatio }: Bounds): Errors {
  const ratio = maxLimitRequestRatio?.[name];
  if (ratio === undefined) return [];
  const refuse = (why: string): FieldError =>
    invalid(`${path}.maxLimitRequestRatio[${name}]`, shownQuantity(ratio), `ratio ${canonicalQuantity(ratio)} ${why}`);
  const [least, most] = [min?.[name], max?.[name]];
  const widest = least === undefined || most === undefined ? Infinity : milliValue(most) / milliValue(least);
  return [
    ...(compareQuantities(ratio, '1') < 0 ? [refuse('is less than 1')] : []),
    ...(milliValue(ratio) / 1000 > widest ? [refuse(`is greater than max/min = ${widest.toFixed(6)}`)] : []),
  ];
}

/** Devices and huge pages are never promised twice: what is requested by default is the limit. */
function overcommitErrors(path: string, name: string, { default: limit, defaultRequest }: Bounds): Errors {
  const [most, asked] = [limit?.[name], defaultRequest?.[name]];
  if (mayOvercommit(name) || most === undefined || asked === undefined || compareQuantities(most, asked) === 0)
    return [];
  const [a, b] = [canonicalQuantity(most), canonicalQuantity(asked)];
  const why = `default value ${a} must equal to defaultRequest value ${b} in ${name}`;
  return [invalid(`${path}.defaultRequest[${name}]`, shownQuantity(asked), why)];
}

/** Those of whole pods have no defaults; what is written there is not looked at. */
function boundsOf(item: Item): Bounds {
  if (item.type !== 'Pod') return item;
  const { min = {}, max = {}, maxLimitRequestRatio = {} } = item;
  return { min, max, maxLimitRequestRatio };
}

function typeErrors(path: string, type: string): Errors {
  const errors = named(path, type, qualifiedName);
  if (errors.length > 0 || type.includes('/') || TYPES.includes(type)) return errors;
  return [invalid(path, type, 'must be a standard limit type or fully qualified')];
}

function itemErrors(item: Item, path: string): Errors {
  const bounds = boundsOf(item);
  const nameErrors = item.type === 'Pod' || item.type === 'Container' ? containerResourceName : resourceName;
  const unasked = (['default', 'defaultRequest'] as const).filter(
    (field) => item.type === 'Pod' && Object.keys(item[field] ?? {}).length > 0,
  );
  const isUnbounded = item.min?.['storage'] === undefined && item.max?.['storage'] === undefined;
  const names = [...new Set(BOUNDS.flatMap((bound) => Object.keys(bounds[bound] ?? {})))].toSorted();
  return [
    ...BOUNDS.flatMap((bound) =>
      sortedKeys(bounds[bound] ?? {}).flatMap((name) => nameErrors(`${path}.${bound}[${name}]`, name)),
    ),
    ...unasked.map((field) => forbiddenField(`${path}.${field}`, "may not be specified when `type` is 'Pod'")),
    ...(item.type === 'PersistentVolumeClaim' && isUnbounded ? [required(`${path}.limits`, NO_STORAGE)] : []),
    ...names.flatMap((name) => [
      ...orderErrors(path, name, bounds),
      ...ratioErrors(path, name, bounds),
      ...overcommitErrors(path, name, bounds),
    ]),
  ];
}

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];
const NO_STORAGE = 'either minimum or maximum storage value is required, but neither was provided';

/** ValidateLimitRange, v1.25. */
function validate({ spec }: LimitRange): Errors {
  const types = new Set<string>();
  return each('spec.limits', spec.limits, (item, path) => {
    const { type } = item;
    const errors = [
      ...typeErrors(`${path}.type`, type),
      ...(types.has(type) ? [duplicate(`${path}.type`, type)] : []),
      ...itemErrors(item, path),
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
