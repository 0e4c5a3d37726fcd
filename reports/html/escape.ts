/** Control characters without tab and line feed, and what turns the direction of the text around it. */
const CONTROLS = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu;

/**
 * Control characters that HTML and XML may not hold, and terminals must not get, as the pictures that Unicode has for them; what
 * makes a name read backwards as U+FFFD.
 */
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

/**
 * For text and for quoted attributes. Where a CI prints the page, `::error::` and `##vso[` of a name are no commands to it, for it
 * never sees two colons or number signs in a row.
 */
export function escape(text: string): string {
  return visible(text)
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
    .replaceAll('::', ':&#58;')
    .replaceAll('##', '#&#35;');
}

/** At most `length` characters, the cut shown. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).toWellFormed()}…`;
}
