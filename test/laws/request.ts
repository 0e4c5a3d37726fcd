import { argumentsOf } from '../../bin/arguments.ts';
import { UsageError } from '../../bin/command.ts';
import { BUGS } from './bugs/index.ts';
import { LAWS } from './index.ts';
import type { Law } from './law.ts';

/** What `npm run laws` was asked for. */
export interface Request {
  readonly laws: readonly Law[];
  readonly seed: number;
  /** How long to go on drawing inputs; undefined: each law's own number of them. */
  readonly minutes: number | undefined;
  /** Replays one input of one law. */
  readonly path: string | undefined;
  /** A deliberate bug in every cluster. */
  readonly bug: string | undefined;
}

/** Arguments that mean nothing: one line, exit code 2. */
export class RequestError extends Error {}

/** The day the simulated clusters begin. */
const DEFAULT_SEED = 20_221_003;
const SEEDS = 0x7fff_ffff;

/** Reads the arguments; `draw` gives a number below its bound, for `--seed random`. */
export function requestOf(argv: readonly string[], draw: (bound: number) => number): Request {
  const { law, seed, minutes, path, bug } = valuesOf(argv);
  if (bug !== undefined && !Object.hasOwn(BUGS, bug)) {
    throw new RequestError(`--bug ${bug}: known are ${Object.keys(BUGS).join(', ')}`);
  }
  if (path !== undefined && law === undefined) throw new RequestError('--path needs --law: which law is replayed');
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path)) {
    throw new RequestError(`--path ${path}: give it as a failure printed it, like 12:3:0`);
  }
  if (path !== undefined && minutes !== undefined)
    throw new RequestError('--path replays one input: leave out --minutes');
  return {
    laws: law === undefined ? LAWS : [lawNamed(law)],
    seed: seed === undefined ? DEFAULT_SEED : seedOf(seed, draw),
    minutes: minutes === undefined ? undefined : minutesOf(minutes),
    path,
    bug,
  };
}

type Values = Partial<Record<'law' | 'seed' | 'minutes' | 'path' | 'bug', string>>;

function valuesOf(argv: readonly string[]): Values {
  const text = { type: 'string' } as const;
  try {
    const options = { law: text, seed: text, minutes: text, path: text, bug: text };
    return argumentsOf(argv, options, { takesOperands: false }).values;
  } catch (error) {
    if (error instanceof UsageError) throw new RequestError(error.message, { cause: error });
    throw error;
  }
}

function lawNamed(name: string): Law {
  const found = LAWS.find((law) => law.name === name);
  if (found !== undefined) return found;
  throw new RequestError(`--law ${name}: known are ${LAWS.map((law) => law.name).join(', ')}`);
}

function seedOf(text: string, draw: (bound: number) => number): number {
  if (text === 'random') return draw(SEEDS);
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed <= SEEDS) return seed;
  throw new RequestError(`--seed ${text}: give a whole number up to ${SEEDS}, or random`);
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (/^\d*\.?\d+$/.test(text) && minutes > 0 && minutes <= 10_000) return minutes;
  throw new RequestError(`--minutes ${text}: give a number of minutes above 0, such as 10 or 0.5`);
}
