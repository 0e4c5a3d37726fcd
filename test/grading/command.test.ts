import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const EXERCISE = join(ROOT, 'scenarios/exercises/run-and-expose-a-pod');
const folder = mkdtempSync(join(tmpdir(), 'seatrial-grade-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const handed = join(folder, 'handed in');
cpSync(join(EXERCISE, 'solution'), join(handed, 'kim'), { recursive: true });
cpSync(join(EXERCISE, 'mistakes/wrong-selector'), join(handed, '이서연'), { recursive: true });
mkdirSync(join(handed, 'nobody'));
writeFileSync(join(handed, 'broken.zip'), 'PK no zip');
writeFileSync(join(handed, 'list.txt'), 'not a submission');
symlinkSync('/etc', join(handed, 'link.zip'));

function grade(argv: readonly string[], cwd = folder): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/seatrial.js'), 'grade', ...argv], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, stdout, stderr };
}

/** Every file below a folder with its content. */
function tree(root: string): Readonly<Record<string, string>> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(root.length), readFileSync(path, 'utf8')]));
}

test('everybody gets a page and a row, and nobody a zero for what is not there', () => {
  const { code, stdout, stderr } = grade([
    'run-and-expose-a-pod',
    '--submissions',
    'handed in',
    '--out',
    'a',
    '--jobs',
    '2',
  ]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^list\.txt: left out/m);
  assert.match(stdout, /^2 graded, 3 without a score, mean score 7$/m);
  const rows = readFileSync(join(folder, 'a/grades.csv'), 'utf8').split('\n');
  assert.deepEqual(
    rows.slice(1, -1).map((row) => row.split(',').slice(0, 4).join()),
    ['broken,unreadable,,10', 'kim,graded,10,10', 'link,unreadable,,10', 'nobody,unreadable,,10', '이서연,graded,4,10'],
  );
  for (const name of ['kim', '이서연', 'nobody', 'broken', 'link'])
    assert.deepEqual(readdirSync(join(folder, 'a', name)).sort(), ['grade.json', 'index.html', 'results.json'], name);
  const page = readFileSync(join(folder, 'a/이서연/index.html'), 'utf8');
  assert.match(page, /service\.yaml:\d+/);
  assert.doesNotMatch(page, /(?:src|href)="https?:/);
});

test('other processes, another folder and another day give the same bytes', () => {
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  const argv = ['run-and-expose-a-pod', '--submissions', handed];
  assert.equal(grade([...argv, '--out', join(folder, 'one'), '--jobs', '1']).code, 0);
  assert.equal(grade([...argv, '--out', join(folder, 'three'), '--jobs', '3'], elsewhere).code, 0);
  const one = tree(join(folder, 'one'));
  const three = tree(join(folder, 'three'));
  assert.deepEqual(Object.keys(one), Object.keys(three));
  for (const [path, content] of Object.entries(one)) assert.ok(three[path] === content, `${path} differs`);
  for (const [path, content] of Object.entries(one))
    assert.ok(!content.includes(folder), `${path} names the machine's folders`);
});

test('the Korean rubric gives the same scores', () => {
  const { code, stdout } = grade(['run-and-expose-a-pod', '--submissions', handed, '--out', 'ko', '--language', 'ko']);
  assert.equal(code, 0);
  assert.match(stdout, /^2 graded, 3 without a score, mean score 7$/m);
  assert.match(readFileSync(join(folder, 'ko/kim/index.html'), 'utf8'), /<html lang="ko"/);
});

const REFUSALS: readonly (readonly [argv: readonly string[], code: number, says: RegExp])[] = [
  [['no-such', '--submissions', '.'], 2, /no exercise is named "no-such"; known are .*run-and-expose-a-pod/],
  [['run-and-expose-a-pod'], 2, /grade needs --submissions DIR/],
  [['run-and-expose-a-pod', '--submissions', 'nowhere'], 2, /there is no such folder/],
  [['run-and-expose-a-pod', '--submissions', 'handed in/nobody'], 2, /there is nothing to grade/],
  [['run-and-expose-a-pod', '--submissions', 'handed in', '--jobs', '0'], 2, /give a number of processes/],
  [['run-and-expose-a-pod', '--submissions', 'handed in', '--language', 'fr'], 2, /give en or ko/],
  [['run-and-expose-a-pod', '--submissions', 'handed in', '--fail-under', '5', '--out', 'b'], 1, /^/],
];

for (const [argv, code, says] of REFUSALS)
  test(`grade ${argv.join(' ')}: exit code ${code}`, () => {
    const result = grade(argv);
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, says);
    if (code === 2) assert.equal(result.stderr.trimEnd().split('\n').length, 1);
  });
