import { freeMark } from './end-mark.ts';
import type { Prompts } from './prompts.ts';

/** `kubectl exec -it web -- bash`: whoever types it is at a shell in a container until it ends. */
const ENTERS =
  /^kubectl\s(?=(?:[^|;&<>]*\s)?(?:-it|-ti|-i\s+-t|-t\s+-i|--stdin\s+--tty|--tty\s+--stdin)\s)[^|;&<>]*\s(?:\/\S*\/)?(?:sh|bash|ash)(?:\s+-[il])?$/;
/** `# `, `/app # `, `bash-5.1# `: prompts only there, a script's comments anywhere else. */
const INNER = /^(?:(?:ba)?sh-\d[\d.]*|\/\S* )?[#$]\s+(?=\S)/;
const LEAVES = /^(?:exit(?:\s+\d+)?|logout)$/;
/** Rows that one session may have. */
const MAX_ROWS = 500;

/** What somebody typed in a container, as the here-document of the command that led there. */
export interface ContainerSession {
  /** Rows of the document and its end mark, from the one behind the command on. */
  readonly rows: readonly string[];
  readonly mark: string;
}

export function entersContainer(command: string): boolean {
  return ENTERS.test(command);
}

/**
 * The session that a command at `at` began, told by prompts that are not the command's own. Undefined where nothing shows that there was one:
 * no such prompt, or no `exit` that tells a root shell's `# ` from a comment.
 */
export function containerSession(
  source: readonly string[],
  prompts: Prompts,
  at: number,
  outer: string | undefined,
): ContainerSession | undefined {
  if (outer === undefined || /^\d/.test(outer)) return undefined;
  const rows: string[] = [];
  let [last, hasHost] = [-1, false];
  for (let index = at + 1; index < source.length && rows.length < MAX_ROWS; index++) {
    const row = (source[index] ?? '').trim();
    const { prompt, text } = prompts.of(index);
    if (prompt !== undefined && hostOf(prompt) === hostOf(outer)) break;
    const inner = prompt ?? INNER.exec(row)?.[0];
    const command = inner === undefined ? '' : prompt === undefined ? row.slice(inner.length) : text;
    hasHost ||= inner !== undefined && !/^[#$]/.test(inner);
    if (LEAVES.test(inner === undefined ? row : command)) return ended([...rows, ''], rows.length);
    rows.push(command);
    if (command !== '') last = rows.length - 1;
  }
  return hasHost && last + 1 < rows.length ? ended(rows.slice(0, last + 2), last + 1) : undefined;
}

/** A document whose end mark stands in a row that nothing was typed in. */
function ended(rows: readonly string[], end: number): ContainerSession {
  const mark = freeMark(rows);
  return { rows: rows.with(end, mark), mark };
}

/** Who types where: `root@web` of `root@web:/etc# `, the prompt without its folder where it does not say. */
function hostOf(prompt: string): string {
  return /[\w.-]+@[\w.-]+/.exec(prompt)?.[0] ?? /^[\w.-]+/.exec(prompt)?.[0] ?? prompt.replace(/^~\S*/, '').trim();
}
