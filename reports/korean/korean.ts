import { PHRASES } from './phrases.ts';

/** What may stand for a part of a phrase. Narrow, so that a phrase is not taken for another. */
const PARTS: Readonly<Record<string, string>> = {
  n: String.raw`\d+`,
  m: String.raw`\d+`,
  kind: String.raw`[A-Z]\w+`,
  name: '[^"]+',
  near: '[^"]+',
  ns: String.raw`[^\s;]+`,
  node: String.raw`[^\s;]+`,
  word: String.raw`[^\s";]+`,
  path: String.raw`/\S*`,
  time: String.raw`[\d.]+ (?:h|min|s)(?: [\d.]+ (?:min|s))*`,
  list: '[^;]+',
  placed: '[^]+',
  rest: '[^]+',
};

const PART = /\{(\w+)(\*?)\}/g;

interface Reading {
  readonly pattern: RegExp;
  readonly korean: string;
}

let readings: readonly Reading[] | undefined;

/** Longer texts are not looked at: they are output, no sentence of ours. */
const LONGEST = 4000;
const DEEPEST = 4;

/**
 * A sentence of steps or grading in Korean. What has no Korean stays as it is: Kubernetes' own messages, commands, lines of files. Of a list
 * with semicolons each part is said by itself.
 */
export function inKorean(text: string, depth = 0): string {
  if (text.length > LONGEST || depth > DEEPEST) return text;
  const said = sentence(text, depth);
  if (said !== undefined) return said;
  const [first = '', ...others] = text.split('; ');
  const begun = sentence(first, depth);
  if (begun === undefined || others.length === 0) return text;
  return [begun, ...others.map((part) => sentence(part, depth) ?? part)].join('; ');
}

/** `web.yaml:3: nested deeper than 64 levels`: the place stays, the sentence behind it is said. */
export function placedInKorean(text: string, depth = 0): string {
  const said = inKorean(text, depth);
  const [, place = '', rest = text] = /^([^"]{1,300}?: )([^]+)$/.exec(text) ?? [];
  return said === text ? `${place}${inKorean(rest, depth)}` : said;
}

function sentence(text: string, depth: number): string | undefined {
  readings ??= PHRASES.map(readingOf);
  for (const { pattern, korean } of readings) {
    const found = pattern.exec(text);
    if (found !== null) return filled(korean, found.groups ?? {}, depth);
  }
  return undefined;
}

/** A part that stands twice is the same both times. */
function readingOf([english, korean]: (typeof PHRASES)[number]): Reading {
  const seen = new Set<string>();
  const source = english
    .split(/(\{\w+\*?\})/)
    .map((piece) => {
      const name = /^\{(\w+)/.exec(piece)?.[1];
      if (name === undefined) return piece.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
      if (seen.has(name)) return String.raw`\k<${name}>`;
      seen.add(name);
      return `(?<${name}>${PARTS[name] ?? ''})`;
    })
    .join('');
  return { pattern: new RegExp(`^${source}$`), korean };
}

function filled(korean: string, parts: Readonly<Record<string, string>>, depth: number): string {
  return korean.replaceAll(PART, (_, name: string, again: string) => {
    const part = parts[name] ?? '';
    if (name === 'time') return part.replaceAll(' h', '시간').replaceAll(' min', '분').replaceAll(' s', '초');
    if (name === 'placed') return placedInKorean(part, depth + 1);
    return again === '' ? part : inKorean(part, depth + 1);
  });
}
