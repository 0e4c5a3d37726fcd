import type { TraceEntry } from '../../engine/index.ts';
import { OutFolderError } from './out-folder.ts';

/** The entries of a trace file's text, which stand below its head; `file` is named when a line is no JSON. */
export function parseTrace(text: string, file: string): readonly TraceEntry[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.slice(1).map((line, index) => parseLine(line, `${file}:${index + 2}`) as TraceEntry);
}

function parseLine(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new OutFolderError(`${where}: no line of a trace: ${error instanceof Error ? error.message : String(error)}`);
  }
}
