import { diffArrays } from 'diff';

/** Unchanged lines shown around a change (`diff -u`). */
const CONTEXT = 3;

/** One side of a comparison: its lines and which of them the other side does not have. */
interface Side {
  readonly lines: readonly string[];
  readonly isChanged: boolean[];
}

/** Lines from `start` to before `end`. */
interface Run {
  readonly start: number;
  readonly end: number;
}

/** What stands between two common lines: a run of either side, which may be empty. */
interface Change {
  readonly from: Run;
  readonly to: Run;
}

/**
 * The hunks of `diff -u` of two texts whose lines all end in a newline; without the heads of the files, one string a line. Where a run of
 * changed lines could as well stand elsewhere, it stands where GNU diff 3 leaves it: joined with its neighbours, else beside a change of the
 * other side, else as far down as it goes.
 */
export function unifiedHunks(before: string, after: string): readonly string[] {
  const [from, to] = compared(linesOf(before), linesOf(after));
  slideRuns(from, to);
  slideRuns(to, from);
  return hunksOf(changesOf(from, to)).flatMap((changes) => hunkLines(from, to, changes));
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** What both texts begin and end with is common from the start, as in GNU diff: a repeated line at the end is not matched earlier. */
function compared(before: readonly string[], after: readonly string[]): readonly [Side, Side] {
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const from: Side = { lines: before, isChanged: before.map(() => false) };
  const to: Side = { lines: after, isChanged: after.map(() => false) };
  let [i, j] = [head, head];
  for (const { value, added, removed } of diffArrays(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  ))
    for (let left = value.length; left > 0; left--) {
      if (!added) from.isChanged[i++] = removed;
      if (!removed) to.isChanged[j++] = added;
    }
  return [from, to];
}

function slideRuns(side: Side, other: Side): void {
  const places = changedPlaces(other);
  for (let at = 0; at < side.lines.length; at++)
    if (side.isChanged[at] === true) at = besideChange(side, places, joined(side, runAt(side, at))).end;
}

/** After how many common lines a side's runs stand. */
function changedPlaces({ isChanged }: Side): ReadonlySet<number> {
  const places = new Set<number>();
  let common = 0;
  for (const changed of isChanged)
    if (changed) places.add(common);
    else common++;
  return places;
}

function runAt({ isChanged }: Side, at: number): Run {
  let [start, end] = [at, at + 1];
  while (isChanged[start - 1] === true) start--;
  while (isChanged[end] === true) end++;
  return { start, end };
}

/** The run with all it meets on its way up and down, as far down as it goes. */
function joined(side: Side, first: Run): Run {
  let run = first;
  for (let length = 0; length !== run.end - run.start;) {
    length = run.end - run.start;
    while (canRise(side, run)) run = shifted(side, run.start - 1, run.end - 1);
    while (run.end < side.lines.length && side.lines[run.start] === side.lines[run.end])
      run = shifted(side, run.end, run.start);
  }
  return run;
}

/** The run moved up to the nearest place where the other side has a change; where there is none, it stays. */
function besideChange(side: Side, places: ReadonlySet<number>, lowest: Run): Run {
  const common = side.isChanged.slice(0, lowest.start).filter((changed) => !changed).length;
  for (let rise = 0; ; rise++) {
    const run = { start: lowest.start - rise, end: lowest.end - rise };
    if (places.has(common - rise)) return risen(side, lowest, rise);
    if (!canRise(side, run)) return lowest;
  }
}

function risen(side: Side, lowest: Run, rise: number): Run {
  let run = lowest;
  for (let left = rise; left > 0; left--) run = shifted(side, run.start - 1, run.end - 1);
  return run;
}

function canRise({ lines }: Side, { start, end }: Run): boolean {
  return start > 0 && lines[start - 1] === lines[end - 1];
}

/** One line more at one end and one less at the other; the run that holds the new line, with what it met. */
function shifted(side: Side, marked: number, cleared: number): Run {
  side.isChanged[marked] = true;
  side.isChanged[cleared] = false;
  return runAt(side, marked);
}

function changesOf(from: Side, to: Side): readonly Change[] {
  const changes: Change[] = [];
  for (let [i, j] = [0, 0]; i < from.lines.length || j < to.lines.length; i++, j++) {
    const change = { from: runFrom(from, i), to: runFrom(to, j) };
    if (change.from.end > i || change.to.end > j) changes.push(change);
    [i, j] = [change.from.end, change.to.end];
  }
  return changes;
}

function runFrom({ isChanged }: Side, start: number): Run {
  let end = start;
  while (isChanged[end] === true) end++;
  return { start, end };
}

/** Changes whose contexts touch are one hunk. */
function hunksOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const hunk = hunks.at(-1);
    const last = hunk?.at(-1);
    if (hunk !== undefined && last !== undefined && change.from.start - last.from.end <= 2 * CONTEXT) hunk.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function hunkLines(from: Side, to: Side, changes: readonly Change[]): readonly string[] {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return [];
  const lead = Math.min(CONTEXT, first.from.start);
  const trail = Math.min(CONTEXT, from.lines.length - last.from.end);
  const old = range(first.from.start - lead, last.from.end + trail);
  const lines = [`@@ -${old} +${range(first.to.start - lead, last.to.end + trail)} @@`];
  let at = first.from.start - lead;
  for (const change of changes) {
    lines.push(...shown(from, ' ', { start: at, end: change.from.start }));
    lines.push(...shown(from, '-', change.from), ...shown(to, '+', change.to));
    at = change.from.end;
  }
  return [...lines, ...shown(from, ' ', { start: at, end: at + trail })];
}

function shown({ lines }: Side, sign: string, { start, end }: Run): readonly string[] {
  return lines.slice(start, end).map((line) => `${sign}${line}`);
}

/** `12,7`, or `12` for one line; an empty range is named by the line before it. */
function range(start: number, end: number): string {
  const count = end - start;
  return count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;
}
