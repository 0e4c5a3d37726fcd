import { goQuote, sortedKeys } from '../../api/go-format.ts';
import { goQuantity } from '../../api/go-quantity.ts';
import { type GoValue, goValue } from '../../api/validation/field-error.ts';
import { internalStructs } from './structs.ts';

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;

/** Where Go's heap begins on amd64: what a pointer points to is not printed, only that it points somewhere. */
const HEAP = 0xc0_0040_0000;
const WORD = 16;

/**
 * A value of an internal type as Go source, which is how a message shows a struct (`%#v`): every field, set or not; what is behind a pointer
 * is an address. `type`: `core.SecurityContext`.
 */
export function goStruct(type: string, value: object): GoValue {
  let pointers = 0;
  const address = (): string => `0x${(HEAP + WORD * pointers++).toString(16)}`;
  return goValue(sourceOf(type, value, address));
}

function sourceOf(type: string, value: unknown, address: () => string): string {
  const write = (element: string, item: unknown): string => sourceOf(element, item, address);
  const isUnset = value === undefined || value === null;
  if (type === '*v1.Time') return '<nil>';
  if (type.startsWith('*')) return `(${type})(${isUnset ? 'nil' : address()})`;
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return `${type}(nil)`;
    return `${type}{${value.map((item) => write(type.slice(2), item)).join(', ')}}`;
  }
  if (type === 'resource.Quantity') return goQuantity(String(value ?? '0'));
  if (type.startsWith('map[') || type === 'core.ResourceList') {
    if (!isMembers(value)) return `${type}(nil)`;
    const element = type.startsWith('map[') ? type.slice(type.indexOf(']') + 1) : 'resource.Quantity';
    return `${type}{${sortedKeys(value)
      .map((key) => `${goQuote(key)}:${write(element, value[key])}`)
      .join(', ')}}`;
  }
  const fields = internalStructs.get(type);
  if (fields === undefined) return scalarSource(type, value);
  const members = isMembers(value) ? value : {};
  return `${type}{${fields
    .map((field) => `${field.name}:${write(field.type, field.jsonName === '' ? members : members[field.jsonName])}`)
    .join(', ')}}`;
}

const ZERO_TIME = 'time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC)';

function scalarSource(type: string, value: unknown): string {
  if (type === 'v1.Time') return ZERO_TIME;
  if (type === 'intstr.IntOrString') {
    return typeof value === 'string'
      ? `intstr.IntOrString{Type:1, IntVal:0, StrVal:${goQuote(value)}}`
      : `intstr.IntOrString{Type:0, IntVal:${String(value ?? 0)}, StrVal:""}`;
  }
  if (type === 'bool') return String(value === true);
  if (type === 'int32' || type === 'int64') return typeof value === 'number' ? String(value) : '0';
  return goQuote(typeof value === 'string' ? value : '');
}
