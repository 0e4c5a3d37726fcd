import type { TraceEntry } from '../../engine/index.ts';
import { CanonicalNames } from './names.ts';

export type Facts = Readonly<Record<string, unknown>>;

/** One thing that happened, in words that both runs share. */
export interface Happening {
  readonly entry: TraceEntry;
  readonly atMs: number;
  /** Canonical: `Pod default/web-#1-#2`; an Event is about what its object is. */
  readonly about: string;
  /** Canonical facts, without revisions and drawn values. */
  readonly facts: Facts;
  /** The facts that differ from the object's last entry; all of them where there is none. */
  readonly news: Facts;
  /** Same key: the same thing happened, whenever it was. */
  readonly key: string;
  /** 'input': what the scenario did; 'echo': what its requests wrote; 'effect': what the cluster made of it. */
  readonly role: 'input' | 'echo' | 'effect';
}

/** Reading changes nothing, and how often a step looks is its own business. */
const READS: ReadonlySet<string> = new Set(['get', 'list', 'watch']);
const INPUTS: ReadonlySet<string> = new Set(['request', 'fault', 'marker', 'refusal']);

/** What happened in a scenario, without what only says that time went by. */
export function historyOf(trace: readonly TraceEntry[]): readonly Happening[] {
  const names = new CanonicalNames();
  const users = usersOf(trace);
  const last = new Map<string, Facts>();
  return trace.flatMap((entry) => {
    names.learn(entry);
    const happening = happeningOf(entry, names, last, users);
    return happening === undefined ? [] : [happening];
  });
}

/** Those who send requests are users; components only leave changes. */
function usersOf(trace: readonly TraceEntry[]): ReadonlySet<string> {
  return new Set(trace.flatMap(({ type, by }) => (type === 'request' ? [by] : [])));
}

function roleOf({ type, by }: TraceEntry, users: ReadonlySet<string>): Happening['role'] {
  if (type === 'change') return users.has(by) ? 'echo' : 'effect';
  return INPUTS.has(type) && (type !== 'refusal' || users.has(by)) ? 'input' : 'effect';
}

function happeningOf(
  entry: TraceEntry,
  names: CanonicalNames,
  last: Map<string, Facts>,
  users: ReadonlySet<string>,
): Happening | undefined {
  const { type, by, atMs } = entry;
  const isEvent = type === 'change' && entry.about.startsWith('Event ');
  // That an Event is forgotten after an hour is nobody's doing.
  if (isEvent && entry.detail['change'] === 'DELETED') return undefined;
  if (READS.has(String(entry.detail['verb']))) return undefined;
  const about = isEvent ? `Event of ${names.of(String(entry.detail['about']))}` : names.of(entry.about);
  const facts = canonicalFacts(entry, names);
  const before = type === 'change' && !isEvent ? last.get(about) : undefined;
  if (type === 'change' && !isEvent) {
    if (entry.detail['change'] === 'DELETED') last.delete(about);
    else last.set(about, facts);
  }
  const news = before === undefined ? facts : newsOf(facts, before);
  // Something was written that no fact of the kind shows: there is nothing to say about it.
  if (before !== undefined && Object.keys(news).length === 0) return undefined;
  return {
    entry,
    atMs,
    about,
    facts,
    news,
    role: roleOf(entry, users),
    key: `${by}\n${type}\n${about}\n${JSON.stringify(facts)}`,
  };
}

/** What differs from run to run without meaning anything, or repeats what stands elsewhere. */
const NOISE: ReadonlySet<string> = new Set(['revision', 'about']);

function canonicalFacts({ type, detail }: TraceEntry, names: CanonicalNames): Facts {
  const facts: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(detail)) {
    if (NOISE.has(name)) continue;
    facts[name] = type === 'request' && name === 'body' ? sent(value, names) : canonicalValue(name, value, names);
  }
  return facts;
}

/** What a user sent, as it was sent but for drawn names: an eviction names a pod. */
function sent(body: unknown, names: CanonicalNames): unknown {
  return JSON.parse(names.named(JSON.stringify(body)));
}

function canonicalValue(name: string, value: unknown, names: CanonicalNames): unknown {
  if (typeof value !== 'string' || name === 'externalIP') return value;
  if (name === 'ports') return value.replace(/:\d{5}\b/g, ':port');
  const text = names.of(value);
  // How long a pull took is the time at which it ended; no second difference.
  return name === 'message' ? text.replace(/\bin \d+(?:\.\d+)?m?s\b/g, 'in some time') : text;
}

function newsOf(facts: Facts, before: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([name, value]) =>
        (name !== 'change' || value === 'DELETED') && JSON.stringify(value) !== JSON.stringify(before[name]),
    ),
  );
}
