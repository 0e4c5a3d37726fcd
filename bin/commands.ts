import type { Command } from './command.ts';

/** Every command of seatrial, in the order in which `--help` lists them. */
export const commands: readonly Command[] = [];
