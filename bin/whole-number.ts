import { UsageError } from './command.ts';

/** `--seed 7`, `--seeds 20`: digits only, few enough to be exact and to be counted on from. */
export function wholeNumber(flag: string, value: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new UsageError(`${flag} ${value}: give a whole number`);
}
