import type { Divergence } from '../../scenarios/records.ts';

/** A step's expectation that does not hold, in words for people: what, expected, actual, when, and why. */
export class ExpectationError extends Error {
  readonly divergence: Divergence;
  readonly desired: string | undefined;
  readonly actual: string | undefined;

  constructor(divergence: Divergence, objects: { readonly desired?: string; readonly actual?: string } = {}) {
    super(textOf(divergence));
    this.name = 'ExpectationError';
    // Where it was thrown says nothing about the scenario; the step's place is printed anyway.
    this.stack = this.message;
    this.divergence = divergence;
    this.desired = objects.desired;
    this.actual = objects.actual;
  }
}

function textOf({ what, expected, actual, atMs, why, causes = [] }: Divergence): string {
  const because = causes.filter((cause) => cause !== why).map((cause) => `\n  because:  ${cause}`);
  const reason = why === undefined ? '' : `\n  why:      ${why}${because.join('')}`;
  return `${what}\n  expected: ${expected}\n  actual:   ${actual}\n  at:       ${virtualTime(atMs)} of virtual time${reason}`;
}

/** `1 h 2 min 3.5 s`, without the parts that are nothing. */
export function virtualTime(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = ((ms % 60_000) / 1000).toFixed(3).replace(/\.?0+$/, '');
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    seconds === '0' ? '' : `${seconds} s`,
  ];
  const text = parts.filter((part) => part !== '').join(' ');
  return text === '' ? '0 s' : text;
}
