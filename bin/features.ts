import { ProjectError } from '../runner/execute.ts';
import { topology, TopologyError } from '../scenarios/topologies.ts';
import { UsageError } from './command.ts';

/** What the commands that run features share: their arguments, and which errors are the caller's own. */
export async function asUsage(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProjectError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

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
export function topologyOf(value: string): string {
  try {
    topology(value);
    return value;
  } catch (error) {
    if (error instanceof TopologyError) throw new UsageError(`--topology: ${error.message}`, { cause: error });
    throw error;
  }
}
