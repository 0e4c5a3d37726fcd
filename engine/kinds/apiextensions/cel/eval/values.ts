import type { Uint } from '../parse/ast.ts';

/** A value of CEL while it is worked out: int is a bigint, double a number. */
export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint
  | Uint8Array
  | Timestamp
  | Duration
  | TypeValue
  | UrlValue
  | ListValue
  | MapValue
  | Preserved;

/** What went wrong: an ordinary result, because `||` and `&&` may not need it. */
export class Failure {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export type Result = Value | Failure;

/** A point in time, in nanoseconds since 1970, UTC. */
export class Timestamp {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

export class Duration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** A type as a value: what `type(x)` and the name `int` are. */
export class TypeValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

export class UrlValue {
  readonly parts: UrlParts;

  constructor(parts: UrlParts) {
    this.parts = parts;
  }
}

/** A list: of a literal, of a function's making, or of an object under its schema. */
export interface ListValue {
  readonly kind: 'list';
  readonly size: number;
  /** It is of an object: Kubernetes' own lists are added and compared in another way than CEL's. */
  readonly ofSchema?: SchemaList;
  at(index: number): Result;
}

export interface SchemaList {
  readonly listType: 'atomic' | 'set' | 'map';
  readonly keys: readonly string[];
}

/** A map, or an object with fields. */
export interface MapValue {
  readonly kind: 'map';
  readonly size: number;
  /** The keys that a macro goes through. */
  readonly keys: readonly Value[];
  readonly isOfSchema: boolean;
  get(key: Value): Result | undefined;
  /** Whether two maps are the same, asked of the one on the left. */
  equals(other: MapValue): boolean | Failure;
}

/** What a schema preserves without knowing it: only good for being compared. */
export interface Preserved {
  readonly kind: 'preserved';
  readonly raw: unknown;
}

export const NO_OVERLOAD = 'no such overload';

export function noOverload(): Failure {
  return new Failure(NO_OVERLOAD);
}

export function isList(value: Result): value is ListValue {
  return kindOf(value) === 'list';
}

export function isMap(value: Result): value is MapValue {
  return kindOf(value) === 'map';
}

export function isPreserved(value: Result): value is Preserved {
  return kindOf(value) === 'preserved';
}

function kindOf(value: Result): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
}

/** The lists that grow at their end share what they hold: macros add one item after the other. */
const HELD = new WeakMap<ListValue, Result[]>();

/** A list of values. */
export function listOf(items: readonly Result[]): ListValue {
  return heldList([...items]);
}

function heldList(held: Result[]): ListValue {
  const list: ListValue = { kind: 'list', size: held.length, at: (index) => held[index] ?? null };
  HELD.set(list, held);
  return list;
}

/** A list with more items at its end. */
export function extended(list: ListValue, items: readonly Result[]): ListValue {
  const held = HELD.get(list);
  // Only the longest of the lists that share may be made longer in place.
  const own = held !== undefined && held.length === list.size ? held : [...itemsOf(list)];
  for (const item of items) own.push(item);
  return heldList(own);
}

export function itemsOf(list: ListValue): readonly Result[] {
  return Array.from({ length: list.size }, (_, index) => list.at(index));
}
