import type { Command } from './command.ts';

/** Every command of seatrial, in the order in which `--help` lists them. */
export const commands: readonly Command[] = [
  {
    name: 'play',
    usage: 'FILE... [--json DIR] [--cluster TOPOLOGY] [--pace SECONDS] [--seed N]',
    summary: 'play kubectl transcripts or oracle cases on a fresh cluster',
    load: () => import('./commands/play.ts'),
  },
];
