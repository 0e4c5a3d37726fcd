import { HotLoopError } from '../../engine/index.ts';
import { splitWords } from '../../kubectl/command-line/words.ts';
import { curl } from '../curl.ts';
import type { Session } from '../../scenarios/session.ts';
import { isNowhere, type Streams, streamsOf } from './shell.ts';
import { inForeground, isEdit, type TranscriptLine } from './transcript.ts';

export interface LineResult {
  /** The line as it was typed. */
  readonly line: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The kubectl commands that a line of the shell came to. */
  readonly ran?: readonly { readonly command: string; readonly exit: number }[];
  /** The cluster did not settle: its budget is used up. */
  readonly isUnsettled?: boolean;
}

/**
 * Plays one line of a transcript; nothing is ever run on the host. A cluster that never settles fails the line, not the program: the
 * caller grants the cluster its budget, for each line or for all of them.
 */
export function playTranscript(line: TranscriptLine, session: Session): LineResult {
  try {
    return playLine(line, session);
  } catch (error) {
    return { line: typed(line), exit: 1, stdout: '', stderr: unsettled(error), isUnsettled: true };
  }
}

/** The pause before the next line is typed. Answers what went wrong meanwhile, '' when nothing did. */
export function pause(session: Session, paceMs: number): string {
  try {
    session.cluster.advance(paceMs);
    return '';
  } catch (error) {
    return unsettled(error);
  }
}

function unsettled(error: unknown): string {
  if (error instanceof HotLoopError) return `seatrial: ${error.message}\n`;
  throw error;
}

function typed(line: TranscriptLine): string {
  if (line.kind === 'sleep') return `sleep ${line.seconds}`;
  if (line.kind === 'shell') return line.text;
  if (line.kind === 'write') return `cat ${line.append ? '>>' : '>'} ${line.path}`;
  return `${line.kind} ${line.kind === 'cat' ? line.path : line.text}`;
}

function playLine(line: TranscriptLine, session: Session): LineResult {
  switch (line.kind) {
    case 'kubectl':
      return playKubectl(line, session);
    case 'curl': {
      const words = splitWords(line.text);
      if ('refused' in words) return refused(typed(line), words.refused);
      return { line: typed(line), ...curl(session, words.words) };
    }
    case 'sleep':
      session.cluster.advance(line.seconds * 1000);
      return { line: typed(line), exit: 0, stdout: '', stderr: '' };
    case 'cat':
      return cat(line.path, session);
    case 'shell':
      return { line: line.text, ...session.shell(line.text) };
    case 'write':
      return written({ line: typed(line), exit: 0, stdout: line.hereDocument, stderr: '' }, line, session);
  }
}

function playKubectl(line: TranscriptLine & { kind: 'kubectl' }, session: Session): LineResult {
  const text = inForeground(line.text);
  const { command, pipedTo, into }: Streams = streamsOf(text) ?? { command: text };
  const words = splitWords(command);
  if ('refused' in words) return refused(typed(line), words.refused);
  const { hereDocument } = line;
  const input =
    hereDocument === undefined ? {} : isEdit(text) ? { editor: () => hereDocument } : { stdin: hereDocument };
  const first = { line: typed(line), ...session.kubectl(words.words, input) };
  const last = pipedTo === undefined ? first : piped(first, pipedTo, session);
  return into === undefined ? last : written(last, into, session);
}

/** `kubectl ... | kubectl apply -f -`: the last one's exit code counts. */
function piped(from: LineResult, command: string, session: Session): LineResult {
  const split = splitWords(command);
  if ('refused' in split) return refused(from.line, split.refused);
  const { exit, stdout, stderr } = session.kubectl(split.words.slice(1), { stdin: from.stdout });
  return { line: from.line, exit, stdout, stderr: `${from.stderr}${stderr}` };
}

/** What would be printed goes to a file, for the lines that follow. */
function written(result: LineResult, { path, append }: NonNullable<Streams['into']>, session: Session): LineResult {
  if (isNowhere(path)) return { ...result, stdout: '' };
  const why = session.make(path, result.stdout, append);
  return { ...result, stdout: '', stderr: why === undefined ? result.stderr : `${result.stderr}seatrial: ${why}\n` };
}

function cat(path: string, session: Session): LineResult {
  const content = session.read(path);
  if (content !== undefined) return { line: `cat ${path}`, exit: 0, stdout: content, stderr: '' };
  return { line: `cat ${path}`, exit: 1, stdout: '', stderr: `cat: ${path}: No such file or directory\n` };
}

function refused(line: string, why: string): LineResult {
  return { line, exit: 2, stdout: '', stderr: `seatrial: ${why}\n` };
}
