import type { CostedCall } from './call-cost.ts';
import type { Estimator, Sized } from './estimate.ts';
import { REGEX, TRAVERSAL } from './factors.ts';
import { add, exactly, FREE, multiply, type Range, times } from './range.ts';

type Rule = (target: Sized, call: CostedCall, sizes: Estimator) => Range | undefined;

/** Every element is compared; texts are gone through. */
const walked: Rule = (target, _call, sizes) => {
  const size = sizes.librarySizeOf(target);
  const element = elementOf(target);
  if (element === undefined) return times(size, TRAVERSAL);
  const isText = element.type.kind === 'string' || element.type.kind === 'bytes';
  const each = isText ? add(exactly(1), times(sizes.librarySizeOf(element), TRAVERSAL)) : exactly(1);
  return multiply(size, each);
};

const traversed: Rule = (target, _call, sizes) => times(sizes.librarySizeOf(target), TRAVERSAL);

/** Gone through, and made anew. */
const rebuilt: Rule = (target, _call, sizes) => times(sizes.librarySizeOf(target), 2 * TRAVERSAL);

const joined: Rule = (target, { args: [separator] }, sizes) => {
  const list = sizes.librarySizeOf(target);
  const element = elementOf(target);
  const texts = element === undefined ? FREE : multiply(list, sizes.librarySizeOf(element));
  const less = (count: bigint): bigint => (count > 0n ? count - 1n : 0n);
  const between: Range = { min: less(list.min), max: less(list.max) };
  const size = separator === undefined ? texts : add(texts, multiply(sizes.librarySizeOf(separator), between));
  return times(size, TRAVERSAL);
};

const found: Rule = (target, { args: [pattern] }, sizes) => {
  if (pattern === undefined) return undefined;
  const text = times(add(sizes.librarySizeOf(target), exactly(1)), TRAVERSAL);
  return multiply(text, times(sizes.librarySizeOf(pattern), REGEX));
};

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...['isSorted', 'sum', 'max', 'min', 'indexOf', 'lastIndexOf'].map((name): [string, Rule] => [name, walked]),
  ...['lowerAscii', 'upperAscii', 'substring', 'trim'].map((name): [string, Rule] => [name, traversed]),
  ['replace', rebuilt],
  ['split', rebuilt],
  ['join', joined],
  ['find', found],
  ['findAll', found],
]);

/**
 * What a call of a function that Kubernetes knows the cost of may cost, without its arguments (library/cost.go, v1.25). How large the
 * result is stays unknown: cel-go v0.12 drops what the library says of it.
 */
export function libraryCost(call: CostedCall, sizes: Estimator): Range | undefined {
  const { name, target, args } = call;
  const [first] = args;
  if (name === 'url' && first !== undefined) return times(sizes.librarySizeOf(first), TRAVERSAL);
  return target === undefined ? undefined : RULES.get(name)?.(target, call, sizes);
}

function elementOf({ type, path }: Sized): Sized | undefined {
  if (type.kind !== 'list') return undefined;
  const inner = path.length === 0 ? [] : [...path, '@items'];
  return { expr: undefined, type: type.of, path: inner, computed: undefined };
}
