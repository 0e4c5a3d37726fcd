import { signalName } from '../container/task.ts';
import { type Call, fail, parse, plain, type Run } from './command.ts';

export const ps: Run = plain((call) => {
  const isBusybox = call.container.traits.userland === 'busybox';
  const isLong = !isBusybox && /f|u/.test(call.args.join(''));
  if (isBusybox) call.stdout.write('PID   USER     TIME  COMMAND\n');
  else
    call.stdout.write(
      isLong ? 'UID        PID  PPID  C STIME TTY          TIME CMD\n' : '  PID TTY          TIME CMD\n',
    );
  for (const { pid, parent, title } of call.container.tasks) {
    const { user } = call.container.traits;
    if (isBusybox) call.stdout.write(`${String(pid).padStart(5)} ${user.padEnd(8)}  0:00 ${title}\n`);
    else if (isLong)
      call.stdout.write(
        `${user.padEnd(8)} ${String(pid).padStart(5)} ${String(parent).padStart(5)}  0 00:00 ?        00:00:00 ${title}\n`,
      );
    else call.stdout.write(`${String(pid).padStart(5)} ?        00:00:00 ${title.split(' ')[0]}\n`);
  }
  return 0;
});

/** kill [-SIGNAL] PID...: the first process cannot be killed from inside unless it handles the signal. */
export const kill: Run = plain((call) => {
  const [first = '', ...others] = call.args;
  const given = first === '-s' ? others[0] : first.startsWith('-') ? first.slice(1) : undefined;
  const pids = given === undefined ? call.args : first === '-s' ? others.slice(1) : others;
  const signal = given === '0' ? '0' : signalName(given ?? 'TERM');
  if (signal === undefined) return fail(call, `invalid signal name '${given ?? ''}'`);
  let status = 0;
  for (const pid of pids) {
    const task = call.container.task(Number(pid));
    if (task === undefined || !task.isRunning) status = fail(call, noSuch(call, pid));
    else if (signal !== '0' && !(signal === 'KILL' && task.pid === 1)) task.signal(signal);
  }
  return status;
});

function noSuch(call: Call, pid: string): string {
  return call.container.traits.userland === 'busybox'
    ? `can't kill pid ${pid}: No such process`
    : `(${pid}) - No such process`;
}

export const pkill: Run = plain((call) => {
  const { rest } = parse(call, '');
  const found = call.container.tasks.filter((task) => task !== call.task && task.title.includes(rest[0] ?? ''));
  for (const task of found) task.signal('TERM');
  return found.length > 0 ? 0 : 1;
});
