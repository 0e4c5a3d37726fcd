import type { Call } from '../commands/command.ts';
import type { Server } from '../server.ts';

/** What kind of userland an image has: which shell answers in which words, and which commands are there. */
export type Userland = 'busybox' | 'debian' | 'centos' | 'none';

/** What a long-running program of an image does when it is run: it serves, or ends at once. */
export type ServerProgram = (call: Call) => Server | Ended;

export interface Ended {
  readonly exitCode: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** The image's side of a container. */
export interface Traits {
  readonly userland: Userland;
  /** Commands besides the userland's own. */
  readonly extra: readonly string[];
  /** The image's own programs by name; `*` stands for any name that nothing else is called. */
  readonly programs: Readonly<Record<string, ServerProgram>>;
  /** Files of the image: path to content. */
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  readonly user: string;
  /** Only part of somebody's machine: a folder that is not here was there, and `cd` into it stays where its files were put. */
  readonly isPart?: true;
}
