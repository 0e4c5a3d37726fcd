import { NotSimulated } from '../work.ts';
import { compile, type Expression, quote, shortened } from './linear.ts';

export interface Syntax {
  /** `basic`: `\|`, `\(`, `\+` are the operators, and the bare ones stand for themselves. `fixed`: all characters do. */
  readonly syntax?: 'extended' | 'basic' | 'fixed';
  readonly ignoresCase?: boolean;
  /** What a match must be the whole of. */
  readonly whole?: 'line' | 'word';
}

/** Reading a longer one would take longer than anybody's own is worth. */
const LENGTH_LIMIT = 10_000;

/**
 * A POSIX expression, with what GNU and busybox add to it (`\w`, `\<`), or several of which any will do.
 * @throws NotSimulated for one that is none; by name for what one pass over a text cannot find (a back reference) and for other locales' sets.
 */
export function regularExpression(source: string | readonly string[], syntax: Syntax = {}): Expression {
  const sources = [source].flat();
  const parts = sources.map((one) => read(one, syntax));
  const { ignoresCase, whole } = syntax;
  if (parts.length === 1 && whole === undefined) return compiled(parts.join(''), sources.join(''), ignoresCase);
  // Each by itself first, so that none closes another's parentheses.
  for (const [i, part] of parts.entries()) compiled(part, sources[i] ?? '');
  const any = parts.map((part) => `(?:${part})`).join('|');
  return compiled(
    { line: `^(?:${any})$`, word: `\\b(?:${any})\\b`, none: any }[whole ?? 'none'],
    sources.join('|'),
    ignoresCase,
  );
}

/** One of the sources in the syntax of RE2. */
function read(source: string, { syntax = 'extended' }: Syntax): string {
  if (syntax === 'fixed') return quote(source);
  if (source.length > LENGTH_LIMIT) {
    throw new NotSimulated(`a regular expression of more than ${LENGTH_LIMIT} characters`);
  }
  return (syntax === 'basic' ? extended(source) : source).replaceAll(PARTS, (part) => {
    if (part === '{,') return '{0,';
    return part.startsWith('[') ? bracket(part, source) : escaped(part, source);
  });
}

function compiled(translated: string, source: string, ignoresCase = false): Expression {
  const expression = compile(translated, { ignoresCase });
  if (expression === undefined) throw new NotSimulated(`the regular expression ${shortened(source)}`);
  return expression;
}

const BASIC_PARTS = /\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|\\([|(){}+?])|\\[^]|[|(){}+?$]/g;

/** A basic expression as an extended one. A star at its beginning stands for itself, and a dollar anywhere but at an end. */
function extended(basic: string): string {
  return basic
    .replace(/^(\^?)(?=\*)/, '$1\\')
    .replaceAll(BASIC_PARTS, (part, operator: string | undefined, at: number, whole: string) => {
      if (part.startsWith('[') && part !== '[') return part;
      if (part === '$' && /^(?:$|\\[)|])/.test(whole.slice(at + 1))) return part;
      return part.startsWith('\\') ? (operator ?? part) : `\\${part}`;
    });
}

/** What RE2 may read in another way: a bracket expression, an escaped character, a count without its lower bound. */
const PARTS = /\[\^?\]?(?:\[:\w+:\]|\\[^]|[^\]\\])*\]|\\[^]|\{,(?=\d+\})/gu;

/** Classes and control characters that both write alike. */
const SHARED = /^\\[dDsSwWnrtfv]$/;

const PUNCTUATION = /[!-/:-@[-`{-~]/;

function escaped(part: string, source: string): string {
  if (/[1-9]/.test(part)) {
    throw new NotSimulated(`the back reference ${part} in the regular expression ${shortened(source)}`);
  }
  if (part === String.raw`\<` || part === String.raw`\>`) return String.raw`\b`;
  return /^\\[bB]$/.test(part) ? part : character(part);
}

function bracket(part: string, source: string): string {
  const named = /\[([.=]).?\1?\]?/u.exec(part)?.[0];
  if (named !== undefined) throw new NotSimulated(`${named} in the regular expression ${shortened(source)}`);
  return part.replaceAll(/\\[^]/gu, character);
}

/** What has no meaning of its own stands for itself without its backslash. */
function character(part: string): string {
  return SHARED.test(part) || PUNCTUATION.test(part.slice(1)) ? part : part.slice(1);
}
