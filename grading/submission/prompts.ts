/** `$ `, `% `, `[root@m-k8s ~]# `, `root@m-k8s:~# `, `user@host:~$ `, `host:~$ `, `╰─$ `, `PS C:\> `. A bare `# ` begins a comment. */
const PROMPT =
  /^(?:\[[^\]]{1,80}\] ?[$#%>]|(?:\([\w.-]{1,40}\) ?)?[\w.-]{1,64}@[\w.-]{1,64}(?:[: ][^\s$#%>]{0,200})?(?: \([^()\s]{1,80}\))? ?[$#%>❯➜⇒]|[\w.-]{1,64}(?::[~/]\S{0,200}| \S{1,200})? [❯➜⇒]|[\w.-]{1,64}:[~/][^\s$#%]{0,200}[$#%]|[╰└][─╼]{1,4}\s?[$#%❯➜>]?|➜ {1,4}\S{1,200}(?: git:\(\S{1,80}\))?(?: ✗)?|PS [^\s>]{0,200}>|~[\w/-]{0,200} [$#%❯➜]|[$%❯⇒])\s+|^[A-Za-z]:\\[^<>|"]{0,200}>\s*/;
/** What is a prompt only before a command: `controlplane $ `, `  501  ` of a history, `1. `. */
const NAMED = /^[\w.-]{1,64}(?:[: ]\S{1,200})? ?[$#%]\s+/;
const NUMBERED = /^\d{1,5}[.)*]?(?:\s+\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?)?\s+|^: \d{1,12}:\d{1,6};/;
const COMMAND = /^(?:(?:sudo|winpty)\s+)?(?:kubectl|k|curl|sleep|cat|export|echo)(?:\.exe)?\s|^[A-Za-z_]\w*=/;
/** A number that a shell's history gave, without a dot behind it as a list has. */
const OF_HISTORY = /^(\d{1,5})\*?\s+\S/;
/** `^C` of what was interrupted on the same row. */
const INTERRUPTED = /^(?:\^[A-Z])+\s*/;

/** What stands before commands in a file. What was seen before one command is a prompt before whatever follows it. */
export class Prompts {
  readonly #named = new Set<string>();
  /** Rows of a history that has commands. */
  readonly #history: ReadonlySet<number>;
  readonly #source: readonly string[];
  readonly isSeen: boolean;

  constructor(source: readonly string[]) {
    this.#source = source;
    for (const row of source) {
      const name = before(NAMED, row.trim().replace(INTERRUPTED, ''));
      if (name !== undefined) this.#named.add(name.trim());
    }
    this.#history = historyRows(source);
    this.isSeen = source.some((_row, index) => this.of(index).prompt !== undefined);
  }

  /** A row's prompt, if it has one, and what stands behind it. */
  of(index: number): { readonly prompt: string | undefined; readonly text: string } {
    const row = (this.#source[index] ?? '').trim();
    const text = row.replace(INTERRUPTED, '');
    const prompt = this.#promptOf(text, index);
    return prompt === undefined ? { prompt, text: row } : { prompt, text: text.slice(prompt.length) };
  }

  #promptOf(text: string, index: number): string | undefined {
    const certain = PROMPT.exec(text)?.[0] ?? before(NUMBERED, text);
    if (certain !== undefined) return certain;
    if (this.#history.has(index)) return NUMBERED.exec(text)?.[0];
    const named = NAMED.exec(text)?.[0];
    return named !== undefined && this.#named.has(named.trim()) ? named : undefined;
  }
}

/** What a row begins with, where a command stands behind it. */
function before(prompt: RegExp, text: string): string | undefined {
  const found = prompt.exec(text)?.[0];
  return found !== undefined && COMMAND.test(text.slice(found.length)) ? found : undefined;
}

/** Rows of which each has the number after the last one's, where one of them has a command. */
function historyRows(source: readonly string[]): ReadonlySet<number> {
  const rows = new Set<number>();
  let run: number[] = [];
  let last: number | undefined;
  let isHistory = false;
  const end = (): void => {
    if (isHistory) for (const index of run) rows.add(index);
    [run, isHistory] = [[], false];
  };
  source.forEach((each, index) => {
    const row = each.trim();
    if (row === '') return;
    const found = OF_HISTORY.exec(row)?.[1];
    const number = found === undefined ? undefined : Number(found);
    if (number === undefined || number - 1 !== last) end();
    last = number;
    if (number === undefined) return;
    run.push(index);
    isHistory ||= before(NUMBERED, row) !== undefined;
  });
  end();
  return rows;
}

const CONTINUATIONS =
  'heredoc|quote|dquote|bquote|pipe|cmdand|cmdor|cmdsubst|subsh|cursh|function|for|while|until|if|then|else|elif|case|select|repeat';
/** What a shell writes before a row that goes on a command: `> `, `heredoc> ` and `for pipe> ` of zsh, `>> ` of PowerShell. */
const CONTINUATION = new RegExp(`^\\s{0,8}(?:(?:${CONTINUATIONS}) ?){0,6}>{1,2} ?`);

/** A row that goes on a command, without what a shell writes before it. */
export function withoutContinuation(row: string): string {
  return row.replace(CONTINUATION, '');
}

/** A row that goes on in the next one, as the shell behind its prompt writes it, ends with a backslash. */
export function withBackslash(row: string, prompt: string | undefined): string {
  const mark = prompt?.startsWith('PS ') === true ? '`' : /^[A-Za-z]:\\/.test(prompt ?? '') ? '^' : undefined;
  const text = row.trimEnd();
  return mark !== undefined && text.endsWith(` ${mark}`) ? `${text.slice(0, -1)}\\` : row;
}
