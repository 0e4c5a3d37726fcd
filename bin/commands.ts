import type { Command } from './command.ts';

/** Every command of seatrial, in the order in which `--help` lists them. */
export const commands: readonly Command[] = [
  {
    name: 'run',
    usage: '[PATH...] [--tags E] [--seed N] [--out DIR] [--parallel N] [--shard i/n]',
    summary: 'run features (default: features/) and write reports (default: out/)',
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'play',
    usage: 'FILE... [--json DIR] [--cluster TOPOLOGY] [--pace SECONDS] [--seed N]',
    summary: 'play kubectl transcripts or oracle cases on a fresh cluster',
    load: () => import('./commands/play.ts'),
  },
];
