import { findVerb } from '../../../kubectl/find-verb.ts';
import { type FlagSpec, globalFlags } from '../../../kubectl/command-line/flags.ts';
import { splitWords } from '../../../kubectl/command-line/words.ts';
import { KubectlError } from '../../../kubectl/errors.ts';
import { verbs } from '../../../kubectl/verbs/index.ts';

/** One use of a flag: where its value stands, and how to write the flag with another one. */
export interface UsedFlag {
  /** The flag's long name. */
  readonly name: string;
  readonly value: string;
  /** Index of the flag's first word, and how many words it takes. */
  readonly at: number;
  readonly words: number;
  /** `--port=`, or `-n` and then a word of its own. */
  readonly written: string;
}

/** A line of kubectl taken apart, as far as a mistake in it needs to know. */
export interface Command {
  /** Behind `kubectl`. */
  readonly words: readonly string[];
  /** `create deployment`. */
  readonly path: string;
  readonly flags: readonly UsedFlag[];
  /** Indexes of the words behind the path that are no flags, up to a `--`. */
  readonly args: readonly number[];
  /** Where a flag can be added: before a `--`. */
  readonly end: number;
}

/** Takes apart what follows `kubectl` on a line; undefined for what kubectl would not know either. */
export function commandOf(text: string): Command | undefined {
  const split = splitWords(text);
  if ('refused' in split) return undefined;
  try {
    const verb = findVerb(split.words, verbs);
    return verb === undefined ? undefined : parsed(split.words, verb.commandPath, verb.verb.flags);
  } catch (error) {
    if (error instanceof KubectlError) return undefined;
    throw error;
  }
}

function parsed(words: readonly string[], commandPath: string, specs: readonly FlagSpec[]): Command {
  const path = commandPath.split(' ').slice(1);
  const flags: UsedFlag[] = [];
  const plain: number[] = [];
  const dash = words.indexOf('--');
  const end = dash === -1 ? words.length : dash;
  for (let at = 0; at < end; at += 1) {
    const flag = flagAt(words, at, [...specs, ...globalFlags]);
    if (flag === undefined) plain.push(at);
    else if (flag !== 'unknown') flags.push(flag);
    if (flag !== undefined && flag !== 'unknown') at += flag.words - 1;
  }
  return { words, path: path.join(' '), flags, args: plain.slice(path.length), end };
}

/** undefined where no flag stands. */
function flagAt(words: readonly string[], at: number, specs: readonly FlagSpec[]): UsedFlag | 'unknown' | undefined {
  const word = words[at] ?? '';
  if (!word.startsWith('-') || word === '-') return undefined;
  const [, dashes = '', name = '', equals = '', rest = ''] = /^(--|-)([^=]+)(=?)(.*)$/s.exec(word) ?? [];
  const isLong = dashes === '--';
  const spec = specs.find((each) => (isLong ? each.name === name : each.shorthand === name[0]));
  if (spec === undefined) return 'unknown';
  const base = { name: spec.name, at };
  if (equals !== '' && (isLong || name.length === 1))
    return { ...base, value: rest, words: 1, written: `${dashes}${name}=` };
  if (spec.type === 'bool' || spec.noOptionDefault !== undefined)
    return { ...base, value: '', words: 1, written: word };
  if (!isLong && word.length > 2) return { ...base, value: word.slice(2), words: 1, written: word.slice(0, 2) };
  return { ...base, value: words[at + 1] ?? '', words: 2, written: word };
}

/** The words with another value for a flag; undefined takes the flag away. */
export function withFlag({ words }: Command, flag: UsedFlag, value: string | undefined): readonly string[] {
  if (value === undefined) return words.toSpliced(flag.at, flag.words);
  const instead = flag.words === 2 ? [flag.written, value] : [`${flag.written}${value}`];
  return words.toSpliced(flag.at, flag.words, ...instead);
}

/** Words as somebody would type them. */
export function typed(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}
