import { parse as parseBash, type ParsedScript } from 'unbash';

/** A script that the shell's grammar does not accept. */
export class SyntaxProblem extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const MAX_SCRIPT: number = 256 * 1024;

/** A script's tree; a syntax error names its line. */
export function parseScript(text: string): ParsedScript {
  if (text.length > MAX_SCRIPT) throw new SyntaxProblem(`a script has at most ${MAX_SCRIPT} characters`, 1);
  const script = parseBash(text);
  mustParse(script, text);
  return script;
}

/** The parser goes on behind an error, and so does what it makes of it: nothing of that is run. */
export function mustParse({ errors = [] }: ParsedScript, text: string): void {
  const [first] = errors;
  if (first !== undefined) throw new SyntaxProblem(`syntax error: ${first.message}`, lineAt(text, first.pos));
}

/** What the parser says where the end of the text came too soon: a quote, a substitution, a loop that is not closed yet. */
const TOO_SOON = /^(?:unterminated |expected .* to close |expected command |expected '(?:do|then|in)')/;

/** Whether a text is all of a script, or could become one with more lines, or never will. A here-document without its end is whole. */
export function scriptState(text: string): 'whole' | 'open' | 'wrong' {
  if (text.length > MAX_SCRIPT) return 'wrong';
  const errors = parseBash(text).errors ?? [];
  if (errors.length === 0) return 'whole';
  return errors.every(({ message }) => TOO_SOON.test(message)) ? 'open' : 'wrong';
}

export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}
