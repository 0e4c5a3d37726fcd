import type { FileSystem } from '../../../component/workload.ts';
import type { ServerProgram } from '../container/traits.ts';
import type { Container, Program } from '../container/container.ts';
import { absolute } from '../interpreter/glob.ts';
import { shellProgram } from '../interpreter/program.ts';
import type { Call, Run } from './command.ts';
import { COMMANDS } from './index.ts';
import { hasCommand, isRealButMissing } from './userland.ts';
import type { Wait, Work } from '../work.ts';

const BINARIES = [
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/usr/local/apache2/bin',
  '/usr/local/nginx/sbin',
  '',
];

/** The program behind a name in this container: one of the image's own, one of its userland, or a script in its files. */
export function findProgram(container: Container, files: FileSystem, name: string, cwd: string): Program {
  const { traits } = container;
  const slash = name.lastIndexOf('/');
  const base = name.slice(slash + 1);
  if (slash < 0 || BINARIES.includes(name.slice(0, slash)) || traits.programs[name] !== undefined) {
    const program = traits.programs[name] ?? traits.programs[base];
    if (program !== undefined) return { run: serverRun(program) };
    const known = hasCommand(traits, base) ? COMMANDS[base] : undefined;
    if (known !== undefined) return { run: known };
    if (isRealButMissing(traits, base)) return { missing: 'not simulated' };
  }
  const path = absolute(cwd, name);
  // An image without a userland has its own program, whatever it is called, and no other.
  if (traits.userland === 'none' && slash < 0 && COMMANDS[base] !== undefined) return { missing: 'not found' };
  const any = traits.programs['*'];
  if (any !== undefined && (slash < 0 || files.kind(path) === undefined)) return { run: serverRun(any) };
  if (slash < 0) return { missing: 'not found' };
  const text = files.read(path);
  if (text === undefined) return { missing: files.kind(path) === 'directory' ? 'directory' : 'not found' };
  const shell = /^#!\s*\S*\/(?:env\s+)?(\w+)/.exec(text)?.[1] ?? 'sh';
  if (!hasCommand(traits, shell)) return { missing: 'not found' };
  if (shell !== 'sh' && shell !== 'bash' && shell !== 'ash') return { missing: 'not simulated' };
  return { run: (call) => shellProgram({ ...call, name: shell, args: [name, ...call.args] }) };
}

/** A program of the image: a server takes over the task. */
function serverRun(program: ServerProgram): Run {
  return (call) => new Serving(program, call);
}

/** The work of a program that becomes a server: two steps, without a generator, see guard.ts. */
class Serving implements Work<number> {
  readonly #program: ServerProgram;
  readonly #call: Call;
  #hasBegun = false;

  constructor(program: ServerProgram, call: Call) {
    this.#program = program;
    this.#call = call;
  }

  next(): IteratorResult<Wait, number> {
    if (this.#hasBegun) return { done: true, value: 0 };
    this.#hasBegun = true;
    const { task, stdout, stderr, container } = this.#call;
    const started = this.#program(this.#call);
    if ('exitCode' in started) {
      stdout.write(started.stdout ?? '');
      stderr.write(started.stderr ?? '');
      return { done: true, value: started.exitCode };
    }
    task.title = started.title;
    started.begin?.(container);
    return { done: false, value: { serve: started } };
  }

  [Symbol.iterator](): this {
    return this;
  }
}
