import { parseArgs } from 'node:util';
import { asUsage, seedOf, threadsOf, topologyOf } from '../features.ts';
import { runFeatures } from '../../runner/run.ts';
import { terminalOf } from '../../runner/terminal.ts';
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
  if (values.shard !== undefined && !/^[1-9]\d*\/[1-9]\d*$/.test(values.shard))
    throw new UsageError(`--shard ${values.shard}: give it as 1/4, the first of four parts`);
  return await asUsage(() =>
    runFeatures({
      cwd: process.cwd(),
      paths: positionals.length === 0 ? ['features'] : positionals,
      seed: seedOf(values.seed),
      parallel: threadsOf(values.parallel),
      ...(values.tags === undefined ? {} : { tags: values.tags }),
      ...(values.shard === undefined ? {} : { shard: values.shard }),
      ...(values.topology === undefined ? {} : { topology: topologyOf(values.topology) }),
      out: values.out,
      terminal: terminalOf(process.stdout, process.env),
      complain: (line) => void process.stderr.write(`${line}\n`),
    }),
  );
}
