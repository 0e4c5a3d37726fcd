import type { LabelSelector as PublishedLabelSelector } from 'kubernetes-types/meta/v1.js';

import type { Immutable } from './object.ts';
import { ParseError } from './parse-error.ts';
import { goQuote, sortedKeys } from './go-format.ts';
import { byCodeUnit } from './json.ts';

export type Labels = Readonly<Record<string, string>>;
export type LabelSelector = Immutable<PublishedLabelSelector>;
export type LabelMatcher = (labels: Labels | undefined) => boolean;

export type LabelOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

/** One condition of a selector; `values` is empty for `exists` and `!`. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: LabelOperator;
  readonly values: readonly string[];
}

const byKey = (a: LabelRequirement, b: LabelRequirement): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

export function sortRequirements(requirements: readonly LabelRequirement[]): readonly LabelRequirement[] {
  return requirements.toSorted(byKey);
}

const INTEGER = /^[+-]?\d+$/;

/** Gt and Lt compare integers; a label that is none does not match. */
function compares(actual: string, bound: string | undefined, holds: (a: bigint, b: bigint) => boolean): boolean {
  return bound !== undefined && INTEGER.test(actual) && INTEGER.test(bound) && holds(toBigInt(actual), toBigInt(bound));
}

const toBigInt = (text: string): bigint => BigInt(text.startsWith('+') ? text.slice(1) : text);

/** Labels come from users: `constructor` is a label only if somebody set it. */
const valueOf = (labels: Labels, key: string): string | undefined =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;

/** Whether the labels fulfil one condition (labels.Requirement.Matches, v1.25). */
export function matchesRequirement({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const actual = valueOf(labels, key);
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return actual !== undefined && values.includes(actual);
    case '!=':
    case 'notin':
      return actual === undefined || !values.includes(actual);
    case 'exists':
      return actual !== undefined;
    case '!':
      return actual === undefined;
    case 'gt':
      return actual !== undefined && compares(actual, values[0], (a, b) => a > b);
    case 'lt':
      return actual !== undefined && compares(actual, values[0], (a, b) => a < b);
  }
}

const NO_LABELS: Labels = {};

const everything: LabelMatcher = () => true;
const nothing: LabelMatcher = () => false;

/** A matcher for conditions that must all hold; none: everything matches. */
export function matcherOf(requirements: readonly LabelRequirement[]): LabelMatcher {
  if (requirements.length === 0) return everything;
  return (labels = NO_LABELS) => requirements.every((requirement) => matchesRequirement(requirement, labels));
}

const OPERATORS: ReadonlyMap<string, LabelOperator> = new Map([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
]);

/**
 * The conditions of a LabelSelector object, sorted by key (metav1.LabelSelectorAsSelector, v1.25). Throws ParseError for an
 * operator that labels do not know; a missing selector has no conditions, it matches nothing and is the caller's case.
 */
export function requirementsOf(selector: LabelSelector): readonly LabelRequirement[] {
  const labels = selector.matchLabels ?? {};
  const equal = sortedKeys(labels).map((key): LabelRequirement => ({
    key,
    operator: '=',
    values: [labels[key] ?? ''],
  }));
  const others = (selector.matchExpressions ?? []).map(({ key, operator, values }): LabelRequirement => {
    const known = OPERATORS.get(operator);
    if (known === undefined) throw new ParseError(`${goQuote(operator)} is not a valid pod selector operator`);
    return { key, operator: known, values: values ?? [] };
  });
  return sortRequirements([...equal, ...others]);
}

/** The requirements, or undefined where Kubernetes would report an invalid selector. */
function validRequirements(selector: LabelSelector): readonly LabelRequirement[] | undefined {
  try {
    const requirements = requirementsOf(selector);
    const isValid = ({ operator, values }: LabelRequirement): boolean =>
      operator === 'in' || operator === 'notin' ? values.length > 0 : operator === '=' || values.length === 0;
    return requirements.every(isValid) ? requirements : undefined;
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

const compiled = new WeakMap<LabelSelector, LabelMatcher>();

function compile(selector: LabelSelector): LabelMatcher {
  if ((selector.matchExpressions ?? []).length > 0) {
    const requirements = validRequirements(selector);
    return requirements === undefined ? nothing : matcherOf(requirements);
  }
  const wanted = Object.entries(selector.matchLabels ?? {});
  if (wanted.length === 0) return everything;
  return (labels = NO_LABELS) => wanted.every(([key, text]) => valueOf(labels, key) === text);
}

/**
 * A matcher for a LabelSelector object: a missing one matches nothing, an empty one everything, and one that Kubernetes would
 * refuse (an unknown operator, `In` without values) nothing. Compiled once for each object.
 */
export function compileSelector(selector: LabelSelector | undefined): LabelMatcher {
  if (selector === undefined) return nothing;
  const known = compiled.get(selector);
  if (known !== undefined) return known;
  const matcher = compile(selector);
  compiled.set(selector, matcher);
  return matcher;
}

const mapMatchers = new WeakMap<Labels, LabelMatcher>();

/** A matcher for a plain map (spec.selector of Service and ReplicationController): a missing or empty one matches nothing. */
export function compileMapSelector(selector: Labels | undefined): LabelMatcher {
  if (selector === undefined) return nothing;
  const known = mapMatchers.get(selector);
  if (known !== undefined) return known;
  const matcher = Object.keys(selector).length === 0 ? nothing : compile({ matchLabels: selector });
  mapMatchers.set(selector, matcher);
  return matcher;
}

const SYMBOLS: Readonly<Partial<Record<LabelOperator, string>>> = { gt: '>', lt: '<' };

function formatRequirement({ key, operator, values }: LabelRequirement): string {
  if (operator === 'exists') return key;
  if (operator === '!') return `!${key}`;
  const text = values.toSorted().join(',');
  if (operator === 'in' || operator === 'notin') return `${key} ${operator} (${text})`;
  return `${key}${SYMBOLS[operator] ?? operator}${text}`;
}

/** Conditions as text, in the order given: `a=b,c in (d,e),!f`. */
export function formatRequirements(requirements: readonly LabelRequirement[]): string {
  return requirements.map(formatRequirement).join(',');
}

/** A plain map as text: `a=b,c=d`, sorted as these words (labels.Set.String): `a-b=c` comes before `a=b`. */
export function formatLabels(labels: Labels | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.sort(byCodeUnit).join(',');
}

/** What kubectl prints of a LabelSelector (metav1.FormatLabelSelector): `<none>` if it has no condition, `<error>` if it is invalid. */
export function formatSelector(selector: LabelSelector | undefined): string {
  const requirements = selector === undefined ? [] : validRequirements(selector);
  return requirements === undefined ? '<error>' : formatRequirements(requirements) || '<none>';
}
