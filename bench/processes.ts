import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './figure.ts';

export const ROOT: string = join(import.meta.dirname, '..');
export const CUCUMBER: string = join(ROOT, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
export const SEATRIAL: string = join(ROOT, 'bin/seatrial.js');

/** Wall time of one whole process. A process that fails is no measurement. */
function timed(args: readonly string[]): number {
  const begin = performance.now();
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  const took = performance.now() - begin;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with exit code ${String(status)}:\n${stdout}${stderr}`);
  return took;
}

/** Median of `ours` over median of `floor`, the two in turn after one uncounted run each. */
export function ratio(
  ours: readonly string[],
  floor: readonly string[],
  runs: number,
): { readonly ratio: number; readonly oursMs: number; readonly floorMs: number } {
  const our: number[] = [];
  const their: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const times = [timed(ours), timed(floor)] as const;
    if (run === 0) continue;
    our.push(times[0]);
    their.push(times[1]);
  }
  return { ratio: median(our) / median(their), oursMs: median(our), floorMs: median(their) };
}
