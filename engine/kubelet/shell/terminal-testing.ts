import { FileTree } from '../files/file-tree.ts';
import { HOME, type Machine } from './terminal.ts';
import { START_MS, testReach } from './testing.ts';

/** A machine whose only program tells how it was called. */
export class TestMachine implements Machine {
  nowMs: number = START_MS;
  readonly isPart = true;
  budgetLeft = 10_000;
  readonly files: FileTree = new FileTree();
  readonly reach: Machine['reach'] = testReach;

  constructor() {
    this.files.mkdir(HOME, true);
  }

  program(name: string): ReturnType<Machine['program']> {
    if (name !== 'kubectl') return undefined;
    return {
      reads: (args) => args.includes('-'),
      run: ({ args, cwd, stdin }) => ({
        exitCode: args[0] === 'fail' ? 1 : 0,
        stdout: `${args.join(',')} in ${cwd}${stdin === undefined ? '' : ` reads ${stdin.trim()}`}\n`,
        stderr: '',
      }),
    };
  }

  advance(ms: number): void {
    this.nowMs += ms;
    this.budgetLeft -= 100;
  }
}
