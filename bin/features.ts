import { topology, TopologyError } from '../scenarios/topologies.ts';
import { asUsage, UsageError } from './command.ts';

/** `--parallel N`: worker threads; without it everything runs in this one. */
export function threadsOf(value: string | undefined): number {
  if (value === undefined) return 0;
  const threads = Number(value);
  if (/^\d+$/.test(value) && threads >= 1 && threads <= 64) return threads;
  throw new UsageError(`--parallel ${value}: give a number of threads, 1 to 64`);
}

/** `--shard 1/4`: the first of four parts. */
export function shardOf(value: string): string {
  const [part, parts] = value.split('/').map(Number);
  if (/^[1-9]\d{0,5}\/[1-9]\d{0,5}$/.test(value) && Number(part) <= Number(parts)) return value;
  throw new UsageError(`--shard ${value}: give it as 1/4, the first of four parts`);
}

/** `--topology NAME`, refused before anything runs. */
export function topologyOf(flag: string, value: string): ReturnType<typeof topology> {
  return asUsage([TopologyError], () => topology(value), `${flag}: `);
}
