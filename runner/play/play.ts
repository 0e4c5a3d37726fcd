import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Cluster } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';
import { folderFiles, layered } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { mustTakeFiles, OutputError, writeOut } from '../out-folder.ts';
import { OracleCaseError, readOracleCase } from './oracle-case.ts';
import { replayCase } from './oracle-replay.ts';
import { readTranscript, TranscriptError } from './transcript.ts';
import { pause, playTranscript } from './transcript-player.ts';

export interface PlayOptions {
  readonly files: readonly string[];
  /** Where `CASE.json` files in the golden shape go. */
  readonly json?: string;
  readonly cluster: string;
  readonly seed: string;
  /** Virtual milliseconds between two lines of a transcript. */
  readonly paceMs: number;
  out(text: string): void;
  err(text: string): void;
}

/** A file that cannot be played at all: missing, too long, not a transcript or case. */
export class PlayError extends Error {}

const MAX_FILE_BYTES = 1024 * 1024;

/**
 * Plays each file on a fresh cluster. Exit code: 0 all lines succeeded, 1 a line failed, 2 a file could not be played.
 * @throws OutputError before anything is played, where no results can be written
 */
export function play(options: PlayOptions): number {
  if (options.json !== undefined) mustTakeFiles('--json', options.json);
  let exit = 0;
  for (const file of options.files) {
    try {
      exit = Math.max(exit, playFile(file, options));
    } catch (error) {
      if (!isInputError(error)) throw error;
      options.err(`seatrial: ${error.message}\n`);
      exit = 2;
    }
  }
  return exit;
}

const INPUT_ERRORS = [PlayError, TranscriptError, OracleCaseError, OutputError];

function isInputError(error: unknown): error is Error {
  return INPUT_ERRORS.some((kind) => error instanceof kind);
}

function playFile(file: string, options: PlayOptions): number {
  const text = readText(file);
  return /\.(yaml|yml)$/.test(file) ? playCase(text, file, options) : playLines(text, file, options);
}

function readText(file: string): string {
  let size: number;
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw new PlayError(`${file} is not a file`);
    ({ size } = stat);
  } catch (error) {
    if (error instanceof PlayError) throw error;
    throw new PlayError(`${file} does not exist`);
  }
  if (size > MAX_FILE_BYTES)
    throw new PlayError(`${file} has ${size} bytes; a transcript or case has at most ${MAX_FILE_BYTES}`);
  return readFileSync(file, 'utf8');
}

function playCase(text: string, file: string, options: PlayOptions): number {
  const oracle = readOracleCase(text, file);
  const replay = replayCase(oracle, options.seed);
  if (options.json !== undefined) {
    writeJson(options.json, oracle.name, replay);
    return 0;
  }
  for (const step of replay.steps) {
    const { run, stdout, stderr } = step as { run?: string; stdout?: string; stderr?: string };
    if (run === undefined) continue;
    options.out(`$ kubectl ${run}\n${stdout ?? ''}`);
    if ((stderr ?? '') !== '') options.err(stderr ?? '');
  }
  return 0;
}

function playLines(text: string, file: string, options: PlayOptions): number {
  const lines = readTranscript(text, file);
  const cluster = Cluster.start(topology(options.cluster), { seed: options.seed });
  // Beside the transcript, and below the folder where seatrial runs, as scenarios find them.
  const files = layered(folderFiles(dirname(resolve(file))), () => [folderFiles(process.cwd())]);
  const session = new Session(cluster, files, { isPart: true });
  const steps: object[] = [];
  let failed = false;
  let lastExit = 0;
  for (const line of lines) {
    if (line.afterSuccess === true && lastExit !== 0) continue;
    cluster.grantBudget();
    const result = playTranscript(line, session);
    cluster.grantBudget();
    const meanwhile = pause(session, options.paceMs);
    const stderr = result.stderr + meanwhile;
    options.out(`$ ${result.line}\n${result.stdout}`);
    if (stderr !== '') options.err(stderr);
    lastExit = result.exit;
    failed ||= result.exit !== 0 || meanwhile !== '';
    steps.push({ run: result.line, exit: result.exit, stdout: result.stdout, stderr });
  }
  if (options.json !== undefined) writeJson(options.json, basename(file), { case: basename(file), steps, trace: [] });
  return failed ? 1 : 0;
}

function writeJson(folder: string, name: string, value: object): void {
  const file = join(folder, `${name.replaceAll(/[^\w.-]/g, '_')}.json`);
  writeOut('--json', file, `${JSON.stringify(value, null, 1)}\n`);
}
