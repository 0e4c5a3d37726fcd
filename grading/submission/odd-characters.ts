/** Characters that look like one of the keyboard's and are none: from a word processor, a web page or a Korean keyboard. */
const ODD: Readonly<Record<string, string>> = {
  '\u00a0': 'a space',
  '\u3000': 'a space',
  '\u200b': 'nothing',
  '\uff1a': ':',
  '\uff0c': ',',
  '\uff0d': '-',
  '\uff1d': '=',
  '\u2013': '-',
  '\u2014': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
};

const FIRST = new RegExp(`[${Object.keys(ODD).join('')}]`, 'u');

/** What is wrong with a row that nobody can see: its first such character. */
export function oddCharacter(row: string): string | undefined {
  const [char] = FIRST.exec(row) ?? [];
  if (char === undefined) return undefined;
  const code = `U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}`;
  const shown = /\s|\u200b/u.test(char) ? code : `${char} (${code})`;
  return `the character ${shown} stands here, where ${ODD[char] ?? ''} was meant`;
}
