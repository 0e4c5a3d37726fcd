import { escape } from '../html/escape.ts';
import { instant } from '../virtual-time.ts';
import type { Scale } from './scale.ts';

/** Measures of the picture, in its own pixels. */
export const WIDTH = 960;
export const LEFT = 92;
export const RIGHT = 12;
export const ROW = 19;
export const BAR = 15;
/** The strip with the steps' numbers above the lanes, and the axis below them. */
export const STEPS = 26;
export const AXIS = 22;
/** About the width of a character of the bars' labels. */
export const CHARACTER = 6.1;

/** What is drawn below the breaks, and what above them because it has to be read. */
export interface Drawn {
  readonly bars: string;
  readonly labels: string;
}

/** Attributes of a rectangle from one time to another, never too narrow to be seen. */
export function box(scale: Scale, fromMs: number, toMs: number, y: number, height: number): string {
  const from = scale.x(fromMs);
  return `x="${round(from)}" y="${y}" width="${round(Math.max(1, scale.x(toMs) - from))}" height="${height}"`;
}

/** What a pointer that rests on a shape is told. */
export function tip(what: string, fromMs: number, toMs: number): string {
  return `<title>${escape(what)} ${instant(fromMs)} – ${instant(toMs)}</title>`;
}

export function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
