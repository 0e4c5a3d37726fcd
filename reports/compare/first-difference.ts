import { clip } from '../html/escape.ts';
import { instant } from '../virtual-time.ts';
import { exact } from './exact.ts';
import type { Happening } from './history.ts';
import { type ValueChange, valueChanges } from './value-changes.ts';
import { clause, subject, valueText } from './words.ts';

/** A line of the account around a difference. */
export interface ContextLine {
  readonly atMs: number;
  readonly text: string;
  /** '' both runs, '-' only base, '+' only current. */
  readonly side: '' | '-' | '+';
}

/** Where two accounts part, and how that reads. */
export interface Difference {
  readonly atMs: number;
  /** One sentence without its time: `Pod web-x8z2k is on w2-k8s, and was on w1-k8s`. */
  readonly text: string;
  /** What came before in both, then how each went on. */
  readonly context: readonly ContextLine[];
}

const LINES_BEFORE = 2;
const LINES_AFTER = 2;
/** Fields that a sentence names; the context shows the whole. */
const MOST_FIELDS = 3;

/** The first thing that is not the same, in what happened or (unless 'anytime') in when; undefined where everything is. */
export function firstDifference(
  base: readonly Happening[],
  current: readonly Happening[],
  when: 'timed' | 'anytime' = 'timed',
): Difference | undefined {
  const index = indexOfDifference(base, current, when);
  if (index >= Math.max(base.length, current.length)) return undefined;
  const found = explain(base, current, index);
  return { ...found, context: contextAt(base, current, index) };
}

/** Where the accounts part; beyond both where they do not. */
export function indexOfDifference(
  base: readonly Happening[],
  current: readonly Happening[],
  when: 'timed' | 'anytime',
): number {
  const length = Math.max(base.length, current.length);
  let index = 0;
  while (index < length && isSame(base[index], current[index], when)) index += 1;
  return index;
}

function isSame(one: Happening | undefined, other: Happening | undefined, when: 'timed' | 'anytime'): boolean {
  return one?.key === other?.key && (when === 'anytime' || one?.atMs === other?.atMs);
}

export type Found = Omit<Difference, 'context'>;

function explain(base: readonly Happening[], current: readonly Happening[], index: number): Found {
  const was = base[index];
  const is = current[index];
  if (was === undefined) return is === undefined ? { atMs: 0, text: '' } : extra(is);
  if (is === undefined) return missing(was);
  if (was.key === is.key) return shifted(was, is);
  const isLater = current.slice(index).find((each) => each.key === was.key);
  const wasLater = base.slice(index).find((each) => each.key === is.key);
  const other = isTwin(was, is) ? is : undefined;
  if (was.entry.type === 'marker' && is.entry.type === 'marker')
    return { atMs: is.atMs, text: `${clause(is)} instead of “${clip(was.entry.about, 120)}”` };
  if (other !== undefined && isLater === undefined && wasLater === undefined) return changed(was, other);
  if (was.atMs === is.atMs) return atOneInstant(was, is, isLater, wasLater, current.slice(index));
  if (was.atMs < is.atMs)
    return isLater === undefined ? replacedOrMissing(was, current.slice(index)) : shifted(was, isLater);
  return wasLater === undefined ? extra(is) : shifted(wasLater, is);
}

function atOneInstant(
  was: Happening,
  is: Happening,
  isLater: Happening | undefined,
  wasLater: Happening | undefined,
  rest: readonly Happening[],
): Found {
  if (isLater === undefined) return replacedOrMissing(was, rest);
  if (wasLater === undefined) return extra(is);
  if (isLater.atMs !== was.atMs) return shifted(was, isLater);
  if (wasLater.atMs !== is.atMs) return shifted(wasLater, is);
  return { atMs: is.atMs, text: `${clause(is)}, now before ${clause(was)}` };
}

/** It did not happen just so; perhaps it happened in another way at that very time. */
function replacedOrMissing(was: Happening, rest: readonly Happening[]): Found {
  const twin = rest.find((each) => each.atMs === was.atMs && isTwin(was, each));
  return twin === undefined ? missing(was) : changed(was, twin);
}

/** The same actor did the same kind of thing to the same object. */
function isTwin(was: Happening, is: Happening): boolean {
  return (
    was.about === is.about &&
    was.entry.by === is.entry.by &&
    was.entry.type === is.entry.type &&
    was.facts['change'] === is.facts['change'] &&
    was.facts['verb'] === is.facts['verb'] &&
    was.facts['topic'] === is.facts['topic'] &&
    was.facts['reason'] === is.facts['reason']
  );
}

function missing(was: Happening): Found {
  return { atMs: was.atMs, text: clause(was, 'no longer ') };
}

function extra(is: Happening): Found {
  return { atMs: is.atMs, text: `${clause(is)}, which is new` };
}

/** The same, at another time. */
export function shifted(was: Happening, is: Happening): Found {
  const by = exact(Math.abs(is.atMs - was.atMs));
  return is.atMs > was.atMs
    ? { atMs: was.atMs, text: `${clause(is)}, ${by} later, at ${instant(is.atMs)}` }
    : { atMs: is.atMs, text: `${clause(is)}, ${by} earlier than before (${instant(was.atMs)})` };
}

function changed(was: Happening, is: Happening): Found {
  const named = namedChanges(was.facts['body'] ?? was.facts, is.facts['body'] ?? is.facts);
  const { node, topic } = is.facts;
  if (topic === 'scheduled' && node !== was.facts['node'])
    return { atMs: is.atMs, text: `${clause(is)}, not on ${String(was.facts['node'])}` };
  return { atMs: is.atMs, text: `${what(is)} with ${named}` };
}

/** `spec.replicas 5 instead of 3, spec.paused true, which is new`; the first fields only. */
export function namedChanges(base: unknown, current: unknown): string {
  const fields = valueChanges(base, current);
  const named = fields.slice(0, MOST_FIELDS).map(namedChange);
  const more = fields.length > MOST_FIELDS ? ` and ${fields.length - MOST_FIELDS} more` : '';
  return `${named.join(', ')}${more}`;
}

function namedChange({ path, base, current }: ValueChange): string {
  if (base === undefined) return `${path} ${valueText(current)}, which is new`;
  if (current === undefined) return `no ${path} (was ${valueText(base)})`;
  return `${path} ${valueText(current)} instead of ${valueText(base)}`;
}

function what(is: Happening): string {
  const { type } = is.entry;
  if (type === 'request') return clause(is);
  return type === 'note' ? `${is.entry.by} decided on ${subject(is)}` : `${is.entry.by} wrote ${subject(is)}`;
}

function contextAt(base: readonly Happening[], current: readonly Happening[], index: number): readonly ContextLine[] {
  const line =
    (side: ContextLine['side']) =>
    (happening: Happening): ContextLine => {
      return { atMs: happening.atMs, text: clause(happening), side };
    };
  return [
    ...current.slice(Math.max(0, index - LINES_BEFORE), index).map(line('')),
    ...base.slice(index, index + LINES_AFTER).map(line('-')),
    ...current.slice(index, index + LINES_AFTER).map(line('+')),
  ];
}
