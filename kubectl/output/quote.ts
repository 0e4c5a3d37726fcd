const shortEscapes: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

function escapeRune(rune: string, quote: string): string {
  const short = shortEscapes[rune];
  if (short !== undefined) return short;
  if (rune === quote) return `\\${quote}`;
  const code = rune.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  if (rune === ' ' || !/^[\p{C}\p{Z}]$/u.test(rune)) return rune;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Go's `%q` of a string (strconv.Quote): `"a\n\u200b"`. */
export function quoteGo(text: string): string {
  return `"${[...text].map((rune) => escapeRune(rune, '"')).join('')}"`;
}

/** Go's `%q` of a rune: `'x'`, `'\n'`. */
export function quoteRune(rune: string): string {
  return `'${escapeRune(rune, "'")}'`;
}

const unescapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/**
 * The text inside a quoted literal of a template (`"a\n"`, `'x'`): Go's escapes, in either kind of quotes.
 * Undefined when Go would say `invalid syntax`.
 */
export function unquoteGo(literal: string): string | undefined {
  const quote = literal[0];
  if (literal.length < 2 || (quote !== '"' && quote !== "'") || literal.at(-1) !== quote) return undefined;
  const inner = literal.slice(1, -1);
  let bad = false;
  const text = inner.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]?))/g,
    (_, x, u, wide, octal, short) => {
      const hex: string | undefined = x ?? u ?? wide;
      const code =
        hex === undefined ? (octal === undefined ? undefined : Number.parseInt(octal, 8)) : Number.parseInt(hex, 16);
      if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code);
      const plain = unescapes[String(short)];
      if (plain === undefined) bad = true;
      return plain ?? '';
    },
  );
  return bad ? undefined : text;
}
