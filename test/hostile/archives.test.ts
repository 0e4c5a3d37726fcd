// Zip files made to hurt (number 29): names that leave the folder, links, lies about sizes, bombs.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { defaultSubmissionLimits, type Submission } from '../../grading/submission.ts';
import { readSubmission } from '../../grading/submission/read.ts';
import { limitsOf, ROOT, told } from './hand-in.ts';
import { type ZipEntry, zipOf } from './zip.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n';
const GOOD: ZipEntry = { name: 'good.yaml', data: POD };
let count = 0;

function readZip(bytes: Buffer): Promise<Submission> {
  const path = join(ROOT, `z${++count}.zip`);
  writeFileSync(path, bytes);
  return readSubmission(path, defaultSubmissionLimits);
}

/** Entries beside a good one, and what is told of them; the good one is read all the same. */
const REFUSED: readonly [name: string, entries: readonly ZipEntry[], told: readonly string[]][] = [
  ['zip slip', [{ name: '../../x.yaml', data: POD }], ['../../x.yaml: its name leaves the submission by ..']],
  [
    'zip slip within',
    [{ name: 'a/../../x.yaml', data: POD }],
    ['a/../../x.yaml: its name leaves the submission by ..'],
  ],
  ['absolute', [{ name: '/etc/x.yaml' }], ['/etc/x.yaml: its name is an absolute path and leaves the submission']],
  ['drive letter', [{ name: 'C:/x.yaml' }], ['C:/x.yaml: its name is an absolute path and leaves the submission']],
  [
    'backslash',
    [{ name: '..\\x.yaml' }],
    ['..\\x.yaml: its name has a backslash; make the zip with / between folders'],
  ],
  [
    'NUL in a name',
    [{ name: 'a\0.yaml' }],
    [String.raw`a\u0000.yaml: its name has control characters or is no UTF-8; give it a plain name`],
  ],
  ['empty part', [{ name: 'a//x.yaml' }], ['a//x.yaml: its name has an empty part or a lone dot']],
  [
    'link',
    [{ name: 'l.yaml', data: '/etc/passwd', mode: 0o120777 }],
    ['l.yaml: a link is not followed; hand in the file itself'],
  ],
  ['device', [{ name: 'd.yaml', mode: 0o020644 }], ['d.yaml: it is neither a file nor a folder']],
  [
    'encrypted',
    [{ name: 'e.yaml', data: POD, flags: 0x801 }],
    ['e.yaml: it is encrypted; make the zip without a password'],
  ],
  [
    'unknown compression',
    [{ name: 'u.yaml', data: POD, method: 12 }],
    ['u.yaml: its compression (method 12) is not read; make a plain zip (deflate)'],
  ],
  [
    'a zip in a zip',
    [{ name: '42.zip', data: zipOf([GOOD]) }],
    ['42.zip: an archive in a submission is not opened: hand in the files themselves'],
  ],
  [
    'names that differ in case',
    [
      { name: 'Pod.yaml', data: POD },
      { name: 'pod.yaml', data: POD },
    ],
    ['Pod.yaml', 'pod.yaml'].map(
      (name) =>
        `${name}: another entry has the same name (upper and lower case, and ways to write an accent, are the same); none of them is read`,
    ),
  ],
  [
    'names that differ in how an accent is written',
    [
      { name: '\u00e9.yaml', data: POD },
      { name: 'e\u0301.yaml', data: POD },
    ],
    ['e\u0301.yaml', '\u00e9.yaml'].map(
      (name) =>
        `${name}: another entry has the same name (upper and lower case, and ways to write an accent, are the same); none of them is read`,
    ),
  ],
  [
    'a file that is a folder too',
    [
      { name: 'a', data: POD },
      { name: 'a/x.txt', data: 'x' },
    ],
    [
      'a: a folder has the same name (upper and lower case, and ways to write an accent, are the same); none of them is read',
    ],
  ],
  [
    'a bomb',
    [{ name: 'b.yaml', data: Buffer.alloc(20_000_000, 'x') }],
    ['b.yaml: the file has more than 1048576 bytes and is not read'],
  ],
  [
    'a wrong checksum',
    [{ name: 'c.yaml', data: POD, crc: 1 }],
    ['c.yaml: its data in the zip is damaged: the checksum differs'],
  ],
];

