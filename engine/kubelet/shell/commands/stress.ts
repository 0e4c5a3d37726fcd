import type { Work } from '../work.ts';
import type { Call } from './command.ts';
import { durationMs, pass } from './sleep.ts';

/** What a run of `stress` takes, as long as it runs. */
export interface Strain {
  /** Thousandths of a core. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  /** Undefined: until it is ended. */
  readonly timeoutMs: number | undefined;
}

const DEFAULT_BYTES = 256 * 2 ** 20;
/** How long it takes to fill the memory that a container may have. */
const FILLING_MS = 1000;
const UNITS: Readonly<Record<string, number>> = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/**
 * What `stress --vm 1 --vm-bytes 150M`, `stress-ng` and the `stress` of Kubernetes' pages (`-cpus 2 -mem-total 150Mi`) take. A worker on memory
 * takes a core as well, unless it hangs on to what it has (--vm-hang).
 */
export function strainOf(args: readonly string[]): Strain {
  const value = (...names: readonly string[]): string | undefined => {
    const at = args.findIndex((arg) => names.includes(arg.split('=')[0] ?? ''));
    return at < 0 ? undefined : (/=(.*)$/.exec(args[at] ?? '')?.[1] ?? args[at + 1]);
  };
  const count = (...names: readonly string[]): number => Number(value(...names) ?? 0) || 0;
  const workers = count('--vm', '-m');
  const total = bytesOf(value('-mem-total', '--mem-total'));
  const seconds = value('--timeout', '-t');
  const isHanging = value('--vm-hang', '--vm-keep') !== undefined;
  const cores = count('--cpu', '-c', '-cpus', '--cpus') + count('--io', '-i') + (isHanging ? 0 : workers);
  return {
    cpuMilli: cores * 1000,
    memoryBytes: total ?? workers * (bytesOf(value('--vm-bytes')) ?? DEFAULT_BYTES),
    timeoutMs: seconds === undefined ? undefined : durationMs(seconds),
  };
}

/** `150M`, `1G`, `250Mi`. */
function bytesOf(text: string | undefined): number | undefined {
  const [, number, unit = 'b'] = /^(\d+(?:\.\d+)?)([bkmg])?i?b?$/i.exec(text ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
}

/** stress: what it takes shows in metrics; what takes more memory than its container may have is killed for it. */
export function* stress(call: Call): Work<number> {
  const { container, args, stdout } = call;
  const { memoryBytes, timeoutMs, cpuMilli } = strainOf(args);
  const limit = container.input.memoryLimitBytes;
  stdout.write(
    `stress: info: [1] dispatching hogs: ${cpuMilli / 1000} cpu, 0 io, ${memoryBytes > 0 ? 1 : 0} vm, 0 hdd\n`,
  );
  if (limit !== undefined && memoryBytes > limit) {
    yield* pass(call, FILLING_MS);
    container.runsOutOfMemory();
    return 137;
  }
  yield* pass(call, timeoutMs ?? Number.POSITIVE_INFINITY);
  stdout.write(`stress: info: [1] successful run completed in ${Math.round((timeoutMs ?? 0) / 1000)}s\n`);
  return 0;
}
