/** A place in the text of one document: all three count from 0, as go-yaml's marks do. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

/** Which half of go-yaml found the mistake: the two print line numbers differently. */
export type SyntaxErrorSource = 'scanner' | 'parser' | 'reader' | 'decoder';

/** A mistake as go-yaml sees it: what it says, where it stands, and where the construct around it began. */
export class GoYamlError extends Error {
  override readonly name = 'GoYamlError';
  readonly source: SyntaxErrorSource;
  readonly problem: string;
  readonly mark: Mark;
  readonly contextMark: Mark;

  constructor(source: SyntaxErrorSource, problem: string, mark: Mark, contextMark: Mark = mark) {
    super(problem);
    this.source = source;
    this.problem = problem;
    this.mark = mark;
    this.contextMark = contextMark;
  }

  /**
   * `line 4: did not find expected key`, as go-yaml v2 prints it: the scanner counts lines from 1, the parser from 0
   * (so its number is one too small), and a mistake on the first line falls back to the line where the construct began.
   */
  get goMessage(): string {
    const line = this.goLine;
    return line === 0 ? this.problem : `line ${line}: ${this.problem}`;
  }

  private get goLine(): number {
    if (this.source === 'reader' || this.source === 'decoder') return 0;
    if (this.mark.line === 0) return this.contextMark.line;
    return this.source === 'scanner' ? this.mark.line + 1 : this.mark.line;
  }
}
