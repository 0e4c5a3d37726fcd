import type { Grade } from '../../grading/grade.ts';
import { score } from './points.ts';
import type { GradeWords } from './words.ts';

const WIDTH = 600;
const HEIGHT = 150;
const BASE = 126;
const TOP = 18;
/** A bar for each point up to so many; beyond, ten bars. */
const MOST_BARS = 20;

interface Bin {
  readonly label: string;
  readonly count: number;
}

/** How many got how many points. */
export function histogram(grades: readonly Grade[], words: GradeWords): string {
  const scores = grades.flatMap((grade) => grade.score ?? []);
  if (scores.length === 0) return `<p class="soft">${words.nobody}</p>`;
  const most = Math.max(1, ...grades.map(({ maxScore }) => maxScore), ...scores);
  const bins = binsOf(scores, most);
  const highest = Math.max(...bins.map(({ count }) => count));
  const width = WIDTH / bins.length;
  const bars = bins.map(({ label, count }, index) => {
    const height = Math.round(((BASE - TOP) * count) / highest);
    const left = Math.round(index * width);
    const middle = Math.round((index + 0.5) * width);
    const bar = `<rect x="${left + 3}" y="${BASE - height}" width="${Math.round(width) - 6}" height="${height}" rx="3"><title>${words.inBin(count, label)}</title></rect>`;
    const number = `<text class="n" x="${middle}" y="${BASE - height - 5}">${count}</text>`;
    return `${count === 0 ? '' : bar + number}<text class="b" x="${middle}" y="${HEIGHT - 6}">${label}</text>`;
  });
  return `<svg class="histogram" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words.distributionOf(scores.length, most)}">${bars.join('')}<path d="M0 ${BASE + 0.5}H${WIDTH}"/></svg>`;
}

/** Whole points where there are few, so that 7 of 10 is one bar; else tenths of all points, the last with the full score. */
function binsOf(scores: readonly number[], most: number): readonly Bin[] {
  if (most <= MOST_BARS) {
    const last = Math.ceil(most);
    return Array.from({ length: last + 1 }, (_, points) => {
      return {
        label: String(points),
        count: scores.filter((one) => within(Math.floor(one), 0, last) === points).length,
      };
    });
  }
  const place = (one: number): number => within(Math.floor((10 * one) / most), 0, 9);
  return Array.from({ length: 10 }, (_, index) => {
    const label = `${score((most * index) / 10)}–${score((most * (index + 1)) / 10)}`;
    return { label, count: scores.filter((one) => place(one) === index).length };
  });
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
