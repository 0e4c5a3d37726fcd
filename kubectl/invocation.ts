import type { Client } from '../engine/index.ts';
import type { ParsedFlags } from './command-line/flags.ts';
import { boolFlag, listFlag, numberFlag, stringFlag } from './command-line/flags.ts';
import { isRefusal } from './errors.ts';

export interface InvocationOptions {
  readonly commandPath: string;
  readonly flags: ParsedFlags;
  readonly client: Client;
  readonly sessionNamespace: string;
}

/** One command line on its way through a verb: its words and flags, and what it has printed so far. */
export class Invocation {
  /** `kubectl create deployment`. */
  readonly commandPath: string;
  readonly flags: ParsedFlags;
  readonly args: readonly string[];
  /** The API as the user of the command (`--as`). */
  readonly client: Client;
  /** `-n`, or the namespace of the session. */
  readonly namespace: string;
  /** `-n` was given. */
  readonly namespaceGiven: boolean;
  readonly #errors: Error[] = [];
  readonly #warned = new Set<string>();
  readonly #said = new Set<string>();
  #hasDocument = false;
  #stdout = '';
  #stderr = '';

  constructor(options: InvocationOptions) {
    this.commandPath = options.commandPath;
    this.flags = options.flags;
    this.args = options.flags.args;
    this.client = options.client;
    const given = stringFlag(options.flags, 'namespace') ?? '';
    this.namespaceGiven = given !== '';
    this.namespace = this.namespaceGiven ? given : options.sessionNamespace;
  }

  string(name: string): string | undefined {
    return stringFlag(this.flags, name);
  }

  bool(name: string, fallback = false): boolean {
    return boolFlag(this.flags, name, fallback);
  }

  /** A number, or a duration in milliseconds. */
  number(name: string): number | undefined {
    return numberFlag(this.flags, name);
  }

  list(name: string): readonly string[] {
    return listFlag(this.flags, name);
  }

  has(name: string): boolean {
    return this.flags.values.has(name);
  }

  /** Adds to stdout exactly this text. */
  out(text: string): void {
    this.#stdout += text;
  }

  /** A printer's next YAML document begins: a line stands between it and the one before. */
  startDocument(): void {
    if (this.#hasDocument) this.outLine('---');
    this.#hasDocument = true;
  }

  outLine(line: string): void {
    this.out(`${line}\n`);
  }

  /** Adds to stderr exactly this text, after the API's warnings so far. */
  err(text: string): void {
    this.flushWarnings();
    this.#stderr += text;
  }

  errLine(line: string): void {
    this.err(`${line}\n`);
  }

  /** A line for stderr that is said once, however often it is asked for. */
  errLineOnce(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.errLine(line);
  }

  /** Keeps a refusal and goes on with the next object; what is no refusal is thrown on. */
  fail(error: unknown): void {
    if (!isRefusal(error)) throw error;
    this.#errors.push(error);
  }

  /** Runs a part of the command whose refusal does not stop the others. */
  attempt(part: () => void): void {
    try {
      part();
    } catch (error) {
      this.fail(error);
    }
  }

  get errors(): readonly Error[] {
    return this.#errors;
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** How many different warnings the API has sent. */
  get warnings(): number {
    return this.#warned.size;
  }

  /** `Warning:` lines of the API, each text once. */
  flushWarnings(): void {
    for (const warning of this.client.takeWarnings()) this.warn(warning);
  }

  /** The same for a text that the API would send, if it has not come yet. */
  warn(warning: string): void {
    if (this.#warned.has(warning)) return;
    this.#warned.add(warning);
    this.#stderr += `Warning: ${warning}\n`;
  }
}
