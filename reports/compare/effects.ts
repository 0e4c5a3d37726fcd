import type { Happening } from './history.ts';
import { anySibling } from './names.ts';

/** In what way two runs of a scenario differ though the times may be the same. */
export type Aspect = 'input' | 'changes' | 'availability' | 'placement' | 'order';

/** What a scenario did, seen so coarsely that a delay of some milliseconds changes nothing of it. */
interface Effects {
  readonly inputs: readonly string[];
  /** Each change with its count. Events are no changes: they tell of them. */
  readonly changes: ReadonlyMap<string, number>;
  /** Pods on nodes: `Pod default/web-#1-# w1-k8s`. */
  readonly placements: ReadonlyMap<string, number>;
  /** Most pods that each workload ever lacked since it was whole for the first time. */
  readonly lacking: ReadonlyMap<string, number>;
  /** What each actor did with each family of objects, in its order. */
  readonly sequences: ReadonlyMap<string, number>;
}

/** Counted from other objects, and written when its controller gets round to it. */
const DERIVED: ReadonlySet<string> = new Set([
  'node',
  'have',
  'updated',
  'available',
  'notReady',
  'endpoints',
  'active',
  'succeeded',
  'failed',
  'holder',
  'count',
  'current',
]);
/** How many addresses are ready follows from the pods; whether any is, is what clients see. */
const REACH: readonly string[] = ['has no ready address', 'has ready addresses'];
/** Their last ordinal tells templates apart, not siblings. */
const TEMPLATES = /^(?:ReplicaSet|ControllerRevision) /;

/** Every aspect in which the histories differ; of times nothing is said here. */
export function aspectsOf(base: readonly Happening[], current: readonly Happening[]): readonly Aspect[] {
  const before = effectsOf(base);
  const now = effectsOf(current);
  const aspects: Aspect[] = [];
  if (before.inputs.join('\0') !== now.inputs.join('\0')) aspects.push('input');
  const hasOtherChanges = !sameCounts(before.changes, now.changes);
  if (hasOtherChanges) aspects.push('changes');
  if (!sameCounts(before.lacking, now.lacking)) aspects.push('availability');
  // More pods stand on more nodes: that is told by the changes. Other nodes for the same pods are news.
  if (lacks(before.placements, now.placements) && lacks(now.placements, before.placements)) aspects.push('placement');
  if (!hasOtherChanges && !sameCounts(before.sequences, now.sequences)) aspects.push('order');
  return aspects;
}

function effectsOf(history: readonly Happening[]): Effects {
  const changes = new Map<string, number>();
  const placements = new Map<string, number>();
  const sequences = new Map<string, string[]>();
  const reach = new Map<string, string>();
  for (const happening of history) {
    const { about, entry } = happening;
    if (happening.role === 'input' || about.startsWith('Event ')) continue;
    const who = TEMPLATES.test(about) ? about : anySibling(about);
    if (entry.type === 'note') {
      const { topic, node, container, image } = happening.facts;
      if (topic === 'scheduled') add(placements, `${who} ${String(node)}`);
      if (topic === 'container started') add(changes, `${who} runs ${String(container)} of ${String(image)}`);
      continue;
    }
    for (const effect of changeEffects(happening)) {
      if (REACH.includes(effect) && reach.get(about) === effect) continue;
      if (REACH.includes(effect)) reach.set(about, effect);
      add(changes, `${who} ${effect}`);
      const line = sequenceOf(happening);
      const sequence = sequences.get(line);
      if (sequence === undefined) sequences.set(line, [`${who} ${effect}`]);
      else sequence.push(`${who} ${effect}`);
    }
  }
  const lacking = mostLacking(history);
  const lives = new Map<string, number>();
  for (const [line, sequence] of sequences) add(lives, `${anySibling(line)}\n${sequence.join('\n')}`);
  return {
    inputs: history.flatMap((each) => (each.role === 'input' ? [each.key] : [])),
    changes,
    placements,
    lacking,
    sequences: lives,
  };
}

/** What clients feel of a rollout or a failure: by how many Ready pods it fell short at the worst. */
function mostLacking(history: readonly Happening[]): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const { about, facts } of history) {
    const { want, ready } = facts;
    if (!/^(?:Deployment|StatefulSet|DaemonSet) /.test(about)) continue;
    if (typeof want !== 'number' || typeof ready !== 'number') continue;
    const lacking = Math.max(0, want - ready);
    const before = most.get(about);
    if (before === undefined ? lacking === 0 && want > 0 : lacking > before) most.set(about, lacking);
  }
  return most;
}

/** A kubelet's work goes on pod by pod; any other actor's by family, so that the two templates of a rollout stay in one order. */
function sequenceOf({ about, entry: { by } }: Happening): string {
  return by.includes('@') ? about : `${by} ${about.replace(/^\S+ /, '').replace(/-#.*$/, '')}`;
}

/** One effect for each new fact, so that two facts may come in one write or in two. */
export function changeEffects({ about, news, entry }: Happening): readonly string[] {
  if (entry.type !== 'change' || about.startsWith('Lease ')) return [];
  const isAdded = entry.detail['change'] === 'ADDED';
  if (entry.detail['change'] === 'DELETED') return ['is deleted'];
  const facts = Object.entries(news).flatMap(([name, value]) => {
    if (name === 'change' || DERIVED.has(name)) return [];
    if (name === 'ready' && typeof value === 'number')
      return about.startsWith('Endpoints ') ? [REACH[value === 0 ? 0 : 1] ?? ''] : [];
    return isAdded && (value === '' || value === false) ? [] : [`${name} ${String(value)}`];
  });
  // A pod may become Running and Ready in one write, or Ready in a later one: that is a matter of time, not of order.
  const sorted = [
    ...facts.filter((fact) => !fact.startsWith('ready ')),
    ...facts.filter((fact) => fact.startsWith('ready ')),
  ];
  return isAdded ? ['is created', ...sorted] : sorted;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Is there something in `one` of which `other` has less? */
function lacks(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return [...one].some(([key, count]) => (other.get(key) ?? 0) < count);
}

function sameCounts(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return !lacks(one, other) && !lacks(other, one);
}
