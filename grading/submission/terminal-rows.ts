import {
  freshPatience,
  isOpen,
  isShellText,
  isWithoutEffect,
  openProblem,
  type Patience,
  rowsBehind,
} from '../../runner/play/shell-text.ts';
import { commandsIn } from '../../runner/play/shell.ts';
import { hereDocumentMark, notRun, plainRow } from '../../runner/play/transcript.ts';
import { isAlias, TypedNames } from '../../runner/play/typed-names.ts';
import { containerSession, entersContainer } from './container-session.ts';
import { Prompts, withBackslash, withoutContinuation } from './prompts.ts';

/**
 * Where rows come from: `script`, each row was meant to be run; `text`, what somebody copied from a terminal, with what was printed
 * between the commands; `console`, the same, and once a prompt is seen only rows with a prompt are commands.
 */
export type Dialect = 'script' | 'text' | 'console';

/** Rows as a transcript has them: what is no command is blank, so that every row keeps its number. */
export interface TerminalRows {
  readonly rows: readonly string[];
  /** Rows that were meant to be run and are not; `line` counts from 1. */
  readonly refused: readonly { readonly line: number; readonly message: string }[];
  /** Numbers of the rows that are neither a command nor a comment where no prompt tells them apart: printed by commands, most likely. */
  readonly printed: readonly number[];
  /** Numbers of rows of a root shell without any other prompt (`# kubectl ...`), which are comments. */
  readonly commented: readonly number[];
}

/** kubectl under another name or another user is kubectl. */
const KUBECTL =
  /^(?:winpty\s+)?(?:sudo\s+(?:-E\s+)?)?(?:(?:microk8s|k3s)[ .]|minikube\s+(?=kubectl\s+--\s))?(?:\.\/|\/usr\/(?:local\/)?bin\/)?(?:kubectl|k)(?:\.exe)?\s+(?:--\s+)?/;
const CURL = /^curl\.exe\s+/;
const COMMAND = /^(?:kubectl|k|curl|sleep|cat)(?:[\s<>]|$)/;
/** What looking for the end of a session in a container costs of a file's patience. */
const SESSION_COST = 10;
const PRINTS_VARIABLES = /^(?:kubectl\s(?:.*\s)?)?(?:env|printenv)\s*(?:\||$)/;
const COMMENTED_COMMAND = /^#\s+(?:kubectl|k)\s+[a-z]/;

/** What people type at a shell: named one by one even between printed text. */
const SHELL_WORDS: ReadonlySet<string> = new Set(
  (
    'alias apt apt-get awk bash break case cd chmod chown clear cp crictl ctr curl do docker done dnf echo env eval exec exit ' +
    'export fi find for function git grep head helm history if jq journalctl kill kubeadm kubectx kubens less ln ls minikube mkdir ' +
    'more mv nano nc node npm oc perl ping podman printf ps pwd python python3 read rm rmdir scp sed set sh source ssh su sudo ' +
    'systemctl tail tee test time top touch unset until vi vim wait watch wget which while xargs yum yq'
  ).split(' '),
);

/**
 * Sorts rows into commands, what was refused and what was printed. Nothing is run.
 * @param names functions and aliases that the submission made before
 */
export function terminalRows(
  source: readonly string[],
  dialect: Dialect,
  names: TypedNames = new TypedNames(),
): TerminalRows {
  const ends = endMarks(source);
  const rows = source.map(() => '');
  const scan: Scan = {
    source,
    dialect,
    prompts: new Prompts(source),
    names,
    ends,
    rows,
    refused: [],
    printed: [],
    commented: [],
    patience: freshPatience(),
    printsVariables: false,
  };
  for (let at = 0; at < source.length; at++) at = takeRow(scan, at);
  return scan;
}

