import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCurl } from './curl.ts';
import { testReach } from './testing.ts';
import { NotSimulated } from './work.ts';

const ROWS: readonly (readonly [line: string, exit: number, stdout: string, stderr?: string, tookMs?: number])[] = [
  ['web', 0, 'GET /\n'],
  ['-s http://web/a?b=1', 0, 'GET /a?b=1\n'],
  ['-X DELETE web', 0, 'DELETE /\n'],
  ['-d x=1 web', 0, 'POST /\n'],
  ['-I web', 0, 'HTTP/1.1 200 OK\r\nServer: test\r\nContent-Type: text/plain\r\n\r\n'],
  ['-s -o /dev/null -w %{http_code} web', 0, '200'],
  ['-s -o /dev/null -w %{http_code} closed', 7, '000'],
  ['missing', 0, 'no\n'],
  ['-f missing', 22, '', 'curl: (22) The requested URL returned error: 404\n'],
  ['nowhere', 6, '', 'curl: (6) Could not resolve host: nowhere\n'],
  ['-s nowhere', 6, ''],
  ['-sS nowhere', 6, '', 'curl: (6) Could not resolve host: nowhere\n'],
  ['closed:8080', 7, '', 'curl: (7) Failed to connect to closed port 8080: Connection refused\n'],
  ['-m 3 slow', 28, '', 'curl: (28) Connection timed out after 3000 milliseconds\n', 3000],
  ['--connect-timeout 1.5 slow', 28, '', 'curl: (28) Connection timed out after 1500 milliseconds\n', 1500],
  ['slow', 28, '', 'curl: (28) Failed to connect to slow port 80: Connection timed out\n', 127_000],
  ['ftp://web', 1, '', 'curl: (1) Protocol "ftp" not supported or disabled in libcurl\n'],
  [
    '-v web:80/a',
    0,
    'GET /a\n',
    '*   Trying 10.96.0.20:80...\n* Connected to web (10.96.0.20) port 80 (#0)\n> GET /a HTTP/1.1\n> Host: web\n> User-Agent: curl/7.74.0\n> Accept: */*\n> \n* Mark bundle as not supporting multiuse\n< HTTP/1.1 200 OK\n< Server: test\n< Content-Type: text/plain\n< \n* Connection #0 to host web left intact\n',
  ],
  [
    '-sv closed:8080',
    7,
    '',
    '*   Trying 10.96.0.22:8080...\n* connect to 10.96.0.22 port 8080 failed: Connection refused\n* Closing connection 0\n',
  ],
  ['', 2, '', "curl: try 'curl --help' or 'curl --manual' for more information\n"],
];

for (const [line, exit, stdout, stderr = '', tookMs = 0] of ROWS) {
  test(`curl ${line}`, () => {
    const { files: _, ...result } = runCurl(
      line.split(' ').filter((word) => word !== ''),
      testReach,
      { from: 'outside' },
    );
    assert.deepEqual(result, { exit, stdout, stderr, tookMs });
  });
}

test('an option that is not simulated is refused by name', () => {
  assert.throws(
    () => runCurl(['--ftp-pasv', 'web'], testReach, { from: 'outside' }),
    new NotSimulated('curl --ftp-pasv'),
  );
});
