import type { Expr } from './ast.ts';
import type { Follow } from './recovery.ts';
import type { TokenType } from './tokens.ts';

export const follow = (types: readonly TokenType[], isOptional: boolean): Follow => ({
  types: new Set(types),
  isOptional,
});

export const MEMBER_START: readonly TokenType[] = [
  ...(['[', '{', '(', '.', '-', 'true', 'false', 'null'] as const),
  ...(['NUM_FLOAT', 'NUM_INT', 'NUM_UINT', 'STRING', 'BYTES', 'IDENTIFIER'] as const),
];
export const START: ReadonlySet<TokenType> = new Set([...MEMBER_START, '!'] as const);
export const MEMBER: ReadonlySet<TokenType> = new Set(MEMBER_START);
export const NEGATED: ReadonlySet<TokenType> = new Set([...MEMBER_START, '!'] as const);
export const RELATIONS: readonly TokenType[] = ['<', '<=', '>=', '>', '==', '!=', 'in'];
export const PRODUCTS: readonly TokenType[] = ['*', '/', '%'];
export const SUMS: readonly TokenType[] = ['+', '-'];
export const SUFFIXES: readonly TokenType[] = ['.', '[', '{'];

export const AFTER_CALC: Follow = follow([...PRODUCTS, ...SUMS], true);
export const AFTER_RELATION: Follow = follow(RELATIONS, true);
export const AFTER_MEMBER: Follow = follow(SUFFIXES, true);
export const NOTHING: Follow = follow([], true);
export const must = (...types: readonly TokenType[]): Follow => follow(types, false);

export const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(
    ' ',
  ),
);

/** What makes of `-` the sign of a number. */
export const NEGATED_NUMBER: ReadonlySet<TokenType> = new Set(['NUM_INT', 'NUM_FLOAT'] as const);

/** Terms of one operator as a tree that is as flat as can be (cel-go's balancer). */
export function balanced(
  terms: readonly Expr[],
  offsets: readonly number[],
  join: (offset: number, left: Expr, right: Expr) => Expr,
): Expr {
  const term = (at: number): Expr => terms[at] as Expr;
  const tree = (low: number, high: number): Expr => {
    const middle = Math.floor((low + high + 1) / 2);
    const left = middle === low ? term(middle) : tree(low, middle - 1);
    const right = middle === high ? term(middle + 1) : tree(middle + 1, high);
    return join(offsets[middle] ?? 0, left, right);
  };
  return offsets.length === 0 ? term(0) : tree(0, offsets.length - 1);
}
