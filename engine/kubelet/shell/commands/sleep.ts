import type { Work } from '../work.ts';
import { type Call, fail } from './command.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `1`, `0.5s`, `2m`, `infinity`. */
export function durationMs(text: string): number | undefined {
  if (text === 'infinity' || text === 'inf') return Number.POSITIVE_INFINITY;
  const found = /^(\d+(?:\.\d+)?|\.\d+)([smhd]?)$/.exec(text);
  return found === null ? undefined : Math.round(Number(found[1]) * (UNITS[found[2] ?? ''] ?? 1000));
}

/** sleep TIME...: virtual time passes. */
export function* sleep(call: Call): Work<number> {
  if (call.args.length === 0) return fail(call, 'missing operand');
  let sum = 0;
  for (const arg of call.args) {
    const ms = durationMs(arg);
    if (ms === undefined) {
      return fail(
        call,
        call.container.traits.userland === 'busybox' ? `invalid number '${arg}'` : `invalid time interval '${arg}'`,
      );
    }
    sum += ms;
  }
  if (sum > 0) yield* pass(call, sum);
  return 0;
}

/** Lets time pass; for ever when it is infinite. */
export function* pass({ container }: Pick<Call, 'container'>, ms: number): Work<void> {
  if (!Number.isFinite(ms)) for (;;) yield {};
  const endMs = container.nowMs + ms;
  while (container.nowMs < endMs) yield { wakeAtMs: endMs };
}

/** timeout TIME COMMAND...: ends it with 124 (GNU) or 143 (busybox). */
export function* timeout(call: Call): Work<number> {
  const { args } = call;
  const rest = args[0] === '-t' ? args.slice(1) : args[0] === '-s' || args[0] === '-k' ? args.slice(2) : args;
  const [time = '', name = '', ...others] = rest;
  const ms = durationMs(time);
  if (ms === undefined) return fail(call, `invalid time interval '${time}'`, 125);
  const { container } = call;
  const program = container.find(name, call.cwd);
  if ('missing' in program) return fail(call, `failed to run command '${name}': No such file or directory`, 127);
  const task = container.fork(call.task.pid, [name, ...others].join(' '));
  task.work = program.run({ ...call, name, args: others, task });
  const endMs = container.nowMs + ms;
  yield { wakeAtMs: endMs, ready: () => !task.isRunning };
  if (task.exitCode !== undefined) return task.exitCode;
  task.signal('TERM');
  return container.traits.userland === 'busybox' ? 143 : 124;
}
