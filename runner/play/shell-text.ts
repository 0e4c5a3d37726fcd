import { scriptState } from '../../engine/index.ts';
import { splitWords } from '../../kubectl/command-line/words.ts';
import { commandsIn, streamsOf } from './shell.ts';

/** What the shell of a transcript knows besides kubectl, curl, sleep and cat; it is simulated, as its files are. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'awk base64 basename cd chgrp chmod chown cp cut date declare dig dirname echo egrep env envsubst eval export false find grep head local ls ' +
    'mapfile md5sum mkdir mv nslookup openssl printenv printf pwd read readarray readonly rm rmdir sed seq set sha256sum shift sort tail tee test touch tr ' +
    'true type typeset umask uniq unset wait watch wc wget which xargs : [ [['
  ).split(' '),
);
/** What may stand before any command. */
const BEFORE_WORD = /^(?:(?:sudo(?:\s+-[EHn])?|time)\s+){1,3}/;
/** A script: its text on the row, or its file. */
const SCRIPT =
  /^(?:(?:ba)?sh\s+(?:-[a-z]+\s+)*[^\s-]|(?:source|\.)\s+[^\s<]|(?:\.{1,2}|~)\/\S|[\w.-]+(?:\/[\w.-]+)*\.sh(?:\s|$))/;
const PROGRAMS: ReadonlySet<string> = new Set('kubectl k curl sleep cat'.split(' '));
const BEGINNINGS: ReadonlySet<string> = new Set('for while until if case { ( ! function'.split(' '));
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
const FUNCTION = /^[A-Za-z_][\w-]*\s*\(\)/;
/** What only makes typing easier, or ends the terminal. */
const WITHOUT_EFFECT =
  /^(?:(?:source|\.)\s+(?:<\(kubectl\s+completion\s+(?:bash|zsh)\)|(?:~|\$HOME)\/\.(?:bashrc|bash_profile|profile|zshrc))|complete\s.*\s\w+|clear|history|exit(?:\s+\d+)?|logout)$/;

/** Rows that one command may have: a loop, a quoted text. */
const MAX_ROWS = 200;
const MAX_TEXT = 32 * 1024;

/** Whether a row asks nothing of a cluster and may be passed over. */
export function isWithoutEffect(row: string): boolean {
  return WITHOUT_EFFECT.test(row.trim());
}

/** Whether a row begins with something that the simulated shell knows, or with a variable. */
export function isShellText(text: string): boolean {
  const command = text.replace(BEFORE_WORD, '');
  const [word = ''] = /^[^\s;&|]*/.exec(command) ?? [];
  if (SCRIPT.test(command)) return true;
  if (command !== text && PROGRAMS.has(word)) return true;
  return WORDS.has(word) || isBeginning(command) || ASSIGNMENT.test(command);
}

/** Whether a kubectl line is more than words, a file it writes to, and a kubectl that reads it. */
export function needsShell(text: string): boolean {
  const streams = streamsOf(text);
  return streams === undefined || isRefused(streams.command) || isRefused(streams.pipedTo ?? '');
}

/** Whether a shell does more with words than split them. */
export function isRefused(words: string): boolean {
  return 'refused' in splitWords(words);
}

/** Whether a command goes on in the rows behind: a loop, a quoted text, `$(`. */
export function isOpen(text: string): boolean {
  return (isRefused(text) || hasBeginning(text)) && scriptState(text) === 'open';
}

/** Why a command is not whole. */
export function openProblem(text: string): string {
  const split = splitWords(text);
  if ('refused' in split && split.refused.endsWith('is never closed'))
    return `${split.refused}: close it on the same line`;
  const [word = ''] = /^\S*/.exec(text) ?? [];
  return BEGINNINGS.has(word) ? `"${word}" is never closed` : 'a quote or a bracket is never closed';
}

/** A loop, a condition, a group: what may go on over several rows. */
export function hasBeginning(row: string): boolean {
  return isBeginning(row) || commandsIn(row).some(isBeginning);
}

function isBeginning(text: string): boolean {
  const [word = ''] = /^\S*/.exec(text) ?? [];
  return BEGINNINGS.has(word) || FUNCTION.test(text) || /^\((?!\()/.test(text);
}

/** How often a file's rows may still be parsed together in search of an end: who writes thousands of open quotes wants no answer. */
export interface Patience {
  parses: number;
}

export function freshPatience(): Patience {
  return { parses: 2000 };
}

/**
 * How many rows behind the one at `at` belong to its command, 0 where it is whole; undefined: its end never comes. A row that begins a command
 * of its own in the middle of a quoted text shows that the quote was forgotten.
 */
export function rowsBehind(
  row: (index: number) => string | undefined,
  at: number,
  patience: Patience,
): number | undefined {
  let text = row(at) ?? '';
  const isLoop = hasBeginning(text);
  for (let behind = 1; behind < MAX_ROWS && text.length < MAX_TEXT; behind++) {
    const next = row(at + behind);
    if (next === undefined || (!isLoop && /^\s*(?:kubectl|k|curl)\s/.test(next))) return undefined;
    text += `\n${next}`;
    if (!mayEnd(next, isLoop)) continue;
    patience.parses -= 1;
    if (patience.parses < 0) return undefined;
    const state = scriptState(text);
    if (state !== 'open') return state === 'whole' ? behind : undefined;
  }
  return undefined;
}

/** Parsing costs: only a row that could end the command is worth it. */
function mayEnd(row: string, isLoop: boolean): boolean {
  return isLoop ? /(?:^|[\s;])(?:done|fi|esac|\}|\))/.test(row) : /['"`)]/.test(row);
}
