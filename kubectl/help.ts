import type { FlagSpec } from './command-line/flags.ts';
import { groupHelp } from './group-help.ts';
import type { Verb } from './verb.ts';

/** Short help of one command: what it does, how it is called, its flags. */
export function verbHelp(verb: Verb, commandPath: string): string {
  const known = groupHelp.get(commandPath);
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
export function optionsHelp(flags: readonly FlagSpec[]): string {
  return `The following options can be passed to any command:\n\n${flags.map(flagLine).join('')}`;
}

function commandLines(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  return verbs.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}\n`).join('');
}

function flagLine(flag: FlagSpec): string {
  const value = flag.type === 'bool' ? 'false' : flag.type.startsWith('string') ? "''" : '0';
  return `    ${flag.shorthand === undefined ? '' : `-${flag.shorthand}, `}--${flag.name}=${value}\n`;
}
