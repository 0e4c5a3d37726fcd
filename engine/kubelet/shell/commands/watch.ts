import { NotSimulated, type Work } from '../work.ts';
import { type Call, fail } from './command.ts';
import { clockText } from './date.ts';
import { pass } from './sleep.ts';
import { runProgram } from './small.ts';

/** How long somebody looks before they press Ctrl-C. */
const LOOK_MS = 60_000;

/**
 * watch [-n SECONDS] [-dtx] COMMAND...: the screen as it is after a minute, which is when somebody stops looking; there is no Ctrl-C here, and
 * it says so.
 */
export function* watch(call: Call): Work<number> {
  const { seconds, isPlain, isTitled, words } = optionsOf(call);
  const [name, ...args] = words;
  if (name === undefined) return fail(call, 'no command given');
  yield* pass(call, LOOK_MS);
  if (isTitled) {
    const title = `Every ${seconds.toFixed(1)}s: ${words.join(' ')}`;
    call.stdout.write(`${title}    ${clockText(call.container.nowMs, '%a %b %e %H:%M:%S %Y')}\n\n`);
  }
  if (isPlain) yield* runProgram(call, name, args);
  else yield* runProgram(call, 'sh', ['-c', words.join(' ')]);
  call.stderr.write('seatrial: watch shows the screen after a minute: there is no Ctrl-C here\n');
  return 0;
}

function optionsOf({ args }: Call) {
  const options = { seconds: 2, isPlain: false, isTitled: true };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const interval = /^(?:-n|--interval=)(\d*\.?\d+)$/.exec(arg)?.[1] ?? (isInterval(arg) ? args[++i] : undefined);
    if (interval !== undefined) options.seconds = Number(interval);
    else if (arg === '-x' || arg === '--exec') options.isPlain = true;
    else if (arg === '-t' || arg === '--no-title') options.isTitled = false;
    else if (arg === '--') return { ...options, words: args.slice(i + 1) };
    else if (!arg.startsWith('-')) return { ...options, words: args.slice(i) };
    else if (!/^(?:-[dcb]+|--differences|--color|--beep)$/.test(arg)) throw new NotSimulated(`watch ${arg}`);
  }
  return { ...options, words: [] };
}

function isInterval(arg: string): boolean {
  return arg === '-n' || arg === '--interval';
}
