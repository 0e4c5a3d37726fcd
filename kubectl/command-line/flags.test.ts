import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  boolFlag,
  checkRequiredFlags,
  FlagError,
  listFlag,
  numberFlag,
  parseFlags,
  stringFlag,
  type FlagSpec,
} from './flags.ts';

const specs: readonly FlagSpec[] = [
  { name: 'all-namespaces', shorthand: 'A', type: 'bool' },
  { name: 'output', shorthand: 'o', type: 'string' },
  { name: 'dry-run', type: 'string', noOptionDefault: 'unchanged' },
  { name: 'replicas', shorthand: 'r', type: 'int32' },
  { name: 'chunk-size', type: 'int' },
  { name: 'timeout', type: 'duration' },
  { name: 'filename', shorthand: 'f', type: 'stringSlice' },
  { name: 'from-literal', type: 'stringArray' },
  { name: 'image', type: 'string', required: true },
];
const options = { commandPath: 'kubectl get' };

describe('parseFlags', () => {
  it('reads every form of a value', () => {
    for (const words of [['-o', 'wide'], ['-owide'], ['-o=wide'], ['--output', 'wide'], ['--output=wide']]) {
      assert.equal(stringFlag(parseFlags(['pods', ...words], specs, options), 'output'), 'wide');
    }
  });

  it('reads clusters of shorthands, booleans and defaults without a value', () => {
    const parsed = parseFlags(['-Ao', 'yaml', 'pods', '--dry-run', 'client', '-n=lab'], specs, options);
    assert.equal(boolFlag(parsed, 'all-namespaces'), true);
    assert.equal(stringFlag(parsed, 'output'), 'yaml');
    assert.equal(stringFlag(parsed, 'dry-run'), 'unchanged');
    assert.equal(stringFlag(parsed, 'namespace'), 'lab');
    assert.deepEqual(parsed.args, ['pods', 'client']);
    assert.equal(boolFlag(parseFlags(['--all-namespaces=false'], specs, options), 'all-namespaces', true), false);
    assert.equal(boolFlag(parseFlags([], specs, options), 'all-namespaces'), false);
  });

  it('reads numbers, durations and lists', () => {
    const words = [
      '--replicas=0x10',
      '--chunk_size',
      '-5',
      '--timeout=1h2m3.5s',
      '-f',
      'a,b',
      '-fc',
      '--from-literal=a=1,2',
      '--from-literal',
      'b=2',
      '--filename="x,y",z',
    ];
    const parsed = parseFlags(words, specs, options);
    assert.equal(numberFlag(parsed, 'replicas'), 16);
    assert.equal(numberFlag(parsed, 'chunk-size'), -5);
    assert.equal(numberFlag(parsed, 'timeout'), 3_723_500);
    assert.deepEqual(listFlag(parsed, 'filename'), ['a', 'b', 'c', 'x,y', 'z']);
    assert.deepEqual(listFlag(parsed, 'from-literal'), ['a=1,2', 'b=2']);
    assert.deepEqual(listFlag(parsed, 'as-group'), []);
  });

  it('stops at -- and, where asked, at the first argument', () => {
    const parsed = parseFlags(['x', '--image=i', '--', 'sh', '-c', '--nope'], specs, options);
    assert.deepEqual([parsed.args, parsed.argsBeforeDash], [['x', 'sh', '-c', '--nope'], 1]);
    assert.deepEqual(parseFlags(['-A', 'x', '--nope'], specs, { ...options, stopAtArgument: true }).args, [
      'x',
      '--nope',
    ]);
    assert.deepEqual(parseFlags(['-f', '-', '-'], specs, options).args, ['-']);
  });

  /** Command lines and what kubectl prints after `error: `. */
  const mistakes: readonly (readonly [words: string, message: string])[] = [
    ['--nope', 'unknown flag: --nope'],
    ['--nope=1', 'unknown flag: --nope'],
    ['-z', "unknown shorthand flag: 'z' in -z"],
    ['-Azo', "unknown shorthand flag: 'z' in -zo"],
    ['-o', "flag needs an argument: 'o' in -o"],
    ['-Ao', "flag needs an argument: 'o' in -o"],
    ['--output', 'flag needs an argument: --output'],
    ['---x', 'bad flag syntax: ---x'],
    ['--=x', 'bad flag syntax: --=x'],
    ['--replicas=x', 'invalid argument "x" for "-r, --replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [
      '--replicas=2147483648',
      'invalid argument "2147483648" for "-r, --replicas" flag: strconv.ParseInt: parsing "2147483648": value out of range',
    ],
    [
      '--chunk-size=1.5',
      'invalid argument "1.5" for "--chunk-size" flag: strconv.ParseInt: parsing "1.5": invalid syntax',
    ],
    [
      '-A=maybe',
      'invalid argument "maybe" for "-A, --all-namespaces" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    ['--timeout=5', 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
    ['--timeout=x', 'invalid argument "x" for "--timeout" flag: time: invalid duration "x"'],
    ['--timeout=5y', 'invalid argument "5y" for "--timeout" flag: time: unknown unit "y" in duration "5y"'],
    [
      '--filename=a"b',
      'invalid argument "a\\"b" for "-f, --filename" flag: parse error on line 1, column 2: bare " in non-quoted-field',
    ],
    ['-v=x', 'invalid argument "x" for "-v, --v" flag: strconv.ParseInt: parsing "x": invalid syntax'],
  ];
  for (const [words, message] of mistakes) {
    it(`refuses ${words} as kubectl does`, () => {
      assert.throws(
        () => parseFlags(['pods', ...words.split(' ')], specs, options),
        (error: unknown) =>
          error instanceof FlagError && error.output === `error: ${message}\nSee 'kubectl get --help' for usage.\n`,
      );
    });
  }

  it('names the required flags that are missing', () => {
    assert.throws(
      () => checkRequiredFlags(parseFlags([], specs, options), specs),
      (error: unknown) => error instanceof FlagError && error.output === 'error: required flag(s) "image" not set\n',
    );
    checkRequiredFlags(parseFlags(['--image=x'], specs, options), specs);
  });
});
