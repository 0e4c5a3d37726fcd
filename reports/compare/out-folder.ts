import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_INDEX_FORMAT, type IndexedScenario, type RunIndex } from '../run-index.ts';

/** A folder that `seatrial run --out` wrote, as a comparison reads it. */
export interface OutFolder {
  readonly path: string;
  readonly index: RunIndex;
  /** The bytes of a scenario's trace file. */
  traceText(scenario: IndexedScenario): string;
}

/** A folder that cannot be compared; the message is one line that says what, where and what to do. */
export class OutFolderError extends Error {
  override readonly name = 'OutFolderError';
}

/** Reads a run's index; traces are read one at a time, when they are asked for. */
export function openOutFolder(path: string): OutFolder {
  if (!existsSync(path)) throw new OutFolderError(`${path}: no such folder`);
  if (!statSync(path).isDirectory())
    throw new OutFolderError(`${path}: no folder; give one that \`seatrial run --out\` wrote`);
  const index = readIndex(path);
  return { path, index, traceText: (scenario) => readTrace(path, scenario) };
}

function readIndex(path: string): RunIndex {
  const file = join(path, 'run.json');
  if (!existsSync(file))
    throw new OutFolderError(`${path}: no run.json in it; give a folder that \`seatrial run --out\` wrote`);
  const index = parse(file) as Partial<RunIndex> | null;
  if (index?.format !== RUN_INDEX_FORMAT)
    throw new OutFolderError(
      `${file}: its format is ${JSON.stringify(index?.format)}, not ${RUN_INDEX_FORMAT}; run both with the same seatrial`,
    );
  if (typeof index.seed !== 'string' || !Array.isArray(index.features) || index.topologies === undefined)
    throw new OutFolderError(
      `${file}: seed, topologies or features are missing; run \`seatrial run --out ${path}\` again`,
    );
  return index as RunIndex;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new OutFolderError(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readTrace(path: string, { trace, id }: IndexedScenario): string {
  const file = join(path, trace);
  // An index names only files of its own folder; one that does not was not written by a run.
  if (!/^traces\/[^/\\]+\.ndjson$/.test(trace)) throw new OutFolderError(`${path}: run.json names no trace of ${id}`);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OutFolderError(`${file}: the trace of ${id} cannot be read: ${code ?? String(error)}`);
  }
}
