/** Something that is wrong with an expression, and where: the line counts from 1, the column from 0. */
export interface Issue {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** An issue with the expression as a whole. */
export function nowhere(message: string): Issue {
  return { line: -1, column: -1, message };
}

/** The text of an expression. Offsets and columns count code points, as CEL does. */
export class Source {
  readonly points: readonly string[];
  readonly #lines: readonly string[];
  /** Where the second line begins, the third, and so on. */
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.points = [...text];
    this.#lines = text.split('\n');
    let offset = 0;
    this.#starts = this.#lines.map((line) => (offset += [...line].length + 1));
  }

  /** The issue of a parser: where it says. */
  issueAt(offset: number, message: string): Issue {
    const before = this.#starts.filter((start) => start <= offset);
    return { line: before.length + 1, column: offset - (before.at(-1) ?? 0), message };
  }

  /** The issue of the type checker, which counts the first column of a line as the one behind the line before (cel-go v0.12, locationByID). */
  checkedIssueAt(offset: number, message: string): Issue {
    const before = this.#starts.filter((start) => start < offset);
    return { line: before.length + 1, column: offset - (before.at(-1) ?? 0), message };
  }

  /** Issues as cel-go v0.12 prints them: in the order of their places, each with its line and a mark below it. */
  describe(issues: readonly Issue[]): string {
    const shown = issues.slice(0, MOST_ISSUES).toSorted((a, b) => a.line - b.line || a.column - b.column);
    const more = issues.length - MOST_ISSUES;
    return [
      ...shown.map((issue) => this.#describeOne(issue)),
      ...(more > 0 ? [`${more} more errors were truncated`] : []),
    ].join('\n');
  }

  #describeOne({ line, column, message }: Issue): string {
    const said = `ERROR: <input>:${line}:${column + 1}: ${message}`;
    const text = this.#lines[line - 1];
    if (text === undefined || text.length > LONGEST_SNIPPET) return said;
    const snippet = text.replaceAll('\t', ' ');
    const points = [...snippet];
    const dots = points.slice(0, column).map((point) => (isWide(point) ? '\uff0e' : '.'));
    const mark = isWide(points[column] ?? '') ? '\uff3e' : '^';
    return `${said}\n | ${snippet}\n | ${dots.join('')}${mark}`;
  }
}

const MOST_ISSUES = 100;
const LONGEST_SNIPPET = 16_384;

/** More than one byte of UTF-8. */
const isWide = (point: string): boolean => (point.codePointAt(0) ?? 0) > 0x7f;
