/** A shell pattern (`*`, `?`, `[a-z]`) as a regular expression over the whole text. Characters of `literal` pieces stand for themselves. */
export interface Piece {
  readonly text: string;
  readonly isLiteral: boolean;
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

export function patternSource(pieces: readonly Piece[], any = '[^/]'): string {
  return pieces.map(({ text, isLiteral }) => (isLiteral ? escape(text) : translate(text, any))).join('');
}

export function hasMagic(pieces: readonly Piece[]): boolean {
  return pieces.some(({ text, isLiteral }) => !isLiteral && /[*?[]/.test(text));
}

/** A pattern such as `[z-a]` matches nothing. */
export function wholeExpression(source: string): RegExp {
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return /(?!)/u;
  }
}

/** Whole-text match, as `case` and `[[ == ]]` do it. */
export function matches(text: string, pieces: readonly Piece[]): boolean {
  return wholeExpression(patternSource(pieces, '[^]')).test(text);
}

function translate(text: string, any: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '*') out += `${any}*`;
    else if (char === '?') out += any;
    else if (char === '\\' && i + 1 < text.length) out += escape(text[++i] ?? '');
    else if (char === '[') {
      const set = /^\[([!^]?)(\]?[^\]]*)\]/.exec(text.slice(i));
      if (set === null) out += '\\[';
      else {
        out += `[${set[1] === '' ? '' : '^'}${classes(set[2] ?? '')}]`;
        i += set[0].length - 1;
      }
    } else out += escape(char);
  }
  return out;
}

function classes(set: string): string {
  return set.replaceAll('\\', '\\\\').replaceAll(']', '\\]').replaceAll('[', '\\[');
}
