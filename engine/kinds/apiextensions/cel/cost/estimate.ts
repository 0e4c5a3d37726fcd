import type { Checked } from '../check/checker.ts';
import type { Type } from '../check/types.ts';
import { ACCUMULATOR, type Call, type Comprehension, type Expr } from '../parse/ast.ts';
import type { DeclType } from '../schema/decl-type.ts';
import { utf8Length } from '../../../../api/utf8.ts';
import { callCost } from './call-cost.ts';
import { IDENT_OR_SELECT, LIST_BASE, MAP_BASE, MESSAGE_BASE } from './factors.ts';
import { add, ANY_SIZE, exactly, FREE, LARGEST, multiply, type Range, union } from './range.ts';

/** A value of which the cost of a call wants to know how large it is. */
export interface Sized {
  readonly expr: Expr | undefined;
  readonly type: Type;
  /** How it is reached from the schema: `self`, fields, `@items`, `@values`, `@keys`. */
  readonly path: readonly string[];
  /** What the expression itself says of the size. */
  readonly computed: Range | undefined;
}

/** The least and the most that a checked expression may cost (checker/cost.go of cel-go v0.12, with the sizes of the schema). */
export function estimateCost(expr: Expr, checked: Checked, root: DeclType): Range {
  return new Estimator(checked, root).cost(expr);
}

export class Estimator {
  readonly #checked: Checked;
  readonly #root: DeclType;
  readonly #paths = new Map<Expr, readonly string[]>();
  readonly #sizes = new Map<Expr, Range>();
  readonly #ranges = new Map<string, readonly Expr[]>();

  constructor(checked: Checked, root: DeclType) {
    this.#checked = checked;
    this.#root = root;
  }

  cost(expr: Expr): Range {
    switch (expr.kind) {
      case 'constant':
        return FREE;
      case 'ident':
        return this.#ident(expr, expr.name);
      case 'select':
        return this.#select(expr);
      case 'call':
        return this.#call(expr);
      case 'list':
        return add(...expr.elements.map((element) => this.cost(element)), exactly(LIST_BASE));
      case 'map':
        return add(...expr.entries.flatMap(({ key, value }) => [this.cost(key), this.cost(value)]), exactly(MAP_BASE));
      case 'message':
        return add(...expr.values.map((value) => this.cost(value)), exactly(MESSAGE_BASE));
      case 'comprehension':
        return this.#comprehension(expr);
    }
  }

  #ident(expr: Expr, name: string): Range {
    const range = this.#ranges.get(name)?.at(-1);
    if (range === undefined) this.#paths.set(expr, [name]);
    else {
      const { kind } = this.#checked.typeOf(range);
      if (kind === 'list' || kind === 'map')
        this.#paths.set(expr, [...this.#pathOf(range), kind === 'list' ? '@items' : '@keys']);
    }
    return exactly(IDENT_OR_SELECT);
  }

  #select(expr: Extract<Expr, { kind: 'select' }>): Range {
    if (expr.testOnly) return FREE;
    const name = this.#checked.nameOf(expr);
    if (name !== undefined) return this.#ident(expr, name);
    const inner = this.cost(expr.operand);
    const { kind } = this.#checked.typeOf(expr.operand);
    this.#paths.set(expr, [...this.#pathOf(expr.operand), expr.field]);
    return kind === 'map' || kind === 'object' ? add(inner, exactly(IDENT_OR_SELECT)) : inner;
  }

  #call(expr: Call): Range {
    const costs = expr.args.map((arg) => this.cost(arg));
    const overloads = this.#checked.overloadsOf(expr);
    if (overloads.length === 0) return FREE;
    const targetCost = expr.target === undefined ? FREE : this.cost(expr.target);
    const target = expr.target === undefined ? undefined : this.#sized(expr.target);
    const args = expr.args.map((arg) => this.#sized(arg));
    let cost: Range = { min: LARGEST, max: 0n };
    let size: Range | undefined;
    for (const overload of overloads) {
      const one = callCost({ name: expr.name, overload, target, args, costs }, this);
      cost = union(cost, one.cost);
      if (one.size !== undefined) size = size === undefined ? one.size : union(size, one.size);
      if (overload === 'index_list') this.#paths.set(expr, [...this.#firstPath(expr), '@items']);
      if (overload === 'index_map') this.#paths.set(expr, [...this.#firstPath(expr), '@values']);
    }
    if (size !== undefined) this.#sizes.set(expr, size);
    return add(targetCost, cost);
  }

  #comprehension(expr: Comprehension): Range {
    const before = add(this.cost(expr.range), this.cost(expr.init));
    const outer = this.#ranges.get(expr.variable) ?? [];
    this.#ranges.set(expr.variable, [...outer, expr.range]);
    const each = add(this.cost(expr.condition), this.cost(expr.step));
    this.#ranges.set(expr.variable, outer);
    const after = this.cost(expr.result);
    return add(before, after, multiply(this.sizeOf(this.#sized(expr.range)), each));
  }

  #pathOf(expr: Expr): readonly string[] {
    return this.#paths.get(expr) ?? [];
  }

  #firstPath({ args: [first] }: Call): readonly string[] {
    return first === undefined ? [] : this.#pathOf(first);
  }

  #sized(expr: Expr): Sized {
    const path = this.#pathOf(expr);
    return {
      expr,
      type: this.#checked.typeOf(expr),
      path: path[0] === ACCUMULATOR ? [] : path,
      computed: this.#sizes.get(expr) ?? literalSize(expr),
    };
  }

  /** How large a value is, for the costs of CEL's own functions. */
  sizeOf(value: Sized): Range {
    return value.computed ?? this.#schemaSize(value) ?? (isScalar(value.type) ? exactly(1) : ANY_SIZE);
  }

  /** How large a value is, for the costs of Kubernetes' functions. */
  librarySizeOf(value: Sized): Range {
    return value.computed ?? this.#schemaSize(value) ?? ANY_SIZE;
  }

  #schemaSize({ path }: Sized): Range | undefined {
    if (path.length === 0) return undefined;
    let node: DeclType | undefined = this.#root;
    for (const name of path.slice(1)) {
      if (name === '@items' || name === '@values') node = node.element;
      else node = name === '@keys' ? node.key : node.fields?.get(name);
      if (node === undefined) return undefined;
    }
    return { min: 0n, max: BigInt(node.most) };
  }
}

function literalSize(expr: Expr): Range | undefined {
  if (expr.kind === 'list') return exactly(expr.elements.length);
  if (expr.kind === 'map') return exactly(expr.entries.length);
  if (expr.kind === 'message') return FREE;
  if (expr.kind !== 'constant') return undefined;
  if (typeof expr.value === 'string') return exactly(utf8Length(expr.value));
  return exactly(expr.value instanceof Uint8Array ? expr.value.length : 1);
}

const SCALARS: ReadonlySet<string> = new Set(['bool', 'int', 'uint', 'double', 'duration', 'timestamp']);
const isScalar = ({ kind }: Type): boolean => SCALARS.has(kind);
