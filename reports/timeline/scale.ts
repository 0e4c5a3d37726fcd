/** A long time in which nothing happened, drawn as a narrow gap with its length written on it. */
export interface Break {
  readonly fromMs: number;
  readonly toMs: number;
  readonly fromX: number;
  readonly toX: number;
}

/** Virtual time to places on the picture: proportional, but for the breaks. */
export interface Scale {
  readonly endMs: number;
  readonly breaks: readonly Break[];
  /** Stretches between breaks, in which time is proportional. */
  readonly runs: readonly Break[];
  x(ms: number): number;
}

const SHORTEST_BREAK_MS = 10_000;
const BREAK_WIDTH = 84;

/** A scale over [fromX, toX] for a picture whose interesting times are given (any order, repeats allowed). */
export function scaleOf(times: readonly number[], endMs: number, fromX: number, toX: number): Scale {
  const points = [...new Set([0, ...times, endMs])].filter((ms) => ms >= 0 && ms <= endMs).sort((a, b) => a - b);
  const gaps = points.slice(1).map((toMs, index) => ({ fromMs: points[index] ?? 0, toMs }));
  const limitMs = breakLimit(gaps.map((gap) => gap.toMs - gap.fromMs));
  const breakCount = gaps.filter((gap) => gap.toMs - gap.fromMs > limitMs).length;
  const proportionalMs = sum(gaps.map((gap) => gap.toMs - gap.fromMs).filter((ms) => ms <= limitMs));
  const width = toX - fromX;
  const breakWidth =
    breakCount === 0
      ? 0
      : proportionalMs === 0
        ? width / breakCount
        : Math.min(BREAK_WIDTH, (width * 0.45) / breakCount);
  const perMs = proportionalMs === 0 ? 0 : (width - breakWidth * breakCount) / proportionalMs;
  let x = fromX;
  const pieces = gaps.map(({ fromMs, toMs }) => {
    const isBreak = toMs - fromMs > limitMs;
    const piece = { fromMs, toMs, fromX: x, toX: x + (isBreak ? breakWidth : (toMs - fromMs) * perMs), isBreak };
    x = piece.toX;
    return piece;
  });
  return {
    endMs,
    breaks: pieces.filter((piece) => piece.isBreak),
    runs: joined(pieces),
    x: (ms) => place(pieces, ms, fromX),
  };
}

/**
 * Gaps longer than this are broken. Sorted by length, a gap that is more than three times everything shorter together would leave
 * that nothing to be seen in; it and all longer ones are breaks.
 */
function breakLimit(gapsMs: readonly number[]): number {
  let shorterMs = 0;
  for (const gapMs of gapsMs.toSorted((a, b) => a - b)) {
    if (gapMs >= SHORTEST_BREAK_MS && shorterMs > 0 && gapMs > 3 * shorterMs) return gapMs - 1;
    shorterMs += gapMs;
  }
  return Number.POSITIVE_INFINITY;
}

function joined(pieces: readonly (Break & { readonly isBreak: boolean })[]): readonly Break[] {
  const runs: Break[] = [];
  let isOpen = false;
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (!piece.isBreak && isOpen && last !== undefined)
      runs[runs.length - 1] = { ...last, toMs: piece.toMs, toX: piece.toX };
    else if (!piece.isBreak) runs.push(piece);
    isOpen = !piece.isBreak;
  }
  return runs;
}

/** By bisection: long scenarios have thousands of pieces. */
function place(pieces: readonly Break[], ms: number, fromX: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.toMs ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  const piece = pieces[low];
  if (piece === undefined) return fromX;
  const share = piece.toMs === piece.fromMs ? 0 : (ms - piece.fromMs) / (piece.toMs - piece.fromMs);
  return piece.fromX + Math.min(1, Math.max(0, share)) * (piece.toX - piece.fromX);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const STEPS_MS = [
  100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
  3_600_000, 7_200_000, 21_600_000, 86_400_000,
];

export interface Tick {
  readonly ms: number;
  readonly x: number;
}

/** Round times at least `apart` pixels from each other, one step for the whole axis; each run also has its own beginning. */
export function ticksOf(scale: Scale, apart: number): { readonly stepMs: number; readonly ticks: readonly Tick[] } {
  const widest = scale.runs.reduce(
    (best, run) => (run.toX - run.fromX > best.toX - best.fromX ? run : best),
    scale.runs[0] ?? { fromMs: 0, toMs: 1, fromX: 0, toX: 1 },
  );
  const perMs = (widest.toX - widest.fromX) / Math.max(1, widest.toMs - widest.fromMs);
  const stepMs = STEPS_MS.find((candidate) => candidate * perMs >= apart) ?? 86_400_000;
  const ticks: Tick[] = [];
  for (const run of scale.runs) {
    for (let ms = Math.ceil(run.fromMs / stepMs) * stepMs; ms <= run.toMs; ms += stepMs) {
      const x = scale.x(ms);
      const last = ticks.at(-1);
      if (last === undefined || x - last.x >= apart) ticks.push({ ms, x });
    }
  }
  return { stepMs, ticks };
}
