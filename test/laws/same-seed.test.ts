import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import { story } from '../support/story.ts';

/** The same story in a process of its own. */
function told(seed: string): string {
  const script = `import { story } from '${import.meta.resolve('../support/story.ts')}'; process.stdout.write(story('${seed}').trace);`;
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], options);
}

test('the same seed gives the same trace, byte for byte, again and in another process', () => {
  const { trace, pods } = story('x');
  assert.ok(pods.length > 4, pods.join());
  assert.ok(trace.length > 100_000, `${trace.length} characters`);
  assert.equal(story('x').trace, trace);
  assert.equal(told('x'), trace);
});

test('another seed gives the pods other names', () => {
  const names = new Set(story('x').pods);
  assert.deepEqual(
    story('y').pods.filter((name) => names.has(name)),
    [],
  );
});
