/** An expression of CEL after its macros were expanded. `offset`: where messages about it point to, in code points. */
export type Expr =
  | Constant
  | { readonly kind: 'ident'; readonly offset: number; readonly name: string }
  | Select
  | Call
  | { readonly kind: 'list'; readonly offset: number; readonly elements: readonly Expr[] }
  | { readonly kind: 'map'; readonly offset: number; readonly entries: readonly MapEntry[] }
  | Message
  | Comprehension;

export interface Constant {
  readonly kind: 'constant';
  readonly offset: number;
  readonly value: ConstantValue;
}

/** int is a bigint, double a number. */
export type ConstantValue = null | boolean | bigint | number | string | Uint | Uint8Array;

/** An unsigned integer: JavaScript has only one kind of bigint. */
export class Uint {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

/** `operand.field`, or with `testOnly` the question `has(operand.field)`. */
export interface Select {
  readonly kind: 'select';
  readonly offset: number;
  readonly operand: Expr;
  readonly field: string;
  readonly testOnly: boolean;
}

export interface Call {
  readonly kind: 'call';
  readonly offset: number;
  readonly name: string;
  readonly target: Expr | undefined;
  readonly args: readonly Expr[];
}

export interface MapEntry {
  readonly key: Expr;
  readonly value: Expr;
}

export interface Message {
  readonly kind: 'message';
  readonly offset: number;
  readonly name: string;
  readonly values: readonly Expr[];
}

/** What the macros all, exists, exists_one, map and filter become: a fold over a list, or the keys of a map. */
export interface Comprehension {
  readonly kind: 'comprehension';
  readonly offset: number;
  readonly variable: string;
  readonly range: Expr;
  readonly init: Expr;
  readonly condition: Expr;
  readonly step: Expr;
  readonly result: Expr;
}

/** The name of a fold's running result. */
export const ACCUMULATOR = '__result__';

/** `a.b.c` as a name, where it may be one. */
export function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') return expr.name;
  if (expr.kind !== 'select' || expr.testOnly) return undefined;
  const prefix = qualifiedName(expr.operand);
  return prefix === undefined ? undefined : `${prefix}.${expr.field}`;
}
