import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { readExercise } from '../../scenarios/exercises.ts';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/grading.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'seatrial-page-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function seatrial(line: string): { code: number | null; stdout: string } {
  const argv = line.replace(/^npx seatrial /, '').split(' ');
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'bin/seatrial.js'), ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, stdout };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

interface Block {
  readonly language: string;
  readonly text: string;
}

/** The code blocks between two texts of the page, in order. */
function blocksBetween(from: string, to: string): readonly Block[] {
  const start = page.indexOf(from);
  const end = page.indexOf(to, start);
  assert.ok(start >= 0 && end > start, `${from} ... ${to}`);
  return [...page.slice(start, end).matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** What the commands of the page make: `echo 'TEXT' > FILE` and `printf 'TEXT' > FILE`. */
function writeAsTold(script: string): void {
  for (const [, text = '', path = ''] of script.matchAll(/(?:echo|printf) '([^']*)' > (\S+)/g))
    write(path, `${text.replaceAll(String.raw`\n`, '\n')}\n`);
}

test('a class is graded as the page says', () => {
  const [script, printed] = blocksBetween('## Grade a class', '`--language ko`');
  writeAsTold(script?.text ?? '');
  const command = /^npx seatrial .*/m.exec(script?.text ?? '')?.[0] ?? '';
  assert.deepEqual(seatrial(command), { code: 0, stdout: printed?.text });
});

test('an exercise is written and proven as the page says', () => {
  const [, task, rubric, solution, alternative, mistake, expected, command, first, added, second] = blocksBetween(
    '## Write an exercise',
    'Exit code 1 says',
  ).map(({ text }) => text);
  const files = [
    ['page/exercise.yaml', task],
    ['page/rubric.feature', rubric],
    ['page/solution/page.yaml', solution],
    ['page/alternatives/by-hand/commands.sh', alternative],
    ['page/mistakes/wrong-port/commands.sh', mistake],
    ['page/mistakes/wrong-port/expected.yaml', expected],
  ] as const;
  for (const [path, text = ''] of files) {
    assert.ok(page.includes(`\`${path}\``) || path.endsWith('/expected.yaml'), path);
    write(path, text);
  }
  const proof = (): string => seatrial((command ?? '').trim()).stdout;
  assert.ok(proof().endsWith(first ?? 'nothing'), proof());
  const [, line = ''] = /^( {4}Then "page" has 2 pods.*\n)/m.exec(rubric ?? '') ?? [];
  write('page/rubric.feature', (rubric ?? '').replace(line, added ?? ''));
  assert.ok(proof().endsWith(second ?? 'nothing'), proof());
});

test('the page tells the defaults of exercise.yaml', () => {
  write('plain/exercise.yaml', 'title: { en: a, ko: 가 }\ntask: { en: a, ko: 가 }\n');
  write('plain/rubric.feature', 'Feature: a\n');
  const { limits, topology, paceSeconds, settleSeconds, retryApply } = readExercise(join(folder, 'plain'));
  const told = new Map<string, string>();
  for (const [, names = '', values = ''] of page.matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm))
    for (const [index, name] of names.split(', ').entries())
      told.set(name.replaceAll('`', ''), (values.split(', ')[index] ?? '').replaceAll('`', ''));
  const entries = Object.entries(limits).map(([name, value]) => [`limits.${name}`, value] as const);
  const all = [...entries, ...Object.entries({ topology, paceSeconds, settleSeconds, retryApply })];
  for (const [name, value] of all) assert.equal(told.get(name), String(value), name);
});
