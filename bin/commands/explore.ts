import { ProjectError } from '../../runner/execute.ts';
import { explore } from '../../runner/explore.ts';
import { terminalOf } from '../../runner/terminal.ts';
import { argumentsOf } from '../arguments.ts';
import { asUsage, UsageError } from '../command.ts';
import { threadsOf, topologyOf } from '../features.ts';
import { wholeNumber } from '../numbers.ts';

/** `seatrial explore [PATH...] --seeds N [--seed FIRST]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(argv, {
    seeds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    tags: { type: 'string' },
    parallel: { type: 'string' },
    topology: { type: 'string' },
  });
  if (values.seeds === undefined) throw new UsageError('explore needs --seeds N: under how many seeds to run');
  const seeds = wholeNumber('--seeds', values.seeds);
  if (seeds === 0) throw new UsageError('--seeds 0 would run nothing');
  if (values.topology !== undefined) topologyOf('--topology', values.topology);
  const request = {
    cwd: process.cwd(),
    paths: positionals.length === 0 ? ['features'] : positionals,
    seeds,
    firstSeed: wholeNumber('--seed', values.seed),
    parallel: threadsOf(values.parallel),
    ...(values.tags === undefined ? {} : { tags: values.tags }),
    ...(values.topology === undefined ? {} : { topology: values.topology }),
    terminal: terminalOf(process.stdout, process.env),
    complain: (line: string) => void process.stderr.write(`${line}\n`),
  };
  return await asUsage([ProjectError], () => explore(request));
}
