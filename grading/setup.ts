import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotCopyError, Cluster, type Topology } from '../engine/index.ts';
import { playTranscript } from '../runner/play/transcript-player.ts';
import { readTranscript, TranscriptError } from '../runner/play/transcript.ts';
import { type Exercise, ExerciseError } from '../scenarios/exercises.ts';
import { filesBeside } from '../scenarios/files-beside.ts';
import { Session } from '../scenarios/session.ts';
import { topology, TopologyError } from '../scenarios/topologies.ts';

/** Clusters that setups have prepared: every submission begins on a copy. */
const prepared = new WeakMap<Exercise, Map<string, Cluster>>();

/**
 * The cluster that a submission finds: the exercise's topology after its setup, the same for the same seed.
 * @throws ExerciseError
 */
export function preparedCluster(exercise: Exercise, seed: string): Cluster {
  const known = prepared.get(exercise) ?? new Map<string, Cluster>();
  prepared.set(exercise, known);
  const template = known.get(seed);
  const copy = template === undefined ? undefined : copied(template);
  if (copy !== undefined) return copy;
  const cluster = Cluster.start(exerciseTopology(exercise), { seed });
  cluster.grantBudget(exercise.limits.steps);
  playSetup(exercise, cluster);
  const first = copied(cluster);
  if (first === undefined) return cluster;
  known.set(seed, cluster);
  return first;
}

/** Undefined where a container is in the middle of something that cannot be copied. */
export function copied(cluster: Cluster): Cluster | undefined {
  try {
    return cluster.copy();
  } catch (error) {
    if (error instanceof CannotCopyError) return undefined;
    throw error;
  }
}

/** @throws ExerciseError */
function exerciseTopology({ topology: name, folder }: Exercise): Topology {
  const file = join(folder, name);
  try {
    return topology(/\.ya?ml$/.test(name) && existsSync(file) ? file : name);
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    throw new ExerciseError(`${join(folder, 'exercise.yaml')}: topology: ${error.message}`, { cause: error });
  }
}

/**
 * Runs the exercise's own preparation, if it has one; every line has to succeed.
 * @throws ExerciseError
 */
function playSetup({ folder, setup, paceSeconds }: Exercise, cluster: Cluster): void {
  if (setup === undefined) return;
  const file = join(folder, setup);
  if (!existsSync(file)) throw new ExerciseError(`${join(folder, 'exercise.yaml')}: setup: ${file} does not exist`);
  const session = new Session(cluster, filesBeside(folder));
  for (const line of linesOf(file)) {
    const { exit, stderr, line: typed } = playTranscript(line, session);
    if (exit !== 0) throw new ExerciseError(`${file}:${line.line}: the setup fails: ${typed}: ${stderr.trim()}`);
    cluster.advance(paceSeconds * 1000);
  }
}

function linesOf(file: string): ReturnType<typeof readTranscript> {
  try {
    return readTranscript(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof TranscriptError) throw new ExerciseError(error.message, { cause: error });
    throw error;
  }
}
