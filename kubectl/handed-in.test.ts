import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileAccess } from './environment.ts';
import { endsOf, handedIn } from './handed-in.ts';

function filesOf(...paths: readonly string[]): FileAccess {
  return {
    read: () => 'kind: Pod',
    list: () => undefined,
    kind: (path) => (paths.includes(path) ? 'file' : undefined),
    write: () => 'is not written',
  };
}

const URL_OF_A_PAGE = 'https://k8s.io/examples/pods/simple-pod.yaml';

const FOUND: readonly [files: readonly string[], url: string, expected: string][] = [
  [['simple-pod.yaml'], URL_OF_A_PAGE, 'simple-pod.yaml'],
  [['simple-pod.yaml', 'pods/simple-pod.yaml'], URL_OF_A_PAGE, 'pods/simple-pod.yaml'],
  [['k8s.io/examples/pods/simple-pod.yaml', 'simple-pod.yaml'], URL_OF_A_PAGE, `k8s.io/examples/pods/simple-pod.yaml`],
  [['x.yaml'], 'http://example.com/a/x.yaml?raw=true#top', 'x.yaml'],
];

for (const [files, url, expected] of FOUND)
  test(`${url} is ${expected} among ${files.join(', ')}`, () => {
    assert.equal(handedIn(url, filesOf(...files)), expected);
  });

const MISSING: readonly [url: string, expected: string][] = [
  [URL_OF_A_PAGE, `reading ${URL_OF_A_PAGE}: there is no network here; hand the file in as simple-pod.yaml`],
  ['https://k8s.io/', 'reading https://k8s.io/: there is no network here; save it as a file and name that'],
];

for (const [url, expected] of MISSING)
  test(`${url} is not there`, () => {
    assert.throws(() => handedIn(url, filesOf('k8s.io/x')), { message: expected });
  });

test('no URL leaves the folder of the files', () => {
  assert.deepEqual(endsOf('https://example.com/../../etc/passwd'), []);
});
