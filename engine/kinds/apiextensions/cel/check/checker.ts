import {
  ACCUMULATOR,
  type Call,
  type Comprehension,
  type Expr,
  qualifiedName,
  type Select,
  Uint,
} from '../parse/ast.ts';
import type { Issue, Source } from '../parse/source.ts';
import { assign, type Bindings, mostGeneral, substitute } from './assignability.ts';
import { FUNCTIONS, type Overload, TYPE_NAMES } from './declarations.ts';
import {
  BOOL,
  BYTES,
  DOUBLE,
  DYN,
  ERROR,
  formatType,
  INT,
  isDynOrError,
  listOf,
  mapOf,
  NONE,
  NULL,
  param,
  protoText,
  sameType,
  STRING,
  type Type,
  UINT,
} from './types.ts';

/** What the checker found out about an expression. */
export interface Checked {
  readonly issues: readonly Issue[];
  readonly typeOf: (expr: Expr) => Type;
  /** The overloads that a call may mean. */
  readonly overloadsOf: (expr: Expr) => readonly string[];
  /** The name that `a.b.c` turned out to be as a whole. */
  readonly nameOf: (expr: Expr) => string | undefined;
  /** The variables that it reads. */
  readonly names: ReadonlySet<string>;
}

/** Types an expression in which the variables are declared (checker of cel-go v0.12; its order is the order of the messages). */
export function check(expr: Expr, source: Source, variables: ReadonlyMap<string, Type>): Checked {
  const checker = new Checker(source, variables);
  checker.check(expr);
  return checker.result();
}

class Checker {
  readonly #source: Source;
  readonly #issues: Issue[] = [];
  readonly #types = new Map<Expr, Type>();
  readonly #overloads = new Map<Expr, readonly string[]>();
  readonly #names = new Set<string>();
  readonly #qualified = new Map<Expr, string>();
  #scopes: readonly ReadonlyMap<string, Type>[];
  #bindings: Bindings = new Map();
  #fresh = 0;
  /** cel-go forgets to forbid the comparison of an int with a double once it was in a comprehension. */
  #forbidsCrossType = true;

  constructor(source: Source, variables: ReadonlyMap<string, Type>) {
    this.#source = source;
    this.#scopes = [variables];
  }

  result(): Checked {
    const bindings = this.#bindings;
    return {
      issues: this.#issues,
      typeOf: (expr) => substitute(bindings, this.#typeOf(expr), true),
      overloadsOf: (expr) => this.#overloads.get(expr) ?? [],
      nameOf: (expr) => this.#qualified.get(expr),
      names: this.#names,
    };
  }

  check(expr: Expr): void {
    const type = this.#typeFor(expr);
    if (type !== undefined) this.#types.set(expr, type);
  }

  #typeFor(expr: Expr): Type | undefined {
    switch (expr.kind) {
      case 'constant':
        return constantType(expr.value);
      case 'ident':
        return this.#ident(expr.name) ?? this.#undeclared(expr.offset, expr.name);
      case 'select':
        return this.#select(expr);
      case 'call':
        return this.#call(expr);
      case 'list':
        return listOf(this.#joined(expr.elements) ?? this.#newParam());
      case 'map':
        return this.#map(expr.entries);
      case 'message':
        return this.#message(expr);
      case 'comprehension':
        return this.#comprehension(expr);
    }
  }

  #report(offset: number, message: string): void {
    this.#issues.push(this.#source.checkedIssueAt(offset, message));
  }

