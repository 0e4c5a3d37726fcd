import { parseArgs } from 'node:util';
import { explore } from '../../runner/explore.ts';
import { terminalOf } from '../../runner/terminal.ts';
import { UsageError } from '../command.ts';
import { asUsage, threadsOf, topologyOf } from '../features.ts';
import { wholeNumber } from '../whole-number.ts';

/** `seatrial explore [PATH...] --seeds N [--seed FIRST]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      seeds: { type: 'string' },
      seed: { type: 'string', default: '1' },
      tags: { type: 'string' },
      parallel: { type: 'string' },
      topology: { type: 'string' },
    },
  });
  if (values.seeds === undefined) throw new UsageError('explore needs --seeds N: under how many seeds to run');
  const seeds = wholeNumber('--seeds', values.seeds);
  if (seeds === 0) throw new UsageError('--seeds 0 would run nothing');
  const firstSeed = wholeNumber('--seed', values.seed);
  return await asUsage(() =>
    explore({
      cwd: process.cwd(),
      paths: positionals.length === 0 ? ['features'] : positionals,
      seeds,
      firstSeed,
      parallel: threadsOf(values.parallel),
      ...(values.tags === undefined ? {} : { tags: values.tags }),
      ...(values.topology === undefined ? {} : { topology: topologyOf(values.topology) }),
      terminal: terminalOf(process.stdout, process.env),
      complain: (line) => void process.stderr.write(`${line}\n`),
    }),
  );
}
