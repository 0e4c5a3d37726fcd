import { shellProgram } from '../interpreter/program.ts';
import { type Call, plain, type Run } from './command.ts';

/** test and [ as programs (an exec probe's command): the shell's own do the work. */
export const test: Run = (call) => {
  const base = call.name.slice(call.name.lastIndexOf('/') + 1);
  return shellProgram({ ...call, name: 'sh', args: ['-c', `${base} "$@"`, 'sh', ...call.args] });
};

/** which NAME... */
export const which: Run = plain((call: Call) =>
  call.args.reduce((status, name) => {
    const program = call.container.find(name, call.cwd);
    if ('missing' in program) return 1;
    call.stdout.write(`/usr/bin/${name}\n`);
    return status;
  }, 0),
);
