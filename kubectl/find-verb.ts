import { globalFlags, type FlagSpec } from './command-line/flags.ts';
import { KubectlError } from './errors.ts';
import { suggestions } from './suggestions.ts';
import type { Verb } from './verb.ts';

/** The command that a line names. */
export interface FoundVerb {
  readonly verb: Verb;
  /** `kubectl create deployment`. */
  readonly commandPath: string;
  /** The line without the command's own words. */
  readonly words: readonly string[];
}

/**
 * Finds the command among words that may begin with flags (`kubectl -n lab get pods`); undefined when no command is named.
 * @throws KubectlError for a command that does not exist
 */
export function findVerb(argv: readonly string[], verbs: readonly Verb[]): FoundVerb | undefined {
  const at = firstArgument(argv, globalFlags);
  const name = argv[at];
  if (name === undefined) return undefined;
  const verb = named(verbs, name);
  if (verb === undefined) throw unknownCommand(name, verbs);
  return descend({ verb, commandPath: `kubectl ${verb.name}`, words: argv.toSpliced(at, 1) });
}

/** `create deployment web`: the words after a group name one of its commands. */
function descend(found: FoundVerb): FoundVerb {
  const { verb, commandPath, words } = found;
  if (verb.subcommands === undefined) return found;
  const at = firstArgument(words, [...verb.flags, ...globalFlags]);
  const below = named(verb.subcommands, words[at] ?? '');
  if (below === undefined) return found;
  return descend({ verb: below, commandPath: `${commandPath} ${below.name}`, words: words.toSpliced(at, 1) });
}

function named(verbs: readonly Verb[], name: string): Verb | undefined {
  return verbs.find((verb) => verb.name === name || verb.aliases?.includes(name) === true);
}

function unknownCommand(name: string, verbs: readonly Verb[]): KubectlError {
  const close = suggestions(name, verbs);
  const hint = close.length === 0 ? '' : `\n\nDid you mean this?\n${close.map((each) => `\t${each}\n`).join('')}`;
  return new KubectlError(`unknown command ${JSON.stringify(name)} for "kubectl"${hint}`);
}

/** Index of the first word that is neither a flag nor a flag's value; a flag that is not known counts as taking one (cobra). */
function firstArgument(words: readonly string[], flags: readonly FlagSpec[]): number {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') return words.length;
    if (!word.startsWith('-') || word === '-') return at;
    if (takesNextWord(word, flags)) at += 1;
  }
  return words.length;
}

function takesNextWord(word: string, flags: readonly FlagSpec[]): boolean {
  if (word.includes('=')) return false;
  const long = word.startsWith('--');
  if (!long && word.length !== 2) return false;
  const spec = flags.find((flag) => (long ? flag.name === word.slice(2) : flag.shorthand === word.slice(1)));
  return spec === undefined || (spec.type !== 'bool' && spec.noOptionDefault === undefined);
}
