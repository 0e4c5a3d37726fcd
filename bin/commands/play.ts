import { parseArgs } from 'node:util';
import { play } from '../../runner/play/play.ts';
import { topology, TopologyError } from '../../scenarios/topologies.ts';
import { UsageError } from '../command.ts';

/** `seatrial play FILE... [--json DIR] [--cluster TOPOLOGY] [--pace SECONDS] [--seed N]` */
export function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      cluster: { type: 'string', default: 'course' },
      pace: { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (positionals.length === 0)
    throw new UsageError('play needs at least one FILE: a transcript of kubectl commands or an oracle case');
  const paceMs = Number(values.pace) * 1000;
  if (!Number.isFinite(paceMs) || paceMs < 0 || paceMs > 86_400_000) {
    throw new UsageError(`--pace ${values.pace}: give the virtual seconds between two lines, 0 to 86400`);
  }
  knownTopology(values.cluster);
  const exit = play({
    files: positionals,
    ...(values.json === undefined ? {} : { json: values.json }),
    cluster: values.cluster,
    seed: values.seed,
    paceMs,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
  return Promise.resolve(exit);
}

function knownTopology(name: string): void {
  try {
    topology(name);
  } catch (error) {
    throw error instanceof TopologyError ? new UsageError(error.message) : error;
  }
}
