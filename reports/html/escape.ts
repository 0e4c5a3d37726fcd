/** `\p{Cc}` without tab and line feed. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

/** Control characters that HTML and XML may not hold, and terminals must not get, as the pictures that Unicode has for them. */
export function visible(text: string): string {
  return text.replace(CONTROLS, pictureOf).toWellFormed();
}

function pictureOf(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for quoted attributes. */
export function escape(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** At most `length` characters, the cut shown. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).toWellFormed()}…`;
}
