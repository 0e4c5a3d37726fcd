import { createRequire } from 'node:module';
import type { FlagSpec } from './command-line/flags.ts';
import { groupHelp } from './group-help.ts';
import type { Verb } from './verb.ts';

/** Help of one command: kubectl's own; of one that only we have, what it does, how it is called and its flags. */
export function verbHelp(verb: Verb, commandPath: string): string {
  const known = commandHelp(commandPath);
  if (known !== undefined) return known;
  const subcommands = verb.subcommands ?? [];
  return [
    `${verb.summary}\n`,
    subcommands.length === 0 ? '' : `\nAvailable Commands:\n${commandLines(subcommands)}`,
    verb.flags.length === 0 ? '' : `\nOptions:\n${verb.flags.map(flagLine).join('')}`,
    `\nUsage:\n  ${commandPath} ${verb.usage}\n`,
    '\nUse "kubectl options" for a list of global command-line options (applies to all commands).\n',
  ].join('');
}

/** What `kubectl` alone prints. */
export function rootHelp(): string {
  return groupHelp.get('kubectl') ?? '';
}

/** `kubectl options`. */
export function optionsHelp(): string {
  return commandHelp('kubectl options') ?? '';
}

/** `kubectl help WORD` for a word that is no command. */
export function unknownTopic(words: readonly string[]): string {
  const [, usage = ''] = /\n\n(Basic Commands[\s\S]*)$/.exec(rootHelp()) ?? [];
  return `Unknown help topic [${words.map((word) => `\`${word}\``).join(' ')}]\n\n\n${usage}`;
}

let loaded: Readonly<Record<string, string>> | undefined;

/**
 * What kubectl v1.25 prints for a command with `--help`, by its words from kubectl on. Read when somebody asks: nothing else needs that much
 * text.
 */
export function commandHelp(commandPath: string): string | undefined {
  loaded ??= createRequire(import.meta.url)('./generated/command-help.json') as Readonly<Record<string, string>>;
  return groupHelp.get(commandPath) ?? loaded[commandPath];
}

function commandLines(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  return verbs.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}\n`).join('');
}

function flagLine(flag: FlagSpec): string {
  const value = flag.type === 'bool' ? 'false' : flag.type.startsWith('string') ? "''" : '0';
  return `    ${flag.shorthand === undefined ? '' : `-${flag.shorthand}, `}--${flag.name}=${value}\n`;
}
