import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const SEATRIAL = join(import.meta.dirname, '../../bin/seatrial.js');

const SUBMISSIONS = 60;

test('whoever ends a grading is told what there is by then', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-interrupt-'));
  for (let number = 0; number < SUBMISSIONS; number += 1) {
    const handedIn = join(folder, 'handed-in', `s${String(number).padStart(2, '0')}`);
    mkdirSync(handedIn, { recursive: true });
    writeFileSync(join(handedIn, 'pod.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: {name: nginx}\nspec: {}\n');
  }
  const args = [SEATRIAL, 'grade', 'run-and-expose-a-pod', '--submissions', 'handed-in', '--out', 'out', '--jobs', '1'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // A dot for each that is graded: the first one says that it is at work.
    if (said === '') child.kill('SIGINT');
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.equal(code, 130);
  const [, graded = ''] =
    /interrupted: (\d+) of 60 are graded, their pages are in out; the class page/.exec(said) ?? [];
  assert.ok(Number(graded) >= 1 && Number(graded) < SUBMISSIONS, said);
  assert.ok(existsSync(join(folder, 'out/s00/index.html')) && !existsSync(join(folder, 'out/grades.csv')));
  rmSync(folder, { recursive: true });
});
