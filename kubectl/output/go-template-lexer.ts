/** A mistake in a go-template: what Go says, and for run-time mistakes what kubectl prints to stdout before it. */
export class GoTemplateError extends Error {
  override readonly name = 'GoTemplateError';
  /** What kubectl has already printed when it fails. */
  readonly stdout: string;

  constructor(message: string, stdout = '') {
    super(message);
    this.stdout = stdout;
  }
}

export type TemplateToken =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly tokens: readonly ActionToken[]; readonly line: number };

export interface ActionToken {
  readonly type: 'field' | 'dot' | 'variable' | 'word' | 'string' | 'number' | 'symbol';
  readonly text: string;
  /** Offset in the template. */
  readonly at: number;
  /** A blank stands before it: `index .a .b` against `.a.b`. */
  readonly spaced: boolean;
}

const tokenPattern =
  /(?<field>\.[\p{L}_][\p{L}\p{Nd}_]*)|(?<variable>\$[\p{L}\p{Nd}_]*)|(?<number>[-+]?\d[\w.]*(?:(?<=[eE])[-+]\d+)?)|(?<word>[\p{L}_][\p{L}\p{Nd}_]*)|(?<string>"(?:\\[^\n]|[^"\\\n])*"|`[^`]*`|'(?:\\[^\n]|[^'\\\n])+')|(?<symbol>:=|[=|(),])|(?<dot>\.)/uy;

/** Cuts a template into text and actions; `{{-` and `-}}` trim the text beside them. */
export function lexTemplate(template: string, fail: (message: string, at: number) => never): readonly TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let at = 0;
  let trimNext = false;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    const end = open === -1 ? template.length : open;
    const trimBefore = open !== -1 && /^\{\{-\s/.test(template.slice(open, open + 4));
    let text = template.slice(at, end);
    if (trimNext) text = text.trimStart();
    if (trimBefore) text = text.trimEnd();
    if (text !== '') tokens.push({ type: 'text', text });
    if (open === -1) break;
    const inside = open + (trimBefore ? 3 : 2);
    const action = lexAction(template, inside, fail);
    if (action.tokens !== undefined)
      tokens.push({ type: 'action', tokens: action.tokens, line: template.slice(0, open).split('\n').length });
    trimNext = action.trims;
    at = action.end;
  }
  return tokens;
}

interface LexedAction {
  /** Undefined for a comment. */
  readonly tokens: readonly ActionToken[] | undefined;
  readonly end: number;
  readonly trims: boolean;
}

function lexAction(template: string, start: number, fail: (message: string, at: number) => never): LexedAction {
  const comment = /^\s*\/\*[\s\S]*?\*\/(\s-)?\s*\}\}/.exec(template.slice(start));
  if (comment !== null) return { tokens: undefined, end: start + comment[0].length, trims: comment[1] !== undefined };
  const tokens: ActionToken[] = [];
  let at = start;
  for (;;) {
    const blanks = /^\s*/.exec(template.slice(at, at + 256))?.[0].length ?? 0;
    at += blanks;
    const spaced = blanks > 0;
    if (template.startsWith('}}', at)) return { tokens, end: at + 2, trims: false };
    if (spaced && template.startsWith('-}}', at)) return { tokens, end: at + 3, trims: true };
    if (at >= template.length) return fail('unclosed action', start);
    tokenPattern.lastIndex = at;
    const groups = tokenPattern.exec(template)?.groups;
    const [type, text] = Object.entries(groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (type === undefined || text === undefined) return fail(describeBad(template.slice(at)), at);
    tokens.push({ type: type as ActionToken['type'], text, at, spaced });
    at += text.length;
    if (words.has(type) && !isTerminated(template, at)) return fail(`bad character ${unicodeOf(template, at)}`, at);
  }
}

/** Tokens that end only at certain characters (atTerminator of text/template/parse). */
const words: ReadonlySet<string> = new Set(['field', 'variable', 'word']);

function isTerminated(template: string, at: number): boolean {
  return at >= template.length || /^(?:[\s.,|:()]|\}\})/.test(template.slice(at, at + 2));
}

/** A character as Go's `%#U` shows it: `U+005B '['`. */
function unicodeOf(template: string, at: number): string {
  const code = template.codePointAt(at) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} '${String.fromCodePoint(code)}'`;
}

function describeBad(rest: string): string {
  if (rest.startsWith('"')) return 'unterminated quoted string';
  if (rest.startsWith("'")) return 'unterminated character constant';
  if (rest.startsWith('`')) return 'unterminated raw quoted string';
  const char = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return `unexpected ${JSON.stringify(char)} in command`;
}
