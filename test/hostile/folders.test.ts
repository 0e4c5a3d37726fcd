// Folders made to lead elsewhere or to mean something to a tool (numbers 28, 30, 41, 45, 49).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { defaultSubmissionLimits } from '../../grading/submission.ts';
import { readSubmission } from '../../grading/submission/read.ts';
import { folderOf, handIn, limitsOf, ROOT, told } from './hand-in.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n';
const read = (folder: string) => readSubmission(folder, defaultSubmissionLimits);

describe('folders', () => {
  it('28 links, pipes and sockets are told and not opened; a loop of folders ends', async () => {
    writeFileSync(join(ROOT, 'secret.yaml'), POD);
    const folder = folderOf({ 'good.yaml': POD, 'sub/good.yaml': POD });
    symlinkSync(join(ROOT, 'secret.yaml'), join(folder, 'link.yaml'));
    symlinkSync('/', join(folder, 'root'));
    symlinkSync('..', join(folder, 'sub/loop'));
    symlinkSync('nowhere', join(folder, 'dangling.yaml'));
    linkSync(join(ROOT, 'secret.yaml'), join(folder, 'hard.yaml'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe.yaml')]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket.yaml'), resolve));
    try {
      const submission = await read(folder);
      assert.deepEqual(submission.manifests, ['good.yaml', 'sub/good.yaml']);
      assert.deepEqual(
        told(submission).filter((line) => line.includes(': ')),
        [
          'dangling.yaml: a link is not followed; hand in the file itself',
          'hard.yaml: a hard link is not opened; hand in a copy of the file',
          'link.yaml: a link is not followed; hand in the file itself',
          'pipe.yaml: a pipe is not opened',
          'root: a link is not followed; hand in the file itself',
          'socket.yaml: a socket is not opened',
          'sub/loop: a link is not followed; hand in the file itself',
        ],
      );
    } finally {
      server.close();
    }
  });

  it('28 a submission that is a link itself, and a device', async () => {
    symlinkSync('/etc', join(ROOT, 'linked'));
    for (const path of [join(ROOT, 'linked'), '/dev/zero', '/dev/null']) {
      const submission = await read(path);
      assert.deepEqual([submission.manifests, submission.files, submission.reports[0]?.kind], [[], [], 'refused']);
    }
  });

  it('30 kustomizations are told and not built by themselves, whatever they point at', async () => {
    const text = 'resources: [https://example.com/x, ../../.., /etc/passwd]\ngenerators: [exec.yaml]\n';
    const submission = await handIn({ 'kustomization.yaml': text, Kustomization: text });
    assert.deepEqual(submission.manifests, []);
    assert.deepEqual(told(submission).slice(2), [
      'Kustomization ignored',
      'Kustomization: a kustomization is built where a line says so: kubectl apply -k FOLDER',
      'kustomization.yaml ignored',
      'kustomization.yaml: a kustomization is built where a line says so: kubectl apply -k FOLDER',
    ]);
  });

  it('41 features, settings and results of tools are data only', async () => {
    const names = [
      'rubric.feature',
      'cucumber.mjs',
      'cucumber.json',
      'package.json',
      '.npmrc',
      'results.json',
      'result.json',
      '.git/config',
      'node_modules/x/index.js',
      '.github/workflows/x.yaml',
      'steps/x.steps.ts',
    ];
    const submission = await handIn({
      'pod.yaml': POD,
      ...Object.fromEntries(names.map((name) => [name, '{"apiVersion": "v1", "kind": "Pod", "score": 100}'])),
    });
    assert.deepEqual([submission.manifests, submission.lines], [['pod.yaml'], []]);
    assert.deepEqual(
      submission.reports.filter(({ kind }) => kind !== 'ignored').map(({ path }) => path),
      ['pod.yaml'],
    );
  });

  it('45 strange names: sorted by code unit, shown in full, or refused', async () => {
    const names = [
      '-rf.yaml',
      'CON.yaml',
      'a b.yaml',
      `${'n'.repeat(250)}.yaml`,
      '\u00e9.yaml',
      'e\u0301.yaml',
      '\ud55c.yaml',
    ];
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, POD])));
    writeFileSync(join(folder, 'a\nb.yaml'), POD);
    writeFileSync(join(folder, 'c\u202etxt.yaml'), POD);
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/d`), Buffer.from([0xff]), Buffer.from('.yaml')]), POD);
    const submission = await read(folder);
    assert.deepEqual(submission.manifests, names.toSorted());
    assert.deepEqual(
      submission.reports.filter(({ kind }) => kind === 'refused').map(({ path }) => path),
      [String.raw`a\u000ab.yaml`, String.raw`c\u202etxt.yaml`, String.raw`d\ufffd.yaml`],
    );
  });

  it('45 ten thousand files, and folders in folders', async () => {
    const many = folderOf({});
    for (let i = 0; i < 10_000; i++) writeFileSync(join(many, `f${String(i).padStart(4, '0')}.yaml`), POD);
    const submission = await readSubmission(many, { ...defaultSubmissionLimits, maxDocuments: 1000 });
    assert.equal(submission.manifests.length, 200);
    assert.equal(submission.manifests.at(-1), 'f0199.yaml');
    assert.deepEqual(limitsOf(submission), ['files']);
    const deep = folderOf({ 'good.yaml': POD });
    mkdirSync(join(deep, Array(40).fill('d').join('/')), { recursive: true });
    assert.deepEqual(limitsOf(await read(deep)), ['folder depth']);
  });

  it('49 the order in which files were made, and the name of the folder above, change nothing', async () => {
    const files = { 'b.yaml': POD, 'a.yaml': POD, 'Z.sh': 'kubectl get pods\n', 'sub/c.yaml': POD };
    const [one, two] = await Promise.all([handIn(files), handIn(Object.fromEntries(Object.entries(files).reverse()))]);
    assert.deepEqual({ ...one, name: '' }, { ...two, name: '' });
  });
});
