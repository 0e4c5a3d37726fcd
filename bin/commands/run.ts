import { parseArgs } from 'node:util';
import { asUsage, shardOf, threadsOf, topologyOf } from '../features.ts';
import { wholeNumber } from '../whole-number.ts';
import { runFeatures } from '../../runner/run.ts';
import { surroundings } from '../surroundings.ts';

/** `seatrial run [PATH...] [--tags E] [--seed N] [--out DIR] [--parallel N] [--shard i/n]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      tags: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'out' },
      parallel: { type: 'string' },
      shard: { type: 'string' },
      topology: { type: 'string' },
    },
  });
  const { terminal, complain, gitHub } = await surroundings();
  return await asUsage(() =>
    runFeatures({
      cwd: process.cwd(),
      paths: positionals.length === 0 ? ['features'] : positionals,
      seed: String(wholeNumber('--seed', values.seed)),
      parallel: threadsOf(values.parallel),
      ...(values.tags === undefined ? {} : { tags: values.tags }),
      ...(values.shard === undefined ? {} : { shard: shardOf(values.shard) }),
      ...(values.topology === undefined ? {} : { topology: topologyOf(values.topology) }),
      out: values.out,
      terminal,
      complain,
      ...(gitHub === undefined ? {} : { gitHub }),
    }),
  );
}
