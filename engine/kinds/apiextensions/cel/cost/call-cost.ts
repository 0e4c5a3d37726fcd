import type { Estimator, Sized } from './estimate.ts';
import { REGEX, TRAVERSAL } from './factors.ts';
import { libraryCost } from './library-cost.ts';
import { add, exactly, multiply, type Range, times, union } from './range.ts';

/** A call whose arguments' own costs are known. */
export interface CostedCall {
  readonly name: string;
  readonly overload: string;
  readonly target: Sized | undefined;
  readonly args: readonly Sized[];
  readonly costs: readonly Range[];
}

export interface CallCost {
  readonly cost: Range;
  /** How large the result is. */
  readonly size?: Range;
}

type Rule = (call: CostedCall, sizes: Estimator, inner: Range) => CallCost | undefined;

const traversed: Rule = ({ args: [arg] }, sizes, inner) =>
  arg && { cost: add(times(sizes.sizeOf(arg), TRAVERSAL), inner) };

const contained: Rule = ({ args: [, list] }, sizes, inner) =>
  list && { cost: add(times(sizes.sizeOf(list), 1), inner) };

const matched: Rule = ({ target, args: [pattern] }, sizes, inner) => {
  if (target === undefined || pattern === undefined) return undefined;
  const text = times(add(sizes.sizeOf(target), exactly(1)), TRAVERSAL);
  return { cost: add(multiply(text, times(sizes.sizeOf(pattern), REGEX)), inner) };
};

const searched: Rule = ({ target, args: [part] }, sizes, inner) =>
  target &&
  part && {
    cost: add(multiply(times(sizes.sizeOf(target), TRAVERSAL), times(sizes.sizeOf(part), TRAVERSAL)), inner),
  };

const joined: Rule = ({ costs: [left, right] }) =>
  left && right && { cost: { min: left.min, max: add(left, right).max } };

const chosen: Rule = ({ args: [, yes, no], costs: [condition, ifYes, ifNo] }, sizes) =>
  yes &&
  no &&
  condition &&
  ifYes &&
  ifNo && { cost: add(condition, union(ifYes, ifNo)), size: union(sizes.sizeOf(yes), sizes.sizeOf(no)) };

const concatenated: Rule = ({ args: [left, right], overload }, sizes, inner) => {
  if (left === undefined || right === undefined) return undefined;
  const size = add(sizes.sizeOf(left), sizes.sizeOf(right));
  return { cost: add(overload === 'add_list' ? exactly(1) : times(size, TRAVERSAL), inner), size };
};

const compared: Rule = ({ args: [left, right] }, sizes, inner) => {
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = [sizes.sizeOf(left).max, sizes.sizeOf(right).max];
  const max = a < b ? a : b;
  return { cost: add(times({ min: max > 0n ? 1n : 0n, max }, TRAVERSAL), inner) };
};

const ORDERS = ['less', 'less_equals', 'greater', 'greater_equals'];

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...['starts_with_string', 'ends_with_string', 'string_to_bytes', 'bytes_to_string'].map((id): [string, Rule] => [
    id,
    traversed,
  ]),
  ['in_list', contained],
  ['matches_string', matched],
  ['contains_string', searched],
  ['logical_or', joined],
  ['logical_and', joined],
  ['conditional', chosen],
  ...['add_string', 'add_bytes', 'add_list'].map((id): [string, Rule] => [id, concatenated]),
  ...ORDERS.flatMap((order) => ['string', 'bytes'].map((type): [string, Rule] => [`${order}_${type}`, compared])),
  ['equals', compared],
  ['not_equals', compared],
]);

/** What a call may cost, its arguments included. */
export function callCost(call: CostedCall, sizes: Estimator): CallCost {
  const inner = add(...call.costs);
  const library = libraryCost(call, sizes);
  if (library !== undefined) return { cost: add(library, inner) };
  return RULES.get(call.overload)?.(call, sizes, inner) ?? { cost: add(exactly(1), inner) };
}
