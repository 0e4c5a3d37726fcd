import type { Dialect } from './terminal-rows.ts';

/** A fenced code block. */
export interface CodeBlock {
  /** First word behind the fence, in lower case; '' for none. */
  readonly language: string;
  /** 1-based line of the file on which its first row stands. */
  readonly firstLine: number;
  readonly rows: readonly string[];
}

/** Longer rows are no fences: what the expression costs grows with the square of a row. */
const MAX_FENCE = 200;
const FENCE = /^([ \t>]{0,16})(`{3,}|~{3,})\s*([^`]*)$/;

/** The blocks between ``` or ~~~ fences, in order; one without an end goes to the end of the file. */
export function codeBlocks(rows: readonly string[]): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < rows.length; at++) {
    const fence = (rows[at]?.length ?? 0) > MAX_FENCE ? null : FENCE.exec(rows[at] ?? '');
    if (fence === null) continue;
    const [, indent = '', marks = '', info = ''] = fence;
    const first = at + 1;
    at = first;
    while (at < rows.length && !closes(rows[at] ?? '', marks)) at += 1;
    blocks.push({
      language: /^\{?\.?([\w+-]*)/.exec(info.trim())?.[1]?.toLowerCase() ?? '',
      firstLine: first + 1,
      rows: rows.slice(first, at).map((row) => withoutIndent(row, indent.length)),
    });
  }
  return blocks;
}

function closes(row: string, marks: string): boolean {
  const text = row.replace(/^[ \t>]{0,16}/, '').trimEnd();
  return text.length >= marks.length && text === (marks[0] ?? '').repeat(text.length);
}

/** Rows of a block in a list are as far to the right as its fence. */
function withoutIndent(row: string, width: number): string {
  const own = /^[ \t>]*/.exec(row.slice(0, width))?.[0].length ?? 0;
  return row.slice(own);
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  sh: 'script',
  bash: 'script',
  shell: 'script',
  zsh: 'script',
  console: 'console',
  'shell-session': 'console',
  shellsession: 'console',
  terminal: 'console',
  text: 'text',
  txt: 'text',
  '': 'text',
};

/** How the rows of a block are read; undefined for a language that holds no commands. */
export function dialectOf(language: string): Dialect | undefined {
  return Object.hasOwn(DIALECTS, language) ? DIALECTS[language] : undefined;
}

export function isManifestLanguage(language: string): boolean {
  return language === 'yaml' || language === 'yml' || language === 'json';
}
