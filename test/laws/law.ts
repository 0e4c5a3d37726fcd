import type fc from 'fast-check';
import type { Cluster, ClusterOptions, Topology } from '../../engine/index.ts';

/** A law does not hold: what was expected and found, at which virtual time. */
export class Breach extends Error {
  constructor(cluster: Cluster, what: string) {
    super(`at ${formatTime(cluster.elapsedMs)}: ${what}`);
  }
}

/** Virtual time since the beginning, as reports show it. */
export function formatTime(elapsedMs: number): string {
  const minutes = Math.floor(elapsedMs / 60_000);
  const seconds = (elapsedMs % 60_000) / 1000;
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds} s`;
}

/** Starts the clusters of a check. */
export interface Ground {
  start(topology: Topology, options: ClusterOptions): Cluster;
  /** The name of a deliberate bug that all of them have. */
  readonly bug?: string;
}

/** A property of the public engine: inputs drawn by fast-check, and a check that throws a Breach (or says what it expected). */
export interface Law<T = unknown> {
  /** As `--law` takes it. */
  readonly name: string;
  /** One sentence. */
  readonly says: string;
  /** How many inputs the fixed-seed run draws: chosen so that all laws together stay under a minute. */
  readonly runs: number;
  readonly arbitrary: fc.Arbitrary<T>;
  check(input: T, ground: Ground): void;
  /** Inputs that differ from this one by one thing less: what is left when none of them fails is what matters. */
  smaller(input: T): Iterable<T>;
  /** The input in plain words, a line for each action. */
  tell(input: T): readonly string[];
}
