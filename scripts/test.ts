// `npm test`: the checks, then unit tests and features under one coverage measurement, then the laws. Stops at the first step that
// fails; its last line counts the tests, `N passed, N failed`, so that CI needs no other report.
import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closingLine, countIn, sum } from './count.ts';
import type { Count } from './count.ts';

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Runs tests, so that its output must tell how many. */
  readonly counts: boolean;
}

interface Result {
  readonly code: number;
  readonly output: string;
}

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'seatrial-test-'));
const coverage = ['--temp-directory', join(scratch, 'v8')];

const npmScript = (name: string): readonly [string, ...string[]] => ['npm', 'run', '-s', name];
const measured = (script: string): readonly [string, ...string[]] => [
  'c8',
  ...coverage,
  '--clean=false', // The second measurement adds to the first.
  '--check-coverage=false', // The floor is asked of both together, below.
  '--reporter=none',
  ...npmScript(script),
];

const hasFeatures = globSync('features/**/*.feature', { cwd: root }).length > 0;
const steps: readonly Step[] = [
  { name: 'check', command: npmScript('check'), counts: false },
  { name: 'unit tests', command: measured('test:unit'), counts: true },
  ...(hasFeatures ? [{ name: 'features', command: measured('test:features'), counts: true }] : []),
  { name: 'coverage', command: ['c8', 'report', ...coverage], counts: false },
  { name: 'laws', command: npmScript('laws'), counts: true },
];

async function runAll(): Promise<number> {
  const counts: Count[] = [];
  for (const step of steps) {
    process.stdout.write(`\n== ${step.name}\n`);
    const { code, output } = await run(step);
    const count = step.counts ? countIn(output) : undefined;
    if (count !== undefined) counts.push(count);
    const problem = problemOf(step, code, count);
    if (problem !== undefined) {
      process.stderr.write(`\nnpm test: ${problem}\n`);
      finish(counts, step.counts && count !== undefined ? 0 : 1);
      return 1;
    }
  }
  finish(counts, 0);
  return 0;
}

function problemOf(step: Step, code: number, count: Count | undefined): string | undefined {
  if (code !== 0) return `${step.name} failed (exit code ${code})`;
  if (!step.counts) return undefined;
  if (count === undefined) return `${step.name} did not say how many tests ran`;
  if (count.passed + count.failed === 0) return `${step.name} ran no test at all`;
  return count.failed > 0 ? `${step.name}: ${count.failed} failed` : undefined;
}

/** A step that failed without counting tests is one failure: the closing line never reads as a success. */
function finish(counts: readonly Count[], uncounted: number): void {
  process.stdout.write(`\n${closingLine(sum([...counts, { passed: 0, failed: uncounted }]))}\n`);
}

function run({ command: [file, ...argv] }: Step): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, argv, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: string[] = [];
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      chunks.push(chunk);
      process.stdout.write(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output: chunks.join('') });
    });
  });
}

try {
  process.exitCode = await runAll();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
