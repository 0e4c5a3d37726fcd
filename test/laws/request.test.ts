import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LAWS } from './index.ts';
import { RequestError, requestOf } from './request.ts';

const read = (...argv: readonly string[]): ReturnType<typeof requestOf> => requestOf(argv, (bound) => bound - 1);

test('without arguments all laws are held with the same seed each time', () => {
  assert.deepEqual(read(), { laws: LAWS, seed: 20_221_003, minutes: undefined, path: undefined, bug: undefined });
});

const GOOD: readonly (readonly [argv: readonly string[], expected: object])[] = [
  [['--minutes', '0.5', '--seed', '7'], { minutes: 0.5, seed: 7 }],
  [['--minutes', '.25', '--seed', 'random'], { minutes: 0.25, seed: 0x7fff_fffe }],
  [
    ['--law', 'claims', '--path', '3:0:1', '--seed', '0'],
    { laws: LAWS.filter(({ name }) => name === 'claims'), path: '3:0:1', seed: 0 },
  ],
  [['--bug', 'ignored-taint'], { bug: 'ignored-taint' }],
];
for (const [argv, expected] of GOOD) {
  test(argv.join(' '), () => assert.deepEqual({ ...read(...argv), ...expected }, read(...argv)));
}

const BAD: readonly (readonly [argv: readonly string[], message: RegExp])[] = [
  [['--seed', 'x'], /^--seed x: give a whole number up to 2147483647, or random$/],
  [['--seed', '2147483648'], /^--seed 2147483648: /],
  [['--minutes', '0'], /^--minutes 0: give a number of minutes above 0/],
  [['--minutes', '-1'], /^Option '--minutes' argument is ambiguous\. .* use '--minutes=-XYZ'\.$/],
  [['--minutes', ''], /^--minutes "": its value is empty/],
  [['--bug', 'constructor'], /^--bug constructor: known are /],
  [['--minutes', 'ten'], /^--minutes ten: /],
  [['--law', 'gravity'], /^--law gravity: known are rollouts, ownership, /],
  [['--bug', 'none'], /^--bug none: known are missing-requeue, /],
  [['--path', '1:2'], /^--path needs --law/],
  [['--law', 'claims', '--path', 'x'], /^--path x: /],
  [['--law', 'claims', '--path', '1', '--minutes', '1'], /leave out --minutes$/],
  [['--frobnicate'], /^Unknown option '--frobnicate': there are --law, --seed, --minutes, --path, --bug$/],
  [['convergence'], /^Unexpected argument 'convergence'/],
];
for (const [argv, message] of BAD) {
  test(`${argv.join(' ')} is refused in one line`, () => {
    assert.throws(
      () => read(...argv),
      (error) => error instanceof RequestError && message.test(error.message) && !error.message.includes('\n'),
    );
  });
}
