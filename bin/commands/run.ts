import { parseArgs } from 'node:util';
import { runFeatures } from '../../runner/run.ts';
import { UsageError } from '../command.ts';

/** `seatrial run [PATH...] [--tags E] [--seed N] [--out DIR] [--parallel N] [--shard i/n]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      tags: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'out' },
      parallel: { type: 'string', default: '0' },
      shard: { type: 'string' },
      topology: { type: 'string' },
    },
  });
  const parallel = Number(values.parallel);
  if (!Number.isInteger(parallel) || parallel < 0 || parallel > 256)
    throw new UsageError(`--parallel ${values.parallel}: give a number of threads, 0 to 256`);
  if (values.shard !== undefined && !/^[1-9]\d*\/[1-9]\d*$/.test(values.shard))
    throw new UsageError(`--shard ${values.shard}: give it as 1/4, the first of four parts`);
  return await runFeatures({
    cwd: process.cwd(),
    paths: positionals.length === 0 ? ['features'] : positionals,
    seed: values.seed,
    parallel,
    ...(values.tags === undefined ? {} : { tags: values.tags }),
    ...(values.shard === undefined ? {} : { shard: values.shard }),
    ...(values.topology === undefined ? {} : { topology: values.topology }),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
}
