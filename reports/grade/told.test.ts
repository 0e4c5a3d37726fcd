import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkOf, gradeOf, lostCheck } from './testing.ts';
import { told } from './told.ts';

const GRADE = gradeOf(
  [
    lostCheck({
      divergence: { atMs: 0, what: 'service "web"', expected: 'there', actual: 'not there', why: 'web is stopped' },
      message: 'service "web"\n  expected: there',
      causes: ['there is no Service "web" in namespace default', 'service.yaml:8: app: there is no app'],
    }),
    checkOf({ passed: false, message: 'not checked: z.sh:1: it needed more than 256 MiB of memory' }),
  ],
  {
    files: [{ path: 'a.yaml', kind: 'ignored', problems: [{ message: 'it is empty or has only comments' }] }],
    limits: [{ limit: 'files', message: 'x.yaml: the file has more than 10 bytes and is not read' }],
  },
);

test('a Korean grade says its sentences in Korean and leaves what the student wrote as it is', () => {
  const { checks, files, limits } = told({ ...GRADE, language: 'ko' });
  assert.deepEqual(checks[0]?.divergence, {
    atMs: 0,
    what: '서비스 "web"',
    expected: '있음',
    actual: '없음',
    why: 'web이(가) 멈춰 있습니다',
  });
  assert.deepEqual(checks[0]?.causes, [
    '네임스페이스 default에 Service "web"이(가) 없습니다',
    'service.yaml:8: app: there is no app',
  ]);
  assert.equal(checks[1]?.message, '검사하지 않음: z.sh:1: 메모리가 256 MiB보다 더 필요했습니다');
  assert.equal(files[0]?.problems[0]?.message, '비어 있거나 주석뿐입니다');
  assert.deepEqual(limits, [{ limit: 'files', message: 'x.yaml: 파일이 10바이트보다 커서 읽지 않았습니다' }]);
});

test('an English one stays as it is', () => assert.equal(told(GRADE), GRADE));
