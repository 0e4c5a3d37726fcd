import { FlagValueError, parseBool, parseCsv, parseDurationMs, parseInteger, parsePairs } from './flag-values.ts';
import { quoteGo } from '../output/quote.ts';

/**
 * What a flag holds. `stringArray` takes each use as one value, `stringSlice` cuts it at commas, `stringToString` cuts `a=1,b=2` and keeps
 * the pairs. `duration` is in milliseconds. `int32` and `int` differ in their range.
 */
export type FlagType =
  | 'string'
  | 'bool'
  | 'int'
  | 'int32'
  | 'stringArray'
  | 'stringSlice'
  | 'stringToString'
  | 'duration';

export interface FlagSpec {
  readonly name: string;
  readonly shorthand?: string;
  readonly type: FlagType;
  /** The value when the flag stands without one (`--dry-run` is `--dry-run=unchanged`); such a flag takes a value only after `=`. */
  readonly noOptionDefault?: string;
  /** The command fails without it: `required flag(s) "image" not set`. */
  readonly required?: boolean;
  /** What is said of the flag's end when it is used. */
  readonly deprecated?: string;
}

export type FlagValue = string | boolean | number | readonly string[];

/** A parsed command line. Flags that were not given are absent from `values`. */
export interface ParsedFlags {
  /** Each use of a flag, in order, with its value as it was written. */
  readonly given: readonly { readonly name: string; readonly text: string }[];
  readonly values: ReadonlyMap<string, FlagValue>;
  /** Words that are no flags, in order, those after `--` included. */
  readonly args: readonly string[];
  /** How many of `args` stood before `--`; undefined without a `--`. */
  readonly argsBeforeDash?: number;
}

/** A mistake on the command line, in kubectl's words without `error: `; `usage` is the second line it prints. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
  readonly usage: string;

  constructor(message: string, usage: string) {
    super(message);
    this.usage = usage;
  }

  /** All kubectl prints to stderr for it. */
  get output(): string {
    return `error: ${this.message}\n${this.usage === '' ? '' : `${this.usage}\n`}`;
  }
}

/** Flags that every kubectl command knows. */
export const globalFlags: readonly FlagSpec[] = [
  { name: 'as', type: 'string' },
  { name: 'as-group', type: 'stringArray' },
  { name: 'as-uid', type: 'string' },
  { name: 'cache-dir', type: 'string' },
  { name: 'certificate-authority', type: 'string' },
  { name: 'client-certificate', type: 'string' },
  { name: 'client-key', type: 'string' },
  { name: 'cluster', type: 'string' },
  { name: 'context', type: 'string' },
  { name: 'help', shorthand: 'h', type: 'bool' },
  { name: 'insecure-skip-tls-verify', type: 'bool' },
  { name: 'kubeconfig', type: 'string' },
  { name: 'match-server-version', type: 'bool' },
  { name: 'namespace', shorthand: 'n', type: 'string' },
  { name: 'password', type: 'string' },
  { name: 'profile', type: 'string' },
  { name: 'profile-output', type: 'string' },
  { name: 'request-timeout', type: 'string' },
  { name: 'server', shorthand: 's', type: 'string' },
  { name: 'tls-server-name', type: 'string' },
  { name: 'token', type: 'string' },
  { name: 'user', type: 'string' },
  { name: 'username', type: 'string' },
  { name: 'v', shorthand: 'v', type: 'int32' },
  { name: 'vmodule', type: 'string' },
  { name: 'warnings-as-errors', type: 'bool' },
];

export interface ParseOptions {
  /** The words before the flags, for the hint: `kubectl get`. */
  readonly commandPath: string;
  /** Stop at the first word that is no flag (`kubectl exec POD cmd --x`); everything from there on is an argument. */
  readonly stopAtArgument?: boolean;
}

/**
 * Parses flags as kubectl (pflag) does, the global ones included.
 * @throws FlagError for the first mistake
 */
export function parseFlags(words: readonly string[], specs: readonly FlagSpec[], options: ParseOptions): ParsedFlags {
  // A command's own flag stands in the place of the global one, whose short form is then no flag.
  const others = globalFlags.filter(({ name }) => !specs.some((own) => own.name === name));
  return new FlagParser(words, [...specs, ...others], options).parse();
}

/**
 * Fails when a required flag was not given; kubectl looks at this after the flags have been parsed.
 * @throws FlagError `required flag(s) "image" not set`
 */
export function checkRequiredFlags(parsed: ParsedFlags, specs: readonly FlagSpec[]): void {
  const missing = specs
    .filter(({ name, required }) => required === true && !parsed.values.has(name))
    .map(({ name }) => `"${name}"`);
  if (missing.length > 0) throw new FlagError(`required flag(s) ${missing.join(', ')} not set`, '');
}

class FlagParser {
  readonly #words: readonly string[];
  readonly #options: ParseOptions;
  readonly #byName = new Map<string, FlagSpec>();
  readonly #byShorthand = new Map<string, FlagSpec>();
  readonly #values = new Map<string, FlagValue>();
  readonly #given: { readonly name: string; readonly text: string }[] = [];
  #at = 0;

