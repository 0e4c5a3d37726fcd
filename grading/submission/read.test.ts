import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { defaultSubmissionLimits, type Submission, type SubmissionLimits } from '../submission.ts';
import { readSubmission } from './read.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'seatrial-read-'));
after(() => rmSync(ROOT, { recursive: true }));
let count = 0;

/** A folder with these files, read as a submission. */
function read(
  files: Readonly<Record<string, string | Uint8Array>>,
  limits: Partial<SubmissionLimits> = {},
): Promise<Submission> {
  const folder = join(ROOT, `s${++count}`);
  mkdirSync(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return readSubmission(folder, { ...defaultSubmissionLimits, ...limits });
}

/** `path kind`, and every problem as `path:line: message`. */
function told({ reports }: Submission): readonly string[] {
  return reports.flatMap(({ path, kind, problems }) => [
    `${path} ${kind}`,
    ...problems.map(({ line, message }) => `${path}${line === undefined ? '' : `:${line}`}: ${message}`),
  ]);
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n';

test('manifests, transcripts and data are told apart, and sorted by code unit', async () => {
  const submission = await read({
    'b.yml': POD,
    'a/Z.yaml': POD,
    'a/a.json': '{"kind": "Pod"}',
    'run.sh': '#!/bin/sh\nkubectl get pods\n',
    'index.html': '<h1>hi</h1>',
    'logo.png': 'x',
    'results.json': '{"score": 100, "kind": "Pod"}',
    'rubric.feature': 'Feature: all points',
    'node_modules/x/pod.yaml': POD,
    '.git/pod.yaml': POD,
    '.hidden.yaml': POD,
    'kustomization.yaml': 'kind: Kustomization\nresources: [https://example.com]\n',
    'compose.yaml': 'services: {}\n',
  });
  assert.deepEqual(submission.manifests, ['a/Z.yaml', 'a/a.json', 'b.yml']);
  assert.deepEqual(submission.lines, [{ file: 'run.sh', line: 2, text: 'kubectl get pods' }]);
  assert.deepEqual(
    submission.files.map(({ path }) => path),
    [
      '.hidden.yaml',
      'a/Z.yaml',
      'a/a.json',
      'b.yml',
      'compose.yaml',
      'index.html',
      'kustomization.yaml',
      'results.json',
      'rubric.feature',
      'run.sh',
    ],
  );
  assert.deepEqual(told(submission), [
    '.git ignored',
    '.hidden.yaml ignored',
    'a/Z.yaml manifest',
    'a/a.json manifest',
    'b.yml manifest',
    'compose.yaml ignored',
    'compose.yaml: no Kubernetes object is in it: a manifest has apiVersion and kind',
    'index.html ignored',
    'kustomization.yaml ignored',
    'kustomization.yaml: a kustomization is built where a line says so: kubectl apply -k FOLDER',
    'logo.png ignored',
    'node_modules ignored',
    'results.json ignored',
    'rubric.feature ignored',
    'run.sh transcript',
  ]);
  assert.deepEqual(submission.limits, []);
});

const LIMITS: readonly [
  name: string,
  files: Record<string, string>,
  limits: Partial<SubmissionLimits>,
  kept: readonly string[],
  hit: readonly string[],
][] = [
  [
    'bytes of a file',
    { 'a.yaml': `${POD}#${'x'.repeat(100)}`, 'b.yaml': POD },
    { maxFileBytes: 100 },
    ['b.yaml'],
    ['file bytes: a.yaml: the file has more than 100 bytes and is not read'],
  ],
  [
    'bytes of all files; smaller ones behind it still fit',
    { 'a.yaml': POD, 'b.yaml': `${POD}#${'x'.repeat(100)}`, 'c.yaml': POD },
    { maxBytes: 120 },
    ['a.yaml', 'c.yaml'],
    ['bytes: b.yaml: with it the submission has more than 120 bytes; the file is not read'],
  ],
  [
    'files',
    { 'a.yaml': POD, 'b.yaml': POD, 'c.yaml': POD },
    { maxFiles: 2 },
    ['a.yaml', 'b.yaml'],
    ['files: .: it holds 3 files; the first 2 by name are read, the others are not'],
  ],
  [
    'folders in folders',
    { 'a/b/c.yaml': POD, 'a/b.yaml': POD },
    { maxDepth: 1 },
    ['a/b.yaml'],
    ['folder depth: a/b: folders lie more than 1 deep; nothing below is read'],
  ],
  [
    'documents',
    { 'a.yaml': `${POD}---\n${POD}`, 'b.yaml': `${POD}---\n${POD}`, 'c.yaml': POD },
    { maxDocuments: 3 },
    ['a.yaml', 'c.yaml'],
    ['documents: b.yaml: with it the submission has more than 3 YAML and JSON documents; the file is not used'],
  ],
  [
    'depth of YAML',
    { 'a.yaml': `kind: Pod\nx: ${'['.repeat(100)}`, 'b.yaml': POD },
    {},
    ['b.yaml'],
    ['yaml depth: a.yaml:2: nested deeper than 64 levels'],
  ],
];

for (const [name, files, limits, kept, hit] of LIMITS) {
  test(`a limit is named and the rest is read: ${name}`, async () => {
    const submission = await read(files, limits);
    assert.deepEqual(submission.manifests, kept);
    assert.deepEqual(
      submission.limits.map(({ limit, message }) => `${limit}: ${message}`),
      hit,
    );
    const [problem] = submission.reports.filter(({ kind }) => kind === 'refused').flatMap(({ problems }) => problems);
    assert.ok(hit[0]?.endsWith(problem?.message ?? '?'));
  });
}

test('lines of transcripts are limited over all files', async () => {
  const limits = { maxLines: 3, maxLineLength: 30 };
  const script = `kubectl get pods\nkubectl get pods -l ${'x'.repeat(40)}\nsleep 1\n`;
  const submission = await read({ 'a.sh': script, 'b.sh': script }, limits);
  assert.deepEqual(
    submission.lines.map(({ file, line, text }) => `${file}:${line} ${text}`),
    ['a.sh:1 kubectl get pods', 'a.sh:3 sleep 1', 'b.sh:1 kubectl get pods'],
  );
  assert.deepEqual(
    submission.limits.map(({ limit, message }) => `${limit}: ${message}`),
    [
      'line length: a.sh:2: the line has more than 30 characters and is not run',
      'lines: b.sh:2: transcripts have at most 3 lines of commands; from here on nothing is run',
    ],
  );
});

const NOTHING: readonly [name: string, files: Record<string, string>, told: readonly string[]][] = [
  ['an empty folder', {}, []],
  ['only comments', { 'a.yaml': '# nothing\n' }, ['a.yaml ignored', 'a.yaml: it is empty or has only comments']],
  ['an empty file', { 'a.yaml': '' }, ['a.yaml ignored', 'a.yaml: it is empty or has only comments']],
  ['wrong types', { 'a.pdf': '%PDF', 'b.toml': 'a = 1' }, ['a.pdf ignored', 'b.toml ignored']],
  [
    'broken YAML',
    { 'a.yaml': 'kind: Pod\n  x: 1\n' },
    ['a.yaml refused', 'a.yaml:2: mapping values are not allowed in this context'],
  ],
  [
    'a manifest that its name hides',
    { answer: POD, 'b.yaml.txt': POD },
    [
      'answer ignored',
      'answer: it looks like a manifest, but is not applied: give it a name that ends in .yaml',
      'b.yaml.txt ignored',
      'b.yaml.txt: it looks like a manifest, but is not applied: give it a name that ends in .yaml',
    ],
  ],
  [
    'a character that nobody sees',
    { 'a.yaml': 'spec:\n\u00a0\u00a0x: 1\n  y: 1\n', 'b.yaml': 'kind： Pod\nx: 1\n' },
    [
      'a.yaml refused',
      'a.yaml:2: the character U+00A0 stands here, where a space was meant',
      'a.yaml:3: mapping values are not allowed in this context',
      'b.yaml refused',
      'b.yaml:1: the character ： (U+FF1A) stands here, where : was meant',
      'b.yaml:2: mapping values are not allowed in this context',
    ],
  ],
  [
    'a transcript of comments',
    { 'a.sh': '# kubectl get pods\n' },
    [
      'a.sh ignored',
      'a.sh:1: what stands behind # is a comment and not run; write the commands without #',
      'a.sh: it is empty or has only comments: a transcript has lines of kubectl, curl, sleep, cat and a small shell',
    ],
  ],
];

for (const [name, files, expected] of NOTHING) {
  test(`nothing to grade is told, not thrown: ${name}`, async () => {
    const submission = await read(files);
    assert.deepEqual([submission.manifests, submission.lines], [[], []]);
    assert.deepEqual(told(submission), [
      '. ignored',
      '.: no manifests found (.yaml, .yml, .json with apiVersion and kind) and no transcript (.sh, .txt, .md)',
      ...expected,
    ]);
  });
}

test('what is no folder and no zip file is told, not thrown', async () => {
  writeFileSync(join(ROOT, 'a.tar'), 'x');
  const answers = await Promise.all(
    ['missing', 'a.tar'].map((name) => readSubmission(join(ROOT, name), defaultSubmissionLimits)),
  );
  assert.deepEqual(
    answers.map(({ name, reports }) => [name, reports[0]?.kind, reports[0]?.problems[0]?.message]),
    [
      ['missing', 'refused', 'it cannot be read: it is not there'],
      ['a.tar', 'refused', 'it is neither a folder nor a .zip file'],
    ],
  );
});

test('the good part of a file is used, and what is wrong behind it has its line', async () => {
  const submission = await read({ 'a.yaml': `${POD}---\nkind: Pod\nkind: Job\n---\na: [\n` });
  assert.deepEqual(submission.manifests, ['a.yaml']);
  assert.deepEqual(told(submission), [
    'a.yaml manifest',
    'a.yaml:6: kind stands twice, on lines 5 and 6: the last one counts',
    'a.yaml:9: did not find expected node content; the documents before it are used, nothing from here on',
  ]);
});

test('text is text in UTF-8 and UTF-16; what is neither is no text', async () => {
  const submission = await read({
    'a.yaml': Buffer.from(`\uFEFF${POD.replaceAll('\n', '\r\n')}`),
    'b.yaml': Buffer.from(`\uFEFF${POD}`, 'utf16le'),
    'c.sh': Buffer.from('\uFEFFkubectl get pods\r\n', 'utf16le').swap16(),
    'd.sh': Buffer.concat([Buffer.from('# '), Buffer.from([0xc7, 0xd1]), Buffer.from('\nkubectl get svc\n')]),
    'e.properties': 'a=1',
    'f.dat': Buffer.from([1, 2, 0, 3]),
  });
  assert.deepEqual(submission.manifests, ['a.yaml', 'b.yaml']);
  assert.deepEqual(
    submission.lines.map(({ text }) => text),
    ['kubectl get pods', 'kubectl get svc'],
  );
  assert.deepEqual(
    submission.files.map(({ path }) => path),
    ['a.yaml', 'b.yaml', 'c.sh', 'e.properties'],
  );
  assert.ok(told(submission).includes('d.sh: some of its characters are no UTF-8 and read as \uFFFD'));
});

/** What is copied or recorded at a terminal, and the commands of it. */
const COPIED: readonly (readonly [name: string, text: string, commands: readonly string[]])[] = [
  [
    'a printed manifest between commands',
    `[root@m lab]# cat p.yaml\n${POD}[root@m lab]# kubectl get pods\n`,
    ['1 cat p.yaml', '5 kubectl get pods'],
  ],
  [
    'what script recorded',
    'Script started\n\u001b[?2004h\u001b]0;m\u0007\u001b[0;32mroot@m\u001b[0m:~# kubectl gx\b\u001b[Ket pods\r\n\u001b[?2004l\rweb 1/1\r\n',
    ['2 kubectl get pods'],
  ],
  ['a bell and what was typed wrong', '$ kubectl get \u0007pode\bs\n', ['1 kubectl get pods']],
];

for (const [name, text, commands] of COPIED)
  test(`a .txt file: ${name}`, async () => {
    const submission = await read({ 'a.txt': text });
    assert.deepEqual(
      submission.lines.map((line) => `${line.line} ${line.text}`),
      commands,
    );
    assert.deepEqual(told(submission), ['a.txt transcript']);
  });

test('aliases and functions last from file to file', async () => {
  const submission = await read({
    '1.sh': 'alias kgp="kubectl get pods"\nf() { kgp; }\n',
    '2.md': '```sh\nkgp\n```\n\n```sh\nf\n```\n',
  });
  assert.deepEqual(
    submission.lines.map(({ text }) => text),
    ['f() { kubectl get pods; }', 'kubectl get pods', 'f'],
  );
});

test('an object that was written without --- before it is told once, by its line', async () => {
  const submission = await read({ 'a.yaml': `${POD}${POD}` });
  const line = POD.split('\n').findIndex((row) => row.startsWith('kind')) + POD.split('\n').length;
  assert.deepEqual(told(submission), [
    'a.yaml manifest',
    `a.yaml:${line}: a second object begins here: without a line --- before it, it takes the place of the first one`,
  ]);
});

test('quotes and dashes of a word processor are told by their line, which is run', async () => {
  const submission = await read({
    'a.sh': 'kubectl run a —image=nginx\nkubectl label pod a a=“b”\nkubectl get pods\n',
  });
  assert.equal(submission.lines.length, 3);
  assert.deepEqual(told(submission), [
    'a.sh transcript',
    'a.sh:1: the character — (U+2014) stands here, where - was meant',
    'a.sh:2: the character “ (U+201C) stands here, where " was meant',
  ]);
});
