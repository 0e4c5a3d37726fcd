import { sortedEntries } from './go-value.ts';

const htmlEscapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
  '\b': '\\u0008',
  '\f': '\\u000c',
};

/** A JSON string as Go's encoding/json writes it: `<`, `>`, `&` escaped, broken surrogates replaced. */
export function quoteJson(text: string): string {
  const escaped = JSON.stringify(text.toWellFormed());
  return escaped.replaceAll(/\\\\|\\[bf]|[<>&\u2028\u2029]/g, (found) => {
    if (found === '\\\\') return found;
    if (found === '\\b') return '\\u0008';
    if (found === '\\f') return '\\u000c';
    return htmlEscapes[found] ?? found;
  });
}

function write(value: unknown, indent: string, step: string): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return quoteJson(value);
  if (typeof value !== 'object') return String(value);
  const inner = indent + step;
  const entries = Array.isArray(value)
    ? value.map((item) => write(item, inner, step))
    : sortedEntries(value)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => `${quoteJson(key)}:${step === '' ? '' : ' '}${write(member, inner, step)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return open + close;
  if (step === '') return `${open}${entries.join(',')}${close}`;
  return `${open}\n${inner}${entries.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** `-o json`: four spaces, sorted keys, a newline at the end. */
export function printJson(value: unknown): string {
  return `${write(value, '', '    ')}\n`;
}

/** One line of JSON with sorted keys, as Go's json.Marshal gives it. */
export function compactJson(value: unknown): string {
  return write(value, '', '');
}
