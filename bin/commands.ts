import type { Command } from './command.ts';

const TAGS = ['--tags E', 'only scenarios whose tags fit: "@slow", "not @slow and (@a or @b)"'] as const;
const SEED = ['--seed N', 'what names, addresses, timings and chance follow from (default: 1)'] as const;
const PARALLEL = ['--parallel N', 'run in so many threads; changes nothing but the time it takes'] as const;
const TOPOLOGY = [
  '--topology T',
  'the cluster of scenarios that name none: course (default), bare, or a YAML file',
] as const;
const CLUSTER = ['--cluster TOPOLOGY', 'course (default), bare, or a YAML file'] as const;
const JOBS = ['--jobs N', 'work on so many at once'] as const;

/** Every command of seatrial, in the order in which `--help` lists them. */
export const commands: readonly Command[] = [
  {
    name: 'run',
    usage: '[PATH...] [--tags E] [--seed N] [--out DIR] [--parallel N] [--shard i/n] [--topology T]',
    summary: 'run features (default: features/) and write reports (default: out/)',
    flags: [
      TAGS,
      SEED,
      ['--out DIR', 'the folder of the reports; `seatrial compare` reads two of them'],
      PARALLEL,
      ['--shard i/n', 'only the i-th of n parts, for n jobs side by side: 1/4'],
      TOPOLOGY,
    ],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'explore',
    usage: '[PATH...] --seeds N [--seed FIRST] [--tags E] [--parallel N] [--topology T]',
    summary: 'run the same scenarios under N schedules; print the failing seed and how to replay it',
    flags: [
      ['--seeds N', 'under how many seeds'],
      ['--seed FIRST', 'the first of them (default: 1)'],
      TAGS,
      PARALLEL,
      TOPOLOGY,
    ],
    load: () => import('./commands/explore.ts'),
  },
  {
    name: 'compare',
    usage: 'BASE CURRENT [--html FILE] [--max-slower MS]',
    summary: 'compare two runs (--out folders): what broke, behaves differently, is slower or faster',
    flags: [
      ['--html FILE', 'write the comparison as a page, too, with both timelines'],
      ['--max-slower MS', 'fail when something takes longer than before by more virtual milliseconds than that'],
    ],
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'grade',
    usage: 'EXERCISE --submissions DIR [--out DIR] [--jobs N] [--fail-under N] [--language en|ko] [--seed N]',
    summary: 'grade every sub-folder or zip of DIR; write a page for each and for the class (default: out/grades/)',
    flags: [
      ['--submissions DIR', 'a folder or a zip of it for each student'],
      ['--out DIR', 'where the pages and tables go'],
      JOBS,
      ['--fail-under N', 'exit code 1 when somebody has fewer points than that'],
      ['--language en|ko', 'of the pages (default: en)'],
      SEED,
    ],
    load: () => import('./commands/grade.ts'),
  },
  {
    name: 'rubric',
    usage: 'EXERCISE [--jobs N] [--min-caught PERCENT] [--json FILE]',
    summary: 'prove a rubric: solution, known mistakes and generated mutants get what they should',
    flags: [
      JOBS,
      ['--min-caught PERCENT', 'how many of the mutants it has to catch (default: 85)'],
      ['--json FILE', 'write what was found as JSON, too'],
    ],
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
    flags: [
      ['--json DIR', 'write the answers to oracle cases there'],
      CLUSTER,
      ['--pace SECONDS', 'virtual seconds between two lines of a transcript (default: 2)'],
      SEED,
    ],
    load: () => import('./commands/play.ts'),
  },
  {
    name: 'serve',
    usage:
      '[--port N] [--cluster TOPOLOGY] [--kubeconfig FILE] [--speed X] [--control] [--plain] [--seed N] [--without PROCESS,...] [--start TIME]',
    summary: 'serve the API of a simulated cluster on the loopback for real clients',
    flags: [
      ['--port N', 'on this port of the loopback (default: 6443); 0: any free one'],
      CLUSTER,
      ['--kubeconfig FILE', 'where to write it (default: seatrial.kubeconfig)'],
      ['--speed X', 'virtual seconds a second (default: 1)'],
      ['--control', 'time stands, but runs from event to event while a client waits'],
      ['--plain', 'HTTP instead of HTTPS'],
      SEED,
      ['--without PROCESS,...', 'leave these out, so that real ones can do their work: kube-scheduler, kubelet, ...'],
      ['--start TIME', 'when the clock starts: now, or 2022-10-03T00:00:00Z (default: the topology says)'],
    ],
    load: () => import('./commands/serve.ts'),
  },
];