  constructor(words: readonly string[], specs: readonly FlagSpec[], options: ParseOptions) {
    this.#words = words;
    this.#options = options;
    for (const spec of specs.toReversed()) {
      this.#byName.set(spec.name, spec);
      if (spec.shorthand !== undefined) this.#byShorthand.set(spec.shorthand, spec);
    }
  }

  parse(): ParsedFlags {
    const args: string[] = [];
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at] ?? '';
      this.#at += 1;
      if (word === '--') {
        return { ...this.#flags, args: [...args, ...this.#words.slice(this.#at)], argsBeforeDash: args.length };
      }
      if (word.startsWith('--')) this.#long(word);
      else if (word.startsWith('-') && word.length > 1) this.#short(word);
      else if (this.#options.stopAtArgument === true)
        return { ...this.#flags, args: [word, ...this.#words.slice(this.#at)] };
      else args.push(word);
    }
    return { ...this.#flags, args };
  }

  get #flags(): Pick<ParsedFlags, 'given' | 'values'> {
    return { given: this.#given, values: this.#values };
  }

  #fail(message: string): never {
    throw new FlagError(message, `See '${this.#options.commandPath} --help' for usage.`);
  }

  #long(word: string): void {
    const equals = word.indexOf('=');
    const name = word.slice(2, equals === -1 ? undefined : equals);
    if (name === '' || name.startsWith('-')) this.#fail(`bad flag syntax: ${word}`);
    // kubectl reads underscores in names as dashes.
    const spec = this.#byName.get(name.replaceAll('_', '-'));
    if (spec === undefined) this.#fail(`unknown flag: --${name}`);
    const given = equals === -1 ? noOption(spec) : word.slice(equals + 1);
    this.#set(spec, given ?? this.#following() ?? this.#fail(`flag needs an argument: ${word}`));
  }

  #short(word: string): void {
    for (let at = 1; at < word.length; at += 1) {
      const shorthand = word[at] ?? '';
      const spec = this.#byShorthand.get(shorthand);
      if (spec === undefined)
        this.#fail(`unknown shorthand flag: ${quoteShorthand(shorthand)} in ${word.slice(0, 1)}${word.slice(at)}`);
      const rest = word.slice(at + 1);
      if (rest.startsWith('=')) return this.#set(spec, rest.slice(1));
      const alone = noOption(spec);
      if (alone === undefined) {
        const value = rest === '' ? this.#following() : rest;
        return this.#set(
          spec,
          value ?? this.#fail(`flag needs an argument: ${quoteShorthand(shorthand)} in -${word.slice(at)}`),
        );
      }
      this.#set(spec, alone);
    }
  }

  #following(): string | undefined {
    const word = this.#words[this.#at];
    if (word !== undefined) this.#at += 1;
    return word;
  }

  #set(spec: FlagSpec, text: string): void {
    try {
      this.#values.set(spec.name, parseValue(spec, text, this.#values.get(spec.name)));
      this.#given.push({ name: spec.name, text });
    } catch (error) {
      if (!(error instanceof FlagValueError)) throw error;
      const flag = spec.shorthand === undefined ? `--${spec.name}` : `-${spec.shorthand}, --${spec.name}`;
      this.#fail(`invalid argument ${quoteGo(text)} for "${flag}" flag: ${error.message}`);
    }
  }
}

function quoteShorthand(char: string): string {
  return `'${char}'`;
}

/** What the flag means without a value: booleans `true`, others only where a default is declared. */
function noOption(spec: FlagSpec): string | undefined {
  return spec.noOptionDefault ?? (spec.type === 'bool' ? 'true' : undefined);
}

function parseValue(spec: FlagSpec, text: string, before: FlagValue | undefined): FlagValue {
  const list = Array.isArray(before) ? (before as readonly string[]) : [];
  switch (spec.type) {
    case 'string':
      return text;
    case 'bool':
      return parseBool(text);
    case 'int':
      return parseInteger(text, 64);
    case 'int32':
      return parseInteger(text, 32);
    case 'duration':
      return parseDurationMs(text);
    case 'stringArray':
      return [...list, text];
    case 'stringSlice':
      return [...list, ...parseCsv(text)];
    case 'stringToString':
      return [...list, ...parsePairs(text)];
  }
}

/** The text of a string flag, if it was given. */
export function stringFlag(parsed: ParsedFlags, name: string): string | undefined {
  const value = parsed.values.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** A bool flag; `fallback` if it was not given. */
export function boolFlag(parsed: ParsedFlags, name: string, fallback = false): boolean {
  const value = parsed.values.get(name);
  return typeof value === 'boolean' ? value : fallback;
}

/** A number or, for a duration, milliseconds, if the flag was given. */
export function numberFlag(parsed: ParsedFlags, name: string): number | undefined {
  const value = parsed.values.get(name);
  return typeof value === 'number' ? value : undefined;
}

/** All values of a repeatable flag. */
export function listFlag(parsed: ParsedFlags, name: string): readonly string[] {
  const value = parsed.values.get(name);
  return typeof value === 'object' ? value : [];
}