  #typeOf(expr: Expr): Type {
    return this.#types.get(expr) ?? NONE;
  }

  #newParam(): Type {
    return param(`_var${this.#fresh++}`);
  }

  #undeclared(offset: number, name: string): Type {
    this.#report(offset, `undeclared reference to '${name}' (in container '')`);
    return ERROR;
  }

  #ident(name: string): Type | undefined {
    const bare = name.replace(/^\./, '');
    for (const scope of this.#scopes.toReversed()) {
      const type = scope.get(bare);
      if (type === undefined) continue;
      if (scope === this.#scopes[0]) this.#names.add(bare);
      return type;
    }
    return TYPE_NAMES.get(bare);
  }

  #select(expr: Select): Type {
    const name = qualifiedName(expr);
    const qualified = name === undefined ? undefined : this.#ident(name);
    if (name !== undefined && qualified !== undefined) {
      this.#qualified.set(expr, name);
      return qualified;
    }
    this.check(expr.operand);
    const target = substitute(this.#bindings, this.#typeOf(expr.operand), false);
    const found = this.#field(target, expr);
    return expr.testOnly ? BOOL : substitute(this.#bindings, found, false);
  }

  #field(target: Type, { offset, field }: Select): Type {
    if (target.kind === 'map') return target.value;
    if (target.kind === 'object') {
      const type = target.decl?.fields.get(field)?.type;
      if (type !== undefined) return type;
      this.#report(offset, `undefined field '${field}'`);
      return ERROR;
    }
    if (target.kind === 'param') {
      this.#assign([DYN], [target]);
      return DYN;
    }
    if (isDynOrError(target)) return DYN;
    this.#report(offset, `type '${protoText(target)}' does not support field selection`);
    return ERROR;
  }

  #call(expr: Call): Type | undefined {
    for (const arg of expr.args) this.check(arg);
    const { target, offset } = expr;
    const name = expr.name.replace(/^\./, '');
    const overloads = FUNCTIONS.get(name);
    if (target === undefined)
      return overloads === undefined
        ? this.#undeclared(offset, expr.name)
        : this.#resolve(expr, name, overloads, expr.args);
    this.check(target);
    if (overloads !== undefined) return this.#resolve(expr, name, overloads, [target, ...expr.args]);
    this.#undeclared(offset, expr.name);
    return undefined;
  }

  #resolve(expr: Call, name: string, overloads: readonly Overload[], args: readonly Expr[]): Type {
    const types = args.map((arg) => this.#typeOf(arg));
    const isMember = expr.target !== undefined;
    const ids: string[] = [];
    let result: Type | undefined;
    for (const overload of overloads) {
      if (overload.isMember !== isMember || (overload.isCrossType === true && this.#forbidsCrossType)) continue;
      const { params, result: own } = this.#instance(overload);
      if (!this.#assign(types, params)) continue;
      ids.push(overload.id);
      const type = substitute(this.#bindings, own, false);
      if (result === undefined) result = type;
      else if (result.kind !== 'dyn' && !sameType(type, result)) result = DYN;
    }
    if (result === undefined) {
      this.#report(expr.offset, `found no matching overload for '${name}' applied to '${signature(types, isMember)}'`);
      return ERROR;
    }
    this.#overloads.set(expr, ids);
    return result;
  }

  /** The overload with new names for its type parameters. */
  #instance({ params, result }: Overload): Pick<Overload, 'params' | 'result'> {
    const used = new Set<string>();
    for (const type of params) collectParams(type, used);
    if (used.size === 0) return { params, result };
    const fresh = new Map([...used].map((name) => [name, this.#newParam()]));
    return { params: params.map((type) => substitute(fresh, type, false)), result: substitute(fresh, result, false) };
  }

  #assign(given: readonly Type[], wanted: readonly Type[]): boolean {
    const bindings = assign(this.#bindings, given, wanted);
    if (bindings !== undefined) this.#bindings = bindings;
    return bindings !== undefined;
  }

  /** The type of several values that have to be of one type. */
  #joined(values: readonly Expr[]): Type | undefined {
    let joined: Type | undefined;
    for (const value of values) {
      this.check(value);
      joined = this.#join(value, joined);
    }
    return joined;
  }

  #join(value: Expr, before: Type | undefined): Type {
    const type = this.#typeOf(value);
    if (before === undefined) return type;
    if (this.#assign([before], [type])) return mostGeneral(before, type);
    this.#mismatch(value, before, type);
    return ERROR;
  }

  #mismatch({ offset }: Expr, expected: Type, actual: Type): void {
    this.#report(offset, `expected type '${formatType(expected)}' but found '${formatType(actual)}'`);
  }

  #map(entries: readonly { readonly key: Expr; readonly value: Expr }[]): Type {
    let key: Type | undefined;
    let value: Type | undefined;
    for (const entry of entries) {
      this.check(entry.key);
      key = this.#join(entry.key, key);
      this.check(entry.value);
      value = this.#join(entry.value, value);
    }
    return mapOf(key ?? this.#newParam(), value ?? this.#newParam());
  }

  /** Messages of protocol buffers: a rule has none but those of time. */
  #message(expr: Extract<Expr, { kind: 'message' }>): Type | undefined {
    const type = this.#ident(expr.name);
    if (type === undefined) {
      this.#undeclared(expr.offset, expr.name);
      return undefined;
    }
    for (const value of expr.values) this.check(value);
    if (type.kind === 'type') return type.of ?? ERROR;
    this.#report(expr.offset, `'${formatType(type)}(${protoText(type)})' is not a type`);
    return ERROR;
  }

  #comprehension(expr: Comprehension): Type {
    this.check(expr.range);
    this.check(expr.init);
    const accumulated = this.#typeOf(expr.init);
    const element = this.#elementOf(expr.range);
    this.#forbidsCrossType = false;
    const outer = this.#scopes;
    this.#scopes = [...outer, new Map([[ACCUMULATOR, accumulated]])];
    const inner = this.#scopes;
    this.#scopes = [...inner, new Map([[expr.variable, element]])];
    this.check(expr.condition);
    this.#require(expr.condition, BOOL);
    this.check(expr.step);
    this.#require(expr.step, accumulated);
    this.#scopes = inner;
    this.check(expr.result);
    this.#scopes = outer;
    return substitute(this.#bindings, this.#typeOf(expr.result), false);
  }

  #elementOf(range: Expr): Type {
    const type = substitute(this.#bindings, this.#typeOf(range), false);
    if (type.kind === 'list') return type.of;
    if (type.kind === 'map') return type.key;
    if (isDynOrError(type) || type.kind === 'param') {
      this.#assign([DYN], [type]);
      return DYN;
    }
    const why = 'cannot be range of a comprehension (must be list, map, or dynamic)';
    this.#report(range.offset, `expression of type '${formatType(type)}' ${why}`);
    return ERROR;
  }

  #require(expr: Expr, type: Type): void {
    if (!this.#assign([type], [this.#typeOf(expr)])) this.#mismatch(expr, type, this.#typeOf(expr));
  }
}

function collectParams(type: Type, into: Set<string>): void {
  if (type.kind === 'param') into.add(type.name);
  if (type.kind === 'list') collectParams(type.of, into);
  if (type.kind === 'map') {
    collectParams(type.key, into);
    collectParams(type.value, into);
  }
}

function signature(types: readonly Type[], isMember: boolean): string {
  const [target, ...rest] = types.map(formatType);
  return isMember ? `${target ?? ''}.(${rest.join(', ')})` : `(${types.map(formatType).join(', ')})`;
}

function constantType(value: Extract<Expr, { kind: 'constant' }>['value']): Type {
  if (value === null) return NULL;
  if (value instanceof Uint) return UINT;
  if (value instanceof Uint8Array) return BYTES;
  if (typeof value === 'bigint') return INT;
  if (typeof value === 'number') return DOUBLE;
  return typeof value === 'boolean' ? BOOL : STRING;
}
