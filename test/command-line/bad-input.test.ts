/** Command lines that mean nothing, and files that are not what they should be: one line that says what and where, exit code 2, nothing written. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { commands } from '../../bin/commands.ts';
import { dispatch } from '../../bin/dispatch.ts';

const ROOT = join(import.meta.dirname, '../..');
const SEATRIAL = join(ROOT, 'bin/seatrial.js');
const LAWS = join(ROOT, 'test/laws/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'seatrial-bad-input-'));
process.chdir(folder);
after(() => {
  process.chdir(ROOT);
  rmSync(folder, { recursive: true, force: true });
});

const env = { ...process.env, NO_COLOR: '1' };

before(() => {
  const write = (path: string, text = ''): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('features/x.feature', 'Feature: x\n  Scenario: y\n    Given a deployment "web" with 1 replicas\n');
  write('file.txt', 'hello\n');
  write('t.sh', 'kubectl get nodes\n');
  write('bad.yaml', 'a: [');
  write('case.yaml', 'steps:\n');
  write('bad-exercise/exercise.yaml', 'title: x\n');
  write('bad-run/run.json', '{');
  write('old-run/run.json', '{"format":"seatrial-run/0"}');
  for (const path of ['empty', 'taken/grades.csv', 'taken/t.sh.json', 'taken/index.html', 'folder'])
    mkdirSync(join(folder, path), { recursive: true });
  cpSync(join(ROOT, 'scenarios/exercises/namespaces/solution'), join(folder, 'handed/kim'), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, [SEATRIAL, 'run', '--out', 'base'], { cwd: folder, env });
  assert.equal(status, 0, String(stderr));
});

const GRADE = 'grade namespaces --submissions handed';
const UNWRITABLE = /nothing can be written there: E[A-Z]+ at \/.*; name another (?:folder|file)$/;
const EMPTY_VALUE = /^seatrial \w+: --[\w-]+ "": its value is empty; give one, or leave the flag out$/;
const EMPTY_OPERAND = /^seatrial \w+: an argument is empty \(""\): is a variable of a script not set\?$/;
const MISSING_VALUE = /^seatrial \w+: Option '--[\w-]+ <value>' argument missing$/;
const NO_FLAG = /^seatrial \w+: Unknown option '--nope': there are (?:no flags|--\w+.*)$/;
const NO_NUMBER = /^seatrial \w+: --[\w-]+ \S+: give a whole number/;
const NO_TOPOLOGY = /^seatrial \w+: --\w+: unknown topology ".*"; known are bare, course, /;
const NO_EXERCISE = /no exercise is named "\S+"; known are /;

/** Words of the command line; '' stands for an empty one. What is said of it. */
const REFUSED: readonly (readonly [line: string, says: RegExp])[] = [
  ['nope', /^seatrial: unknown command "nope" \(seatrial --help lists the commands\)$/],
  ...['run', 'explore', 'grade', 'rubric', 'compare', 'steps', 'lint', 'init', 'play', 'serve'].map(
    (command) => [`${command} --nope`, NO_FLAG] as const,
  ),
  ...['run', 'steps', 'lint', 'init', 'play', 'rubric', 'explore --seeds 1', 'grade --submissions handed'].map(
    (command) => [`${command} ''`, EMPTY_OPERAND] as const,
  ),
  ...[
    ...['seed', 'out', 'tags', 'parallel', 'shard', 'topology'].map((flag) => `run --${flag}`),
    ...['seeds', 'seed', 'tags', 'parallel', 'topology'].map((flag) => `explore --${flag}`),
    ...['submissions', 'out', 'jobs', 'fail-under', 'language', 'seed'].map((flag) => `grade namespaces --${flag}`),
    ...['json', 'jobs', 'min-caught'].map((flag) => `rubric namespaces --${flag}`),
    ...['html', 'max-slower'].map((flag) => `compare base base --${flag}`),
    ...['json', 'cluster', 'pace', 'seed'].map((flag) => `play t.sh --${flag}`),
    ...['port', 'cluster', 'kubeconfig', 'speed', 'seed'].map((flag) => `serve --${flag}`),
  ].flatMap((line): [string, RegExp][] => [
    [line, MISSING_VALUE],
    [`${line} ''`, EMPTY_VALUE],
  ]),
  // operands that are missing, too many, or lead nowhere
  ['explore', /needs --seeds N/],
  ['grade', /needs one EXERCISE/],
  ['grade namespaces', /needs --submissions DIR/],
  ['rubric', /needs one EXERCISE/],
  ['rubric namespaces namespaces', /needs one EXERCISE/],
  ['compare base', /takes two folders/],
  ['compare base base base', /takes two folders/],
  ['init a b', /takes one folder/],
  ['play', /needs at least one FILE/],
  ['serve extra', /Unexpected argument 'extra'/],
  ['run file.txt', /file\.txt is no feature: name \.feature or \.md files, or folders of them$/],
  ['lint file.txt', /is no feature/],
  ['grade nope --submissions handed', NO_EXERCISE],
  ['grade file.txt --submissions handed', NO_EXERCISE],
  ['grade folder --submissions handed', /folder holds no exercise\.yaml/],
  ['grade bad-exercise --submissions handed', /exercise\.yaml: the document must have required property/],
  ['grade namespaces --submissions nope', /there is no such folder$/],
  ['grade namespaces --submissions file.txt', /it is no folder$/],
  ['grade namespaces --submissions empty', /there is nothing to grade$/],
  ['rubric nope', NO_EXERCISE],
  ['rubric bad-exercise', /required property/],
  ['compare nope base', /nope: no such folder$/],
  ['compare base file.txt', /file\.txt: no folder; give one that `seatrial run --out` wrote$/],
  ['compare empty base', /no run\.json in it/],
  ['compare bad-run base', /run\.json: cannot be read: /],
  ['compare old-run base', /not seatrial-run\/1/],
  // values of the wrong kind
  ...['run', GRADE, 'play t.sh', 'serve', 'explore --seeds 1'].flatMap((line): [string, RegExp][] => [
    [`${line} --seed x`, NO_NUMBER],
    [`${line} --seed=-1`, NO_NUMBER],
    [`${line} --seed -1`, /'--seed' argument is ambiguous\..*use '--seed=-XYZ'\.$/],
  ]),
  ['run --tags @a|and', /--tags: Tag expression ".*" could not be parsed/],
  ['run --parallel 0', /--parallel 0: give a number of threads, 1 to 64$/],
  ['run --shard 2/1', /--shard 2\/1: give it as 1\/4/],
  ['run --topology moon', NO_TOPOLOGY],
  ['run --topology ./folder', NO_TOPOLOGY],
  ['run --topology bad.yaml', /--topology: bad\.yaml:\d+:\d+: /],
  ['explore --seeds 0', /--seeds 0 would run nothing$/],
  ['explore --seeds 1.5', NO_NUMBER],
  [`${GRADE} --jobs x`, NO_NUMBER],
  [`${GRADE} --jobs 65`, /--jobs 65: give a number of processes, 1 to 64$/],
  [`${GRADE} --fail-under x`, /--fail-under x: give a number of points$/],
  [`${GRADE} --language fr`, /--language fr: give en or ko$/],
  ['rubric namespaces --min-caught 101', /--min-caught 101: give a percentage, 0 to 100$/],
  ['compare base base --max-slower 1e3', NO_NUMBER],
  ['play t.sh --cluster moon', NO_TOPOLOGY],
  ['play t.sh --pace 0x10', /--pace 0x10: give the virtual seconds between two lines, 0 to 86400$/],
  ['serve --cluster moon', NO_TOPOLOGY],
  ['serve --port 1e3', NO_NUMBER],
  ['serve --port 65536', /--port 65536: give 0 to 65535$/],
  ['serve --speed 0', /--speed 0: give a number above 0, up to 10000$/],
  // places where nothing can be written
  ...['/proc/x', 'file.txt', 'file.txt/x'].flatMap((place): [string, RegExp][] => [
    [`run --out ${place}`, UNWRITABLE],
    [`${GRADE} --out ${place}`, UNWRITABLE],
    [`play t.sh --json ${place}`, UNWRITABLE],
  ]),
  ...['/proc/x', 'file.txt/x'].flatMap((place): [string, RegExp][] => [
    [`rubric namespaces --json ${place}`, UNWRITABLE],
    [`compare base base --html ${place}`, UNWRITABLE],
    [`serve --kubeconfig ${place}`, UNWRITABLE],
    [`init ${place}`, /nothing can be written into .*: E[A-Z]+ at \//],
  ]),
  ['rubric namespaces --json folder', /--json folder: it is a folder; name a file$/],
  ['compare base base --html folder', /--html folder: it is a folder; name a file$/],
  ['serve --kubeconfig folder', /--kubeconfig folder: it is a folder; name a file$/],
  ['init file.txt', /file\.txt is no folder$/],
  [`${GRADE} --out handed`, /--out handed: it lies among the submissions in handed; name another folder$/],
  [`${GRADE} --out handed/new`, /lies among the submissions/],
  [`${GRADE} --out handed/kim/x`, /lies among the submissions/],
];

/** What complains of each file that it was given does so by itself: these run as people run them. */
const REFUSED_ALONE: readonly (readonly [line: string, says: RegExp])[] = [
  ['run nope', /^nope: no such file or folder$/],
  ['run empty', /^no scenario is selected by empty$/],
  ['run features/x.feature:99', /^no scenario is selected by features\/x\.feature:99$/],
  ['explore --seeds 2 nope', /^nope: no such file or folder$/],
  ['lint nope', /^nope: no such file or folder$/],
  ['lint empty', /^no feature and no manifest in empty$/],
  ['lint bad.yaml', /^bad\.yaml:\d+: error converting YAML to JSON/],
  ['play nope.sh', /^seatrial: nope\.sh does not exist$/],
  ['play folder', /^seatrial: folder is not a file$/],
  ['play file.txt', /^seatrial: file\.txt:1: "hello" is not run/],
  ['play case.yaml', /an oracle case has the fields/],
];

/** `npm run laws`; the other flags stand in test/laws/request.test.ts. */
const LAWS_REFUSED: readonly (readonly [line: string, says: RegExp])[] = [
  ["--seed ''", /^laws: --seed "": its value is empty; give one, or leave the flag out$/],
  ['--law nope', /^laws: --law nope: known are /],
];

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Words by spaces, `|` for a space in one, '' for an empty one. */
const wordsOf = (line: string): readonly string[] =>
  line.split(' ').map((word) => (word === "''" ? '' : word.replaceAll('|', ' ')));

function alone(program: string, line: string): Promise<Answer> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env, timeout: 60_000 };
    execFile(process.execPath, [program, ...wordsOf(line)], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

/** In this process: a process for each would take most of the time. */
async function here(line: string): Promise<Answer> {
  const said = { stdout: '', stderr: '' };
  const code = await dispatch(wordsOf(line), commands, 'x', {
    print: (text) => void (said.stdout += `${text}\n`),
    complain: (text) => void (said.stderr += `${text}\n`),
  });
  return { code, ...said };
}

const tree = (): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

function refused({ code, stdout, stderr }: Answer, says: RegExp): void {
  assert.equal(code, 2, stderr);
  assert.match(stderr, /^[^\n]+\n$/);
  assert.match(stderr.trimEnd(), says);
  assert.equal(stdout, '');
}

describe('bad input', { concurrency: 2, timeout: 120_000 }, () => {
  let was: readonly string[] = [];
  before(() => {
    was = tree();
  });
  after(() => assert.deepEqual(tree(), was));

  for (const [line, says] of REFUSED) it(`seatrial ${line}`, async () => refused(await here(line), says));
  for (const [line, says] of REFUSED_ALONE)
    it(`seatrial ${line}`, async () => refused(await alone(SEATRIAL, line), says));
  for (const [line, says] of LAWS_REFUSED) it(`laws ${line}`, async () => refused(await alone(LAWS, line), says));
});

describe('what the disk refuses only when the work is done', { concurrency: 2 }, () => {
  const LATE: readonly (readonly [line: string, says: RegExp])[] = [
    [
      'run --out taken',
      /^seatrial run: --out taken: nothing can be written there: EISDIR at .*index\.html; name another/,
    ],
    [`${GRADE} --out taken`, /^seatrial grade: --out taken: nothing can be written there: EISDIR at .*grades\.csv; /m],
    ['play t.sh --json taken', /^seatrial: --json taken\/t\.sh\.json: nothing can be written there: EISDIR at /],
  ];
  for (const [line, says] of LATE) {
    it(line, async () => {
      const { code, stderr } = await alone(SEATRIAL, line);
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /^ +at /m);
    });
  }
});

it('a transcript says of each line what it printed, then what it complained of', () => {
  writeFileSync(join(folder, 'both.sh'), 'kubectl get pod a\nkubectl get ns default -o name\nkubectl get pod b\n');
  const { stdout } = spawnSync('sh', ['-c', '"$0" "$1" play both.sh 2>&1', process.execPath, SEATRIAL], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  assert.deepEqual(stdout.trimEnd().split('\n'), [
    '$ kubectl get pod a',
    'Error from server (NotFound): pods "a" not found',
    '$ kubectl get ns default -o name',
    'namespace/default',
    '$ kubectl get pod b',
    'Error from server (NotFound): pods "b" not found',
  ]);
});
