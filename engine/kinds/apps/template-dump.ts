import { parseQuantity, canonicalQuantity } from '../../api/quantity.ts';
import type { Quantity } from '../../api/quantity.ts';
import { type GoField, publishedStructs } from '../go-structs/structs.ts';

/** Writes one value of a Go type; `undefined` is a field that the object does not have. */
type Dump = (value: unknown) => string;
type Members = Readonly<Record<string, unknown>>;

interface Field {
  /** `Name:(type)`, what precedes the value. */
  readonly prefix: string;
  /** Empty: the members stand among those of the struct around it. */
  readonly jsonName: string;
  readonly dump: Dump;
}

const dumps = new Map<string, Dump>();

const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

const text: Dump = (value) => (typeof value === 'string' ? value : '');
const integer: Dump = (value) => (typeof value === 'number' ? String(value) : '0');
const boolean: Dump = (value) => String(value === true);

const intOrString: Dump = (value) =>
  typeof value === 'string'
    ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
    : `{Type:(intstr.Type)0 IntVal:(int32)${integer(value)} StrVal:(string)}`;

const WORD = 2n ** 64n;

/** A big number the way gopkg.in/inf.v0 and math/big hold it. */
function dumpBig({ unscaled, scale }: Quantity): string {
  const words: bigint[] = [];
  for (let rest = unscaled < 0n ? -unscaled : unscaled; rest > 0n; rest /= WORD) words.push(rest % WORD);
  const digits = words.length === 0 ? '<nil>' : `[${words.join(' ')}]`;
  return `{unscaled:(big.Int){neg:(bool)${unscaled < 0n} abs:(big.nat)${digits}} scale:(inf.Scale)${-scale}}`;
}

/** As the controller holds it, who has read the canonical text that the API server stores. */
const quantity: Dump = (value) => {
  const parsed = parseQuantity(canonicalQuantity(typeof value === 'number' ? value : text(value) || '0'));
  const { isBig, unscaled, scale, keptText, format } = parsed;
  const small = isBig
    ? '{value:(int64)0 scale:(resource.Scale)0}'
    : `{value:(int64)${unscaled} scale:(resource.Scale)${scale}}`;
  const big = isBig ? dumpBig(parsed) : '<nil>';
  return `{i:(resource.int64Amount)${small} d:(resource.infDecAmount){Dec:(*inf.Dec)${big}} s:(string)${keptText} Format:(resource.Format)${format}}`;
};

const FIXED: ReadonlyMap<string, Dump> = new Map([
  ['string', text],
  ['int32', integer],
  ['int64', integer],
  ['bool', boolean],
  ['v1.Time', () => ZERO_TIME],
  ['intstr.IntOrString', intOrString],
  ['resource.Quantity', quantity],
]);

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;

function listDump(element: Dump): Dump {
  return (value) => (Array.isArray(value) && value.length > 0 ? `[${value.map(element).join(' ')}]` : '<nil>');
}

function mapDump(element: Dump): Dump {
  return (value) => {
    const keys = isMembers(value) ? Object.keys(value).sort() : [];
    if (!isMembers(value) || keys.length === 0) return '<nil>';
    return `map[${keys.map((key) => `${key}:${element(value[key])}`).join(' ')}]`;
  };
}

function pointerDump(element: Dump): Dump {
  return (value) => (value === undefined || value === null ? '<nil>' : element(value));
}

function structDump(name: string): Dump {
  let fields: readonly Field[] | undefined;
  return (value) => {
    fields ??= (publishedStructs.get(name) ?? []).map(fieldDump);
    const members = isMembers(value) ? value : {};
    return `{${fields.map(({ prefix, jsonName, dump }) => prefix + dump(jsonName === '' ? members : members[jsonName])).join(' ')}}`;
  };
}

function fieldDump({ name, jsonName, type }: GoField): Field {
  return { prefix: `${name}:(${type})`, jsonName, dump: dumpOf(type) };
}

/** Go types that are neither listed nor composed are named strings: v1.PullPolicy, types.UID. */
function makeDump(type: string): Dump {
  if (type.startsWith('[]')) return listDump(dumpOf(type.slice(2)));
  if (type.startsWith('*')) return pointerDump(dumpOf(type.slice(1)));
  if (type === 'v1.ResourceList') return mapDump(quantity);
  if (type.startsWith('map[')) return mapDump(dumpOf(type.slice(type.indexOf(']') + 1)));
  return publishedStructs.has(type) ? structDump(type) : (FIXED.get(type) ?? text);
}

function dumpOf(type: string): Dump {
  const known = dumps.get(type);
  if (known !== undefined) return known;
  const dump = makeDump(type);
  dumps.set(type, dump);
  return dump;
}

/**
 * A pod template as the text that Kubernetes hashes: what spew prints of the Go struct, every field with its type, set or not
 * (hash.DeepHashObject, v1.25). The template must be defaulted; what its Go struct does not have leaves no trace. A
 * creationTimestamp counts as unset, because a set one would print pointers.
 */
export function dumpTemplate(template: object): string {
  return `(v1.PodTemplateSpec)${dumpOf('v1.PodTemplateSpec')(template)}`;
}
