import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { dispatch } from './dispatch.ts';

interface Answer {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
}

const commands: readonly Command[] = [
  command('double', async (argv) => argv.length * 2),
  command('picky', async () => {
    throw new UsageError('--seed: "x" is no number\nand a second line');
  }),
  command('packed', async () => {
    // What the pack throws: the same class, made a second time.
    const Twin = class UsageError extends Error {
      override readonly name = 'UsageError';
    };
    throw new Twin('--out x: nothing can be written there');
  }),
  command('broken', async () => {
    throw new Error('the revision went backwards');
  }),
];

function command(name: string, run: (argv: readonly string[]) => Promise<number>): Command {
  return { name, usage: '[PATH...]', summary: `${name}s things`, load: async () => ({ run }) };
}

async function answer(...argv: readonly string[]): Promise<Answer> {
  const printed: string[] = [];
  const complained: string[] = [];
  const output = { print: (line: string) => printed.push(line), complain: (line: string) => complained.push(line) };
  const code = await dispatch(argv, commands, '1.2.3', output);
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
}

test('a command gets what follows its name and gives the exit code', async () => {
  assert.deepEqual(await answer('double', 'a', 'b'), { code: 4, printed: '', complained: '' });
});

test('help lists every command, and one command prints its own usage', async () => {
  const all = await answer('--help');
  assert.equal(all.code, 0);
  for (const { name } of commands) assert.match(all.printed, new RegExp(`^ {2}${name} \\[PATH\\.\\.\\.\\]$`, 'm'));
  assert.deepEqual(await answer('double', '--help'), {
    code: 0,
    printed: 'seatrial double [PATH...]\n  doubles things',
    complained: '',
  });
});

test('the help of a command has a line for each flag', async () => {
  const [base] = commands;
  assert.ok(base !== undefined);
  const printed: string[] = [];
  const output = { print: (line: string) => printed.push(line), complain: () => assert.fail() };
  const flags = [
    ['--out DIR', 'where to'],
    ['--seed N', 'chance'],
  ] as const;
  await dispatch(['double', '-h'], [{ ...base, flags }], '1.2.3', output);
  assert.equal(
    printed.join('\n'),
    'seatrial double [PATH...]\n  doubles things\n\n  --out DIR  where to\n  --seed N   chance',
  );
});

test('no command at all is a wrong command line, answered with the help', async () => {
  const nothing = await answer();
  assert.equal(nothing.code, 2);
  assert.match(nothing.printed, /^usage: seatrial COMMAND/m);
});

test('--version prints the version alone', async () => {
  assert.deepEqual(await answer('--version'), { code: 0, printed: '1.2.3', complained: '' });
});

const refusals: readonly (readonly [string, number, string])[] = [
  ['dobule', 2, 'seatrial: unknown command "dobule" (seatrial --help lists the commands)'],
  ['picky', 2, 'seatrial picky: --seed: "x" is no number'],
  ['packed', 2, 'seatrial packed: --out x: nothing can be written there'],
];
for (const [name, code, complained] of refusals) {
  test(`"${name}" is refused in one line`, async () => {
    assert.deepEqual(await answer(name), { code, printed: '', complained });
  });
}

test('a fault of our own is exit code 3, one line, and how to report it', async () => {
  const fault = await answer('broken');
  assert.equal(fault.code, 3);
  assert.match(fault.complained, /^seatrial: the revision went backwards; .*report it[^\n]*$/);
});
