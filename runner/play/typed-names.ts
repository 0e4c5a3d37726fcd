import { splitWords } from '../../kubectl/command-line/words.ts';
import { withCommands } from './shell.ts';

const FUNCTIONS = /(?:^|[\n;])[ \t]*(?:function[ \t]+([A-Za-z_][\w-]*)|([A-Za-z_][\w-]*)[ \t]*\(\))/g;
const FIRST_WORD = /^[^\s;&|()<>'"`$]+/;
/** What stands before a command in a function, a loop or a condition. */
const BEFORE_COMMAND =
  /^(?:[A-Za-z_][\w-]*\s*\(\)\s*(?=\{))?(?:(?:do|then|else|if|elif|while|until|!|\{|time|sudo)\s+)*/;
/** An alias may stand for another one's name. */
const MAX_ALIASES = 10;
/** Characters that the aliases of one row may add. */
const MAX_ADDED = 32 * 1024;

/** Commands that a transcript made itself: its functions and aliases. Rows are to be learned in their order. */
export class TypedNames {
  readonly #functions = new Set<string>();
  readonly #aliases = new Map<string, string>();

  /** Takes the names that a command makes. */
  learn(command: string): void {
    for (const [, first, second] of command.matchAll(FUNCTIONS)) this.#functions.add(first ?? second ?? '');
    for (const [name, text] of aliasesIn(command) ?? []) this.#aliases.set(name, text);
  }

  /** Whether a word is a function's name, or an alias's. */
  has(word: string): boolean {
    return this.#functions.has(word) || this.#aliases.has(word);
  }

  isFunction(word: string): boolean {
    return this.#functions.has(word);
  }

  /** A row with what its aliases stand for, wherever a command begins. */
  expanded(row: string): string {
    if (this.#aliases.size === 0) return row;
    let added = 0;
    return withCommands(row, (command) => {
      if (added > MAX_ADDED) return command;
      const text = this.#expandedCommand(command);
      added += Math.max(0, text.length - command.length);
      return text;
    });
  }

  #expandedCommand(command: string): string {
    const before = BEFORE_COMMAND.exec(command)?.[0] ?? '';
    let text = command.slice(before.length);
    const seen = new Set<string>();
    while (seen.size < MAX_ALIASES) {
      const name = FIRST_WORD.exec(text)?.[0] ?? '';
      const meaning = this.#aliases.get(name);
      if (meaning === undefined || seen.has(name)) break;
      seen.add(name);
      text = `${meaning}${text.slice(name.length)}`;
    }
    return before + text;
  }
}

/** Whether a command only makes aliases, of words that are known now. */
export function isAlias(command: string): boolean {
  return aliasesIn(command) !== undefined;
}

/** `alias kgp='kubectl get pods' ke='kubectl expose'`; undefined for any other command. */
function aliasesIn(command: string): readonly (readonly [name: string, text: string])[] | undefined {
  if (!/^alias(?:\s|$)/.test(command)) return undefined;
  const split = splitWords(command);
  if ('refused' in split) return undefined;
  return split.words.slice(1).flatMap((word): [string, string][] => {
    const at = word.indexOf('=');
    return at > 0 ? [[word.slice(0, at), word.slice(at + 1)]] : [];
  });
}
