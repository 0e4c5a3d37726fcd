import type { FileSystem } from '../../../component/workload.ts';
import type { ServerProgram } from '../container/traits.ts';
import type { Container, Program } from '../container/container.ts';
import { absolute } from '../interpreter/glob.ts';
import { shellProgram } from '../interpreter/program.ts';
import type { Run } from './command.ts';
import { COMMANDS } from './index.ts';
import { hasCommand, isRealButMissing } from './userland.ts';
import type { Work } from '../work.ts';

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

/** The runs of programs, which many containers share: each generator function of its own would be prepared anew. */
const runs = new WeakMap<ServerProgram, Run>();

function serverRun(program: ServerProgram): Run {
  const known = runs.get(program) ?? newServerRun(program);
  runs.set(program, known);
  return known;
}

/** A program of the image: a server takes over the task. */
function newServerRun(program: ServerProgram): Run {
  return function* server(call): Work<number> {
    const started = program(call);
    if ('exitCode' in started) {
      call.stdout.write(started.stdout ?? '');
      call.stderr.write(started.stderr ?? '');
      return started.exitCode;
    }
    call.task.title = started.title;
    started.begin?.(call.container);
    yield { serve: started };
    return 0;
  };
}
