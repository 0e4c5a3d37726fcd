import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from './commands.ts';

const named = (text: string): readonly string[] => [...new Set(text.match(/--[a-z-]+/g))].sort();

for (const command of commands) {
  const { name, usage, flags = [] } = command;
  test(`the help of ${name} has the flags that it takes, each with its meaning`, async () => {
    const described = flags.map(([flag]) => flag.split(' ')[0] ?? '').sort();
    assert.deepEqual(named(usage), described);
    const module = await command.load();
    const refusal = await (async () => module.run(['--no-such-flag']))().then(
      () => '',
      (error: Error) => error.message,
    );
    assert.deepEqual(named(refusal.split(': ').slice(1).join()), described, refusal);
    for (const [flag, meaning] of flags) assert.ok(meaning.length > 0, flag);
  });
}