interface Scan {
  readonly source: readonly string[];
  readonly dialect: Dialect;
  readonly prompts: Prompts;
  readonly names: TypedNames;
  readonly ends: EndMarks;
  readonly rows: string[];
  readonly refused: { line: number; message: string }[];
  readonly printed: number[];
  readonly commented: number[];
  readonly patience: Patience;
  /** The latest command printed variables: what looks like assignments behind it is none. */
  printsVariables: boolean;
}

/** Takes the row at `at` and all that belong to it; answers the last one's index. */
function takeRow(scan: Scan, at: number): number {
  const { prompt, text: typed } = scan.prompts.of(at);
  const text = withBackslash(typed, prompt).replace(KUBECTL, 'kubectl ').replace(CURL, 'curl ');
  if (text === '') return at;
  if (prompt === undefined && text.startsWith('#')) {
    if (COMMENTED_COMMAND.test(text)) scan.commented.push(at + 1);
    return at;
  }
  if (text.startsWith('#') || isWithoutEffect(text)) return at;
  const isCommand = isTyped(scan, text, prompt);
  if (prompt === undefined && isPrinted(scan, text, isCommand)) {
    if (!scan.prompts.isSeen) scan.printed.push(at + 1);
    return at;
  }
  return isCommand ? takeCommand(scan, at, text, prompt) : refuseRow(scan, at, text);
}

/** Whether a row is a command that is run, or has one behind others that are not: `vim web.yaml; kubectl apply -f web.yaml`. */
function isTyped(scan: Scan, text: string, prompt: string | undefined): boolean {
  const isKnown = (command: string): boolean => COMMAND.test(command) || scan.names.has(firstWord(command));
  if (isKnown(text)) return true;
  if (prompt === undefined && scan.prompts.isSeen) return false;
  if (isAlias(text) || isShellText(text))
    return prompt !== undefined || scan.dialect === 'script' || !(isBracket(text) || isVariable(scan, text));
  if (prompt === undefined && !isShell(firstWord(text))) return false;
  return commandsIn(text).some((command) => isKnown(command) || isAlias(command) || isShellText(command));
}

function isVariable(scan: Scan, text: string): boolean {
  return scan.printsVariables && /^[A-Za-z_]\w*=/.test(text);
}

