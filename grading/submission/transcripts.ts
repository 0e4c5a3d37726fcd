import { MAX_LINES, scanTranscript, TranscriptError, type TranscriptLine } from '../../runner/play/transcript.ts';
import { TypedNames } from '../../runner/play/typed-names.ts';
import type { SubmissionLimits, SubmittedLine } from '../submission.ts';
import { freeMark } from './end-mark.ts';
import type { Ledger } from './ledger.ts';
import { oddCharacter } from './odd-characters.ts';
import { codeBlocks, dialectOf, isManifestLanguage } from './markdown.ts';
import { terminalRows, type Dialect } from './terminal-rows.ts';
import { rowsOf } from './text.ts';

/** Whether a text has a kubectl command, be there printed text around it. */
export function hasKubectl(text: string): boolean {
  return terminalRows(rowsOf(text), 'text').rows.some((row) => /^kubectl\s/.test(row));
}

/** Collects the lines of all transcripts, file after file. */
export class TranscriptReader {
  readonly lines: SubmittedLine[] = [];
  readonly #limits: SubmissionLimits;
  readonly #ledger: Ledger;
  /** One shell plays all files: what they made so far, as their rows are sorted, and as their lines are read, which comes behind. */
  readonly #names = new TypedNames();
  readonly #namesOfLines = new TypedNames();

  constructor(limits: SubmissionLimits, ledger: Ledger) {
    this.#limits = limits;
    this.#ledger = ledger;
  }

  /** Takes a script or what was copied from a terminal. */
  readRows(path: string, text: string, dialect: Dialect): void {
    this.#ledger.file(path, 'transcript');
    const part: Part = { path, firstLine: 1, dialect, rows: rowsOf(text) };
    const count = this.#read(part);
    if (count > 0) return;
    this.#ledger.file(path, 'ignored');
    const blank = part.rows.every((row) => row.trim() === '' || row.trim().startsWith('#'));
    const why = blank ? 'it is empty or has only comments' : 'no line of it is run';
    this.#ledger.problem(path, `${why}: a transcript has lines of kubectl, curl, sleep, cat and a small shell`);
  }

  /** Takes the code blocks of a page. */
  readMarkdown(path: string, text: string): void {
    this.#ledger.file(path, 'transcript');
    let count = 0;
    for (const { language, firstLine, rows } of codeBlocks(rowsOf(text))) {
      const dialect = dialectOf(language);
      if (dialect !== undefined) count += this.#read({ path, firstLine, dialect, rows });
      if (isManifestLanguage(language))
        this.#ledger.problem(
          path,
          `this ${language} block is not applied: hand it in as a file, or put it behind kubectl apply -f - <<EOF in a block of commands`,
          firstLine,
        );
    }
    if (count > 0) return;
    this.#ledger.file(path, 'ignored');
    this.#ledger.problem(
      path,
      'no code block of it has a command: only lines of kubectl, curl, sleep, cat and a small shell between ``` are run',
    );
  }

  /** Reads some rows of a file; answers how many commands they have, taken or not. */
  #read(part: Part): number {
    const { rows, refused, printed, commented } = terminalRows(part.rows, part.dialect, this.#names);
    const offset = part.firstLine - 1;
    const problems: Problem[] = refused.map(({ line, message }) => ({ line: line + offset, message }));
    const count = this.#take(rows, part, problems);
    if (count === 0 && commented.length > 0)
      problems.push({
        line: (commented[0] ?? 0) + offset,
        message: 'what stands behind # is a comment and not run; write the commands without #',
      });
    if (printed.length > 0 && count > 0) problems.push(printedProblem(printed, offset));
    problems.sort((a, b) => a.line - b.line);
    for (const { line, message } of problems) this.#ledger.problem(part.path, message, line);
    return count;
  }

  #take(rows: readonly string[], part: Part, problems: Problem[]): number {
    let count = 0;
    for (const line of scanTranscript(rows, part.path, this.#namesOfLines)) {
      const at = line.line + part.firstLine - 1;
      const { maxLines } = this.#limits;
      if (this.lines.length >= maxLines || count >= maxLines) {
        const message = `transcripts have at most ${maxLines} lines of commands; from here on nothing is run`;
        this.#ledger.limit('lines', `${part.path}:${at}`, message);
        problems.push({ line: at, message });
        return count;
      }
      count += 1;
      const why = line instanceof TranscriptError ? line.reason : this.#add(line, part.path, at);
      if (why !== undefined) problems.push({ line: at, message: why });
    }
    return count;
  }

  /** Takes a line; answers what is wrong with it, whether it is taken or not. */
  #add(line: TranscriptLine, file: string, at: number): string | undefined {
    const { maxLineLength } = this.#limits;
    const { command, document, documentRows } = typed(line);
    const isLong = command.length > maxLineLength;
    if (!isLong && documentRows < MAX_LINES - 1) {
      this.lines.push({ file, line: at, text: `${command}${document}` });
      return oddCharacter(command);
    }
    const message = isLong
      ? `the line has more than ${maxLineLength} characters and is not run`
      : `its here-document has ${documentRows} lines, more than ${MAX_LINES - 2}, and the line is not run: hand in a file`;
    this.#ledger.limit(isLong ? 'line length' : 'here-document', `${file}:${at}`, message);
    return message;
  }
}

interface Part {
  readonly path: string;
  readonly firstLine: number;
  readonly dialect: Dialect;
  readonly rows: readonly string[];
}

interface Problem {
  readonly line: number;
  readonly message: string;
}

function printedProblem(printed: readonly number[], offset: number): Problem {
  const line = (printed[0] ?? 0) + offset;
  const last = (printed.at(-1) ?? 0) + offset;
  const where = line === last ? 'this line is' : `${printed.length} lines from here to line ${last} are`;
  return {
    line,
    message: `${where} no command and not run (printed by one?); put "$ " before commands to tell them apart`,
  };
}

/** A line as a transcript has it, and the here-document behind it. */
function typed(line: TranscriptLine): {
  readonly command: string;
  readonly document: string;
  readonly documentRows: number;
} {
  const command = `${line.afterSuccess === true ? '&& ' : ''}${commandOf(line)}`;
  if (line.kind === 'shell') {
    const [, ...more] = command.split('\n');
    return { command, document: '', documentRows: more.length };
  }
  if (!('hereDocument' in line)) return { command, document: '', documentRows: 0 };
  const rows = line.hereDocument.split('\n');
  const mark = freeMark(rows);
  return { command, document: ` <<'${mark}'\n${line.hereDocument}${mark}`, documentRows: rows.length - 1 };
}

function commandOf(line: TranscriptLine): string {
  switch (line.kind) {
    case 'sleep':
      return `sleep ${line.seconds < 0.001 ? 0 : line.seconds}`;
    case 'cat':
      return `cat ${line.path}`;
    case 'shell':
      return line.text;
    case 'write':
      return `cat ${line.append ? '>>' : '>'} ${line.path}`;
    default:
      return `${line.kind} ${line.text}`.trimEnd();
  }
}
