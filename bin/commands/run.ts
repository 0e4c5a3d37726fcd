import { ProjectError } from '../../runner/execute.ts';
import { OutputError } from '../../runner/out-folder.ts';
import { runFeatures } from '../../runner/run.ts';
import { argumentsOf } from '../arguments.ts';
import { asUsage } from '../command.ts';
import { shardOf, threadsOf, topologyOf } from '../features.ts';
import { wholeNumber } from '../numbers.ts';
import { surroundings } from '../surroundings.ts';

/** `seatrial run [PATH...] [--tags E] [--seed N] [--out DIR] [--parallel N] [--shard i/n]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(argv, {
    tags: { type: 'string' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'out' },
    parallel: { type: 'string' },
    shard: { type: 'string' },
    topology: { type: 'string' },
  });
  const { terminal, complain, gitHub } = await surroundings();
  if (values.topology !== undefined) topologyOf('--topology', values.topology);
  const request = {
    cwd: process.cwd(),
    paths: positionals.length === 0 ? ['features'] : positionals,
    seed: String(wholeNumber('--seed', values.seed)),
    parallel: threadsOf(values.parallel),
    ...(values.tags === undefined ? {} : { tags: values.tags }),
    ...(values.shard === undefined ? {} : { shard: shardOf(values.shard) }),
    ...(values.topology === undefined ? {} : { topology: values.topology }),
    out: values.out,
    terminal,
    complain,
    ...(gitHub === undefined ? {} : { gitHub }),
  };
  return await asUsage([ProjectError, OutputError], () => runFeatures(request));
}
