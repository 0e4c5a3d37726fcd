import { REGEX, TRAVERSAL } from '../cost/factors.ts';
import { sizeOf } from './functions.ts';
import type { Looks } from './texts.ts';
import { Failure, isList, isMap, itemsOf, type Result, type Value } from './values.ts';

/** A rule took more than one rule may. */
export class TooExpensive extends Error {}

/** Counts what a rule really costs (interpreter/runtimecost.go of cel-go v0.12, library/cost.go of v1.25). */
export class Meter {
  readonly #limit: number;
  #cost = 0;

  /** Shared by the rules of an object. */
  readonly looks: Looks;

  constructor(limit: number, looks: Looks = { lookedAt: 0 }) {
    this.#limit = limit;
    this.looks = looks;
  }

  get cost(): number {
    return this.#cost;
  }

  charge(cost: number): void {
    this.#cost += cost;
    if (this.#cost > this.#limit) throw new TooExpensive();
  }

  /** A call is paid for before it is made, so that none takes longer than it may: only `join` goes by its result. */
  chargeCall(name: string, args: readonly Value[], call: () => Result): Result {
    if (name !== 'join') {
      this.charge(callCost(name, args, null));
      return call();
    }
    const result = call();
    this.charge(callCost(name, args, result));
    return result;
  }
}

const COMPARED: ReadonlySet<string> = new Set(['_==_', '_!=_', '_<_', '_<=_', '_>_', '_>=_']);
const WALKED: ReadonlySet<string> = new Set(['isSorted', 'sum', 'max', 'min', 'indexOf', 'lastIndexOf']);
const GONE_THROUGH: ReadonlySet<string> = new Set([
  'startsWith',
  'endsWith',
  'url',
  'lowerAscii',
  'upperAscii',
  'substring',
  'trim',
]);

const traversed = (size: number): number => Math.ceil(size * TRAVERSAL);

function callCost(name: string, args: readonly Value[], result: Result): number {
  const [first = null, second = null] = args;
  const [size, other] = [actualSize(first), actualSize(second)];
  if (WALKED.has(name)) return walked(first);
  if (GONE_THROUGH.has(name)) return traversed(size);
  if (COMPARED.has(name)) return isPlainOrder(name, first) ? 1 : traversed(Math.min(size, other));
  switch (name) {
    case 'replace':
    case 'split':
      return Math.ceil(size * 2 * TRAVERSAL);
    case 'join':
      return Math.ceil((result instanceof Failure ? 1 : actualSize(result)) * 2 * TRAVERSAL);
    case 'find':
    case 'findAll':
    case 'matches':
      return traversed(size + 1) * Math.ceil(other * REGEX);
    case 'contains':
      return traversed(size) * traversed(other);
    case '@in':
      return isList(second) ? other : 1;
    case 'bytes':
      return typeof first === 'string' ? traversed(size) : 1;
    case 'string':
      return first instanceof Uint8Array ? traversed(size) : 1;
    case '_+_':
      return typeof first === 'string' || first instanceof Uint8Array ? traversed(size + other) : 1;
    default:
      return 1;
  }
}

/** Of what is no text, only equality is paid by size. */
function isPlainOrder(name: string, value: Value): boolean {
  return name !== '_==_' && name !== '_!=_' && typeof value !== 'string' && !(value instanceof Uint8Array);
}

const actualSize = (value: Value): number => Number(sizeOf(value) ?? 1n);

function walked(value: Result): number {
  if (value instanceof Failure) return 1;
  if (typeof value === 'string' || value instanceof Uint8Array) return Math.floor(value.length * TRAVERSAL);
  if (isList(value)) return itemsOf(value).reduce((sum: number, item) => sum + walked(item), 0);
  if (!isMap(value)) return 1;
  return value.keys.reduce((sum: number, key) => sum + walked(key) + walked(value.get(key) ?? null), 0);
}
