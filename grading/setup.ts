import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, Topology } from '../engine/index.ts';
import { playTranscript } from '../runner/play/transcript-player.ts';
import { readTranscript, TranscriptError } from '../runner/play/transcript.ts';
import { type Exercise, ExerciseError } from '../scenarios/exercises.ts';
import { filesBeside } from '../scenarios/files-beside.ts';
import { Session } from '../scenarios/session.ts';
import { topology, TopologyError } from '../scenarios/topologies.ts';

/** @throws ExerciseError */
export function exerciseTopology({ topology: name, folder }: Exercise): Topology {
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
export function playSetup({ folder, setup, paceSeconds }: Exercise, cluster: Cluster): void {
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
