/** What of a text stays visible to a rule; the rest becomes spaces, so that lines keep their numbers. */
export interface Visible {
  /** The insides of quoted strings, templates and regular expressions. */
  readonly strings: boolean;
}

interface Token {
  readonly end: number;
  /** Nothing of a comment is ever visible; of a literal the insides may be. */
  readonly comment: boolean;
}

/** A `/` after one of these begins a regular expression; after anything else it divides. */
const BEFORE_REGEX =
  /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield))\s*$/;

/** The code of a TypeScript text: comments blanked, and literals unless they are asked for. */
export function mask(text: string, visible: Visible): string {
  let out = '';
  let index = 0;
  const templateDepths: number[] = []; // Braces open inside each `${` that is open.
  while (index < text.length) {
    const char = text.charAt(index);
    const inTemplate = templateDepths.length > 0;
    if (inTemplate && char === '{') bump(templateDepths, 1);
    if (inTemplate && char === '}' && bump(templateDepths, -1) < 0) {
      templateDepths.pop();
      const end = templateTextEnd(text, index + 1);
      if (text.startsWith('${', end - 2)) templateDepths.push(0);
      out += literal(text.slice(index, end), visible);
      index = end;
      continue;
    }
    const token = tokenAt(text, index, out);
    if (token === undefined) {
      out += char;
      index++;
      continue;
    }
    const piece = text.slice(index, token.end);
    if (char === '`' && piece.endsWith('${')) templateDepths.push(0);
    out += token.comment ? blank(piece) : literal(piece, visible);
    index = token.end;
  }
  return out;
}

function bump(depths: number[], by: number): number {
  const last = depths.length - 1;
  depths[last] = (depths[last] ?? 0) + by;
  return depths[last];
}

/** The comment or literal that begins at `index`, if one does. `before` is the masked code in front of it. */
function tokenAt(text: string, index: number, before: string): Token | undefined {
  const char = text.charAt(index);
  if (text.startsWith('//', index)) return { end: indexOrEnd(text, '\n', index), comment: true };
  if (text.startsWith('/*', index)) return { end: indexOrEnd(text, '*/', index + 2, 2), comment: true };
  if (char === "'" || char === '"') return { end: quotedEnd(text, index + 1, char), comment: false };
  if (char === '`') return { end: templateTextEnd(text, index + 1), comment: false };
  if (char === '/' && BEFORE_REGEX.test(before.slice(-40))) return { end: regexEnd(text, index + 1), comment: false };
  return undefined;
}

function indexOrEnd(text: string, needle: string, from: number, plus = 0): number {
  const found = text.indexOf(needle, from);
  return found < 0 ? text.length : found + plus;
}

function quotedEnd(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === quote) return at + 1;
    else if (char === '\n') return at;
  }
  return text.length;
}

/** Up to and with the closing backtick, or the `${` that begins code again. */
function templateTextEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '`') return at + 1;
    else if (text.startsWith('${', at)) return at + 2;
  }
  return text.length;
}

function regexEnd(text: string, from: number): number {
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
    else if (char === '\n') return at;
  }
  return text.length;
}

/** Its two ends stay: they tell the code in front of and behind it apart. */
function literal(piece: string, visible: Visible): string {
  if (visible.strings || piece.length < 2) return piece;
  return piece.charAt(0) + blank(piece.slice(1, -1)) + piece.charAt(piece.length - 1);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
