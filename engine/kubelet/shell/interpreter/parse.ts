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
  const [first] = script.errors ?? [];
  if (first !== undefined) throw new SyntaxProblem(`syntax error: ${first.message}`, lineAt(text, first.pos));
  return script;
}

export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}
