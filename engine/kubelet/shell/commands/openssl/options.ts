import { NotSimulated } from '../../work.ts';
import { type Call, readFile } from '../command.ts';

/** What openssl says and ends with 1. */
export class OpensslError extends Error {}

/** Options of one of openssl's commands: whole words behind one dash. */
export interface Options {
  readonly rest: readonly string[];
  has(name: string): boolean;
  value(name: string): string | undefined;
  values(name: string): readonly string[];
}

/** Reads options; one that is not listed is refused by name. */
export function optionsOf(command: string, args: readonly string[], flags: string, valued: string): Options {
  const found: (readonly [name: string, value: string])[] = [];
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const name = arg.replace(/^--?/, '');
    if (!arg.startsWith('-') || arg === '-') rest.push(arg);
    else if (flags.split(' ').includes(name)) found.push([name, '']);
    else if (valued.split(' ').includes(name)) {
      const value = args[++i];
      if (value === undefined) throw new OpensslError(`${command}: option -${name} needs a value`);
      found.push([name, value]);
    } else throw new NotSimulated(`openssl ${command} ${arg}`);
  }
  return {
    rest,
    has: (name) => found.some(([each]) => each === name),
    value: (name) => found.findLast(([each]) => each === name)?.[1],
    values: (name) => found.flatMap(([each, value]) => (each === name ? [value] : [])),
  };
}

/** The text of a file, or why openssl cannot go on. */
export function textOf(call: Call, path: string, what: string): string {
  const found = readFile(call, path);
  if ('text' in found) return found.text;
  throw new OpensslError(`${path}: ${found.why}\nunable to load ${what}`);
}

/** A number of days, bits or the like. */
export function numberOf(text: string, what: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new OpensslError(`${what} is no number: ${text}`);
  return Number(text);
}
