import { clip, visible } from '../html/escape.ts';

/** Everything that Markdown, GitHub's links and mentions, or HTML give a meaning to. */
const MEANINGFUL = /[&<>`*_{}[\]#+!|~@\\$^:"'=]/g;

/** A text as one line of Markdown that reads as the text and does nothing else, in a table too; at most `length` characters of it. */
export function markdown(text: string, length = 300): string {
  const line = clip(visible(text.replace(/\s+/g, ' ').trim()), length);
  return line.replace(MEANINGFUL, entity).replace(/\bwww\./gi, (match) => match.replace('.', '&#46;'));
}

/** The same, as code. */
export function code(text: string, length = 300): string {
  return `<code>${markdown(text, length)}</code>`;
}

function entity(char: string): string {
  return `&#${char.charCodeAt(0)};`;
}

/** A table row of cells that are Markdown already. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
