import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogBuffer } from './log-buffer.ts';

const line = { before: '10.0.0.1 [', clock: '%H:%M:%S', after: '] "GET /"' };
const texts = (logs: LogBuffer, nowMs: number): readonly string[] => logs.linesAt(nowMs).map(({ text }) => text);

test('a repeated line stands at each of its times, among those that were printed', () => {
  const logs = new LogBuffer();
  logs.repeat('a', { nextMs: 10_000, periodMs: 10_000, line });
  logs.append({ atMs: 25_000, stream: 'stderr', text: 'between' });
  assert.deepEqual(texts(logs, 30_000), [
    '10.0.0.1 [00:00:10] "GET /"',
    '10.0.0.1 [00:00:20] "GET /"',
    'between',
    '10.0.0.1 [00:00:30] "GET /"',
  ]);
});

test('lines of two periods come in the order of their times', () => {
  const logs = new LogBuffer();
  logs.repeat('a', { nextMs: 4000, periodMs: 4000, line: { ...line, before: 'a ' } });
  logs.repeat('b', { nextMs: 3000, periodMs: 3000, line: { ...line, before: 'b ' } });
  assert.deepEqual(
    texts(logs, 9000).map((text) => text.slice(0, 1)),
    ['b', 'a', 'b', 'a', 'b'],
  );
});

test('nothing repeats after the end, in a copy neither', () => {
  const logs = new LogBuffer();
  logs.repeat('a', { nextMs: 1000, periodMs: 1000, line });
  const copy = logs.copy();
  assert.equal(logs.stopRepeating(2000), true);
  assert.equal(logs.stopRepeating(3000), false);
  assert.equal(texts(logs, 60_000).length, 2);
  assert.equal(texts(copy, 5000).length, 5);
});

test('a full buffer keeps its newest lines', () => {
  const logs = new LogBuffer();
  logs.repeat('a', { nextMs: 0, periodMs: 1000, line });
  const lines = logs.linesAt(12_000_000);
  assert.ok(lines.length <= 10_000 && lines.length >= 5000);
  assert.equal(lines.at(-1)?.atMs, 12_000_000);
});