describe('zip files', () => {
  for (const [name, entries, expected] of REFUSED) {
    it(`29 ${name}: refused by entry, the rest is read`, async () => {
      const submission = await readZip(zipOf([...entries, GOOD]));
      assert.deepEqual(submission.manifests, ['good.yaml']);
      const problems = told(submission).filter((line) =>
        expected.some((each) => line.startsWith(each.split(':')[0] ?? '')),
      );
      for (const line of expected) assert.ok(problems.includes(line), `${line}\nis not in\n${problems.join('\n')}`);
      assert.ok(!submission.files.some(({ path }) => expected.some((line) => line.startsWith(`${path}: `))));
    });
  }

  it('29 a header that lies about the size: what comes out is counted', async () => {
    const submission = await readZip(zipOf([{ name: 'b.yaml', data: Buffer.alloc(20_000_000, 'x'), size: 10 }, GOOD]));
    assert.deepEqual(submission.manifests, ['good.yaml']);
    assert.match(told(submission)[1] ?? '', /^b\.yaml: its data in the zip is damaged: too many bytes in the stream/);
  });

  it('29 many files that are small alone: all together have a limit', async () => {
    const entries = Array.from({ length: 30 }, (_, i): ZipEntry => ({
      name: `f${i}.html`,
      data: 'x'.repeat(1_000_000),
    }));
    const submission = await readZip(zipOf([...entries, GOOD, { name: 'a.yaml', data: POD }]));
    assert.deepEqual(limitsOf(submission), ['bytes']);
    assert.deepEqual(submission.manifests, ['a.yaml', 'good.yaml']);
    assert.ok(submission.files.reduce((sum, { text }) => sum + text.length, 0) <= defaultSubmissionLimits.maxBytes);
  });

  it('29 too many entries: nothing is read, whatever the end of the file claims', async () => {
    const entries = Array.from({ length: 20_000 }, (_, i): ZipEntry => ({ name: `f${i}`, method: 0 }));
    const submission = await readZip(zipOf([GOOD, ...entries]));
    assert.deepEqual([submission.manifests, limitsOf(submission)], [[], ['files']]);
    const lying = await readZip(zipOf([GOOD, ...entries], 3));
    assert.deepEqual(lying.manifests, ['good.yaml']);
    assert.equal(lying.files.length, 3);
  });

  it('29 broken in any place: told or read, never a fault', async () => {
    const whole = zipOf([GOOD, { name: 'a/run.sh', data: 'kubectl get pods\n' }]);
    for (let at = 0; at < whole.length; at += 3) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      const { reports } = await readZip(broken);
      assert.ok(reports.length > 0);
    }
    for (const size of [0, 1, 21, 22, 100, whole.length - 1]) {
      const submission = await readZip(whole.subarray(0, size));
      assert.match(told(submission)[1] ?? '', /^\.: it is no zip file that can be read/);
    }
  });

  it('takes one folder around everything away, and what archivers leave beside it', async () => {
    const names = ['kim/pod.yaml', 'kim/sub/run.sh', '__MACOSX/kim/._pod.yaml', 'kim/.DS_Store', 'kim/'];
    const submission = await readZip(zipOf(names.map((name) => ({ name, data: name.endsWith('/') ? '' : POD }))));
    assert.deepEqual(submission.manifests, ['pod.yaml']);
    assert.deepEqual(
      submission.reports.map(({ path, kind }) => `${path} ${kind}`),
      ['.DS_Store ignored', '__MACOSX ignored', 'pod.yaml manifest', 'sub/run.sh ignored'],
    );
  });

  it('reads names of Korean Windows, and UTF-8 that is not said to be', async () => {
    const korean = Buffer.from([0xb0, 0xfa, 0xc1, 0xa6, ...Buffer.from('.yaml')]);
    const submission = await readZip(
      zipOf([
        { name: korean, data: POD, flags: 0 },
        { name: '\u00fc.yaml', data: POD, flags: 0 },
      ]),
    );
    assert.deepEqual(submission.manifests, ['\u00fc.yaml', '\uacfc\uc81c.yaml']);
  });

  it('writes nothing to disk', () => {
    assert.deepEqual(
      readdirSync(ROOT).filter((name) => !/^z\d+\.zip$/.test(name)),
      [],
    );
  });
});
