import { UsageError } from './command.ts';

/** `--seed 7`, `--seeds 20`: digits only, few enough to be exact and to be counted on from. */
export function wholeNumber(flag: string, value: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new UsageError(`${flag} ${value}: give a whole number`);
}

/** `--pace 0.5`: as people write a number, at most `most`; `what` tells them. */
export function decimalNumber(flag: string, value: string, most: number, what: string): number {
  const number = Number(value);
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(value) && number <= most) return number;
  throw new UsageError(`${flag} ${value}: ${what}`);
}
