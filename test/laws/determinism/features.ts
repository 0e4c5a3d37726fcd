import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Law } from '../law.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SEATRIAL = join(ROOT, 'bin/seatrial.js');
const FEATURES: readonly string[] = globSync('features/{course,engine}/*.feature', { cwd: ROOT }).sort();

interface Input {
  /** In the order of the first run, and of the second. */
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly parallel: number;
  readonly seed: number;
}

export const features: Law<Input> = {
  name: 'features',
  says: 'features leave the same traces, byte for byte, in any order, in parallel and in another folder',
  runs: 2,
  arbitrary: fc.shuffledSubarray([...FEATURES], { minLength: 2, maxLength: 4 }).chain((first) =>
    fc.record({
      first: fc.constant(first),
      second: fc.shuffledSubarray(first, { minLength: first.length }),
      parallel: fc.integer({ min: 1, max: 3 }),
      seed: fc.nat(1000),
    }),
  ),
  check: ({ first, second, parallel, seed }) => {
    const scratch = mkdtempSync(join(tmpdir(), 'seatrial-laws-'));
    try {
      const elsewhere = join(scratch, 'elsewhere');
      cpSync(join(ROOT, 'features'), join(elsewhere, 'features'), { recursive: true });
      const [a, b] = [join(scratch, 'a'), join(scratch, 'b')];
      run(ROOT, [...first, '--seed', `${seed}`, '--out', a]);
      run(elsewhere, [...second, '--seed', `${seed}`, '--out', b, '--parallel', `${parallel}`]);
      compare(join(a, 'traces'), join(b, 'traces'));
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  },
  *smaller({ first, second, parallel, seed }) {
    for (const one of first) {
      const without = (all: readonly string[]): readonly string[] => all.filter((other) => other !== one);
      if (first.length > 1) yield { first: without(first), second: without(second), parallel, seed };
    }
  },
  tell: ({ first, second, parallel, seed }) => [
    `seatrial run ${first.join(' ')} --seed ${seed}`,
    `in another folder: seatrial run ${second.join(' ')} --seed ${seed} --parallel ${parallel}`,
  ],
};

/** Scenarios that fail are the features' own matter; what counts is that they leave the same traces. */
function run(cwd: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [SEATRIAL, 'run', ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0 && status !== 1) throw new Error(`seatrial run ${args.join(' ')} ended with exit code ${status}`);
}

function compare(first: string, second: string): void {
  const [a, b] = [readdirSync(first).sort(), readdirSync(second).sort()];
  if (a.length === 0) throw new Error(`no traces were written to ${first}`);
  if (a.join() !== b.join()) throw new Error(`there are the traces ${b.join(', ')} in place of ${a.join(', ')}`);
  const other = a.find((name) => !readFileSync(join(first, name)).equals(readFileSync(join(second, name))));
  if (other !== undefined) throw new Error(`the trace ${other} differs`);
}
