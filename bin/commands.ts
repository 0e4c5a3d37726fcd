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
    name: 'explore',
    usage: '[PATH...] --seeds N [--seed FIRST] [--tags E] [--parallel N]',
    summary: 'run the same scenarios under N schedules; print the failing seed and how to replay it',
    load: () => import('./commands/explore.ts'),
  },
  {
    name: 'compare',
    usage: 'BASE CURRENT [--html FILE] [--max-slower MS]',
    summary: 'compare two runs (--out folders): what broke, behaves differently, is slower or faster',
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'grade',
    usage: 'EXERCISE --submissions DIR [--out DIR] [--jobs N] [--fail-under N] [--language en|ko] [--seed N]',
    summary: 'grade every sub-folder or zip of DIR; write a page for each and for the class (default: out/grades/)',
    load: () => import('./commands/grade.ts'),
  },
  {
    name: 'rubric',
    usage: 'EXERCISE [--jobs N] [--min-caught PERCENT] [--json FILE]',
    summary: 'prove a rubric: solution, known mistakes and generated mutants get what they should',
    load: () => import('./commands/rubric.ts'),
  },
  {
    name: 'steps',
    usage: '[WORD...]',
    summary: 'list the step texts there are, or those with the given words',
    load: () => import('./commands/steps.ts'),
  },
  {
    name: 'lint',
    usage: '[PATH...]',
    summary: 'check features and manifests without running them (default: features/)',
    load: () => import('./commands/lint.ts'),
  },
  {
    name: 'init',
    usage: '[DIR]',
    summary: 'start a project: settings, a first feature, a CI workflow',
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'play',
    usage: 'FILE... [--json DIR] [--cluster TOPOLOGY] [--pace SECONDS] [--seed N]',
    summary: 'play kubectl transcripts or oracle cases on a fresh cluster',
    load: () => import('./commands/play.ts'),
  },
  {
    name: 'serve',
    usage:
      '[--port N] [--cluster TOPOLOGY] [--kubeconfig FILE] [--speed X] [--control] [--plain] [--seed N] [--without PROCESS,...]',
    summary: 'serve the API of a simulated cluster on the loopback for real clients',
    load: () => import('./commands/serve.ts'),
  },
];
