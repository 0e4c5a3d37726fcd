import { clip, visible } from '../html/escape.ts';

/** A place in a file with something to say about it. */
export interface Annotation {
  /** Relative to the repository. */
  readonly file: string;
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

/** GitHub shows ten errors of a step and drops the rest. */
const MOST = 10;

/** Workflow commands for GitHub Actions, one a line: the first ten as errors, and how many there are more. */
export function annotationLines(annotations: readonly Annotation[]): readonly string[] {
  const lines = annotations.slice(0, MOST).map(annotationLine);
  const left = annotations.length - MOST;
  return left > 0 ? [...lines, `::notice title=seatrial::${left} more, see the step summary`] : lines;
}

function annotationLine({ file, line, title, message }: Annotation): string {
  const place = line > 0 ? `file=${property(file)},line=${line}` : `file=${property(file)}`;
  return `::error ${place},title=${property(clip(title, 200))}::${data(clip(message, 2000))}`;
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * A text for the log of a GitHub step, in which no line is a command to it, whatever names and outputs it shows: a zero-width space stands
 * within what would begin one.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1:\u200b').replaceAll('##[', '#\u200b#[');
}