/** A bracket of JSON, or of a sentence: nothing in it looks like a command. */
function isBracket(text: string): boolean {
  if (!/^[[({]/.test(text)) return false;
  if (text.startsWith('[')) return !/^\[{1,2}\s.*\s\]/.test(text);
  const first = text.slice(1).trim();
  return !COMMAND.test(first) && !isShell(firstWord(first));
}

/** Whether a row without a prompt is what a command printed. */
function isPrinted(scan: Scan, text: string, isCommand: boolean): boolean {
  const isPrompted = scan.prompts.isSeen;
  if (isPrompted && scan.dialect === 'console') return true;
  if (isCommand) return false;
  if (isPrompted) return true;
  return scan.dialect !== 'script' && (isVariable(scan, text) || !isShell(firstWord(text)));
}

/** A command's name, `KUBECONFIG=...` before one, or a script's path. */
function isShell(word: string): boolean {
  return SHELL_WORDS.has(word) || /^(?:[A-Za-z_]\w*=|\.\/)/.test(word);
}

function takeCommand(scan: Scan, at: number, text: string, prompt: string | undefined): number {
  scan.printsVariables = PRINTS_VARIABLES.test(text);
  if (isOpen(text)) return takeRows(scan, at, text, prompt);
  learn(scan, text);
  let end = at;
  scan.rows[at] = plainRow(text);
  while ((scan.rows[end] ?? '').trim().endsWith('\\') && end + 1 < scan.source.length) {
    end += 1;
    scan.rows[end] = withBackslash(secondary(scan.source[end] ?? '', prompt), prompt);
  }
  if (entersContainer(text)) return takeSession(scan, at, text, prompt);
  const mark = hereDocumentMark(scan.rows[end] ?? '');
  if (mark === undefined) return end;
  const last = endOfDocument(scan, end, mark);
  if (last === undefined) return refuseOpenDocument(scan, at, end, mark);
  for (let row = end + 1; row <= last; row++) scan.rows[row] = secondary(scan.source[row] ?? '', prompt);
  return last;
}

/** A command that leads into a container, and what is typed there. */
function takeSession(scan: Scan, at: number, text: string, prompt: string | undefined): number {
  scan.patience.parses -= SESSION_COST;
  const session = scan.patience.parses < 0 ? undefined : containerSession(scan.source, scan.prompts, at, prompt);
  if (session === undefined) return at;
  scan.rows[at] = `${text} <<'${session.mark}'`;
  session.rows.forEach((row, index) => {
    scan.rows[at + 1 + index] = row;
  });
  return at + session.rows.length;
}

/** What makes functions and aliases, so that their names are commands from here on. */
function learn(scan: Scan, text: string): void {
  if (isShellText(text)) scan.names.learn(text);
  for (const command of commandsIn(text)) if (isAlias(command)) scan.names.learn(command);
}

/** A command that goes on in the rows behind, without a backslash. */
function takeRows(scan: Scan, at: number, text: string, prompt: string | undefined): number {
  const row = (index: number): string | undefined => {
    const next = scan.source[index];
    return index === at || next === undefined ? (index === at ? text : undefined) : secondary(next, prompt);
  };
  const behind = rowsBehind(row, at, scan.patience);
  if (behind === undefined) {
    scan.refused.push({ line: at + 1, message: openProblem(text) });
    return at;
  }
  for (let index = at; index <= at + behind; index++) scan.rows[index] = row(index) ?? '';
  learn(scan, scan.rows.slice(at, at + behind + 1).join('\n'));
  return at + behind;
}

/** Nothing of a document without an end is run; the next command is one again. */
function refuseOpenDocument(scan: Scan, first: number, end: number, mark: string): number {
  scan.refused.push({ line: first + 1, message: `the here-document has no closing ${mark}` });
  for (let row = first; row <= end; row++) scan.rows[row] = '';
  const starts = (index: number): boolean => {
    const { prompt, text } = scan.prompts.of(index);
    return prompt !== undefined || COMMAND.test(text);
  };
  let last = end;
  while (last + 1 < scan.source.length && !starts(last + 1)) last += 1;
  return last;
}

function refuseRow(scan: Scan, at: number, text: string): number {
  scan.refused.push({ line: at + 1, message: whyNotRun(text) });
  let end = at;
  while ((scan.source[end] ?? '').trim().endsWith('\\') && end + 1 < scan.source.length) end += 1;
  const mark = hereDocumentMark(scan.source[end] ?? '');
  return (mark === undefined ? undefined : endOfDocument(scan, end, mark)) ?? end;
}

/** Where rows stand that may end a here-document, by their text: every search for one goes on where the last one ended. */
type EndMarks = ReadonlyMap<string, { readonly rows: readonly number[]; next: number }>;

function endMarks(source: readonly string[]): EndMarks {
  const ends = new Map<string, { readonly rows: number[]; next: number }>();
  source.forEach((row, index) => {
    const mark = withoutContinuation(row).trim();
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(mark)) return;
    const known = ends.get(mark);
    if (known === undefined) ends.set(mark, { rows: [index], next: 0 });
    else known.rows.push(index);
  });
  return ends;
}

function endOfDocument(scan: Scan, from: number, mark: string): number | undefined {
  const end = scan.ends.get(mark);
  if (end === undefined) return undefined;
  while ((end.rows[end.next] ?? Infinity) <= from) end.next += 1;
  return end.rows[end.next];
}

/** A row that goes on a command: behind a prompt a shell writes `> ` before it. */
function secondary(row: string, prompt: string | undefined): string {
  return prompt === undefined ? row : withoutContinuation(row);
}

function firstWord(text: string): string {
  return /^[^\s;&|]*/.exec(text)?.[0] ?? '';
}

function whyNotRun(text: string): string {
  return notRun(shortened(firstWord(text)));
}

function shortened(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}...` : word;
}
