// Manifests made to hurt the reader (numbers 1 to 15, 46, 47): each costs its own file, and nobody else's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Files, handIn, limitsOf, told } from './hand-in.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n';
const bomb = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, i) =>
      `a${i}: &a${i} [${Array(9)
        .fill(i === 0 ? 'lol' : `*a${i - 1}`)
        .join(',')}]`,
  ).join('\n');
const merges = Array.from({ length: 4000 }, (_, i) => `m${i}: &m${i} {<<: ${i === 0 ? '{a: 1}' : `*m${i - 1}`}}`).join(
  '\n',
);
const list = (count: number, each: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => each(i)).join(', ');
const map = (keys: number): string => Array.from({ length: keys }, (_, i) => `k${i}: 1`).join('\n');

/** A file beside a good one: refused with this message. */
const REFUSED: readonly [number: string, text: string | Buffer, message: RegExp, limit?: string][] = [
  ['1 billion laughs', bomb(9), /:5: aliases expand too far/, 'yaml values'],
  ['2 small bomb', `${bomb(4)}\nb: [${Array(20).fill('*a3').join(',')}]`, /aliases expand too far/, 'yaml values'],
  [
    '3 large scalar, many aliases',
    `a: &a ${'x'.repeat(100_000)}\nb: [${Array(99).fill('*a').join(',')}]`,
    /:2: aliases expand too far/,
    'yaml values',
  ],
  ['4 deep flow', `a: ${'['.repeat(100_000)}`, /:1: nested deeper than 64 levels/, 'yaml depth'],
  [
    '5 deep block',
    Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    /:65: nested deeper/,
    'yaml depth',
  ],
  ['6 deep dashes', '- '.repeat(100_000), /:1: nested deeper than 64 levels/, 'yaml depth'],
  ['6 deep JSON', '{"a":'.repeat(50_000), /nested deeper than 64 levels/, 'yaml depth'],
  ['7 50k keys', map(50_000), /a map with more than 10000 keys|more than 50000 values/],
  ['8 chain of merges', merges, /more than 100 aliases/, 'yaml aliases'],
  [
    '8 large ordered map',
    `a: !!omap [${list(60_000, (i) => `k${i}: v`)}]`,
    /:1: .*more than 50000 values/,
    'yaml values',
  ],
  ['9 100k documents', '---\na: 1\n'.repeat(90_000), /more than 200 YAML and JSON documents/, 'documents'],
  ['10 huge scalar', `a: ${'x'.repeat(5_000_000)}`, /more than 1048576 bytes and is not read/, 'file bytes'],
  ['11 cyclic alias', 'kind: &a\n  b: *a\n', /:2: anchor 'a' value contains itself/],
  ['12 undefined alias', 'kind: *x\n', /:1: unknown anchor 'x' referenced/],
  ['14 tab as indent', 'kind: Pod\nspec:\n\ta: 1\n', /:3: found character that cannot start any token/],
  ['14 NUL', 'kind: Pod\na: \0\n', /:2: control characters are not allowed/],
  ['15 infinity', 'kind: Pod\na: .inf\n', /:2: json: unsupported value: \+Inf/],
];

describe('manifests', () => {
  for (const [name, text, message, limit] of REFUSED) {
    it(`${name}: refused with file and line, the rest is read`, async () => {
      const submission = await handIn({ 'a.yaml': text, 'good.yaml': POD });
      assert.deepEqual(submission.manifests, ['good.yaml']);
      const [kind, problem] = told(submission);
      assert.equal(kind, 'a.yaml refused');
      assert.match(problem ?? '', message);
      assert.match(problem ?? '', /^a\.yaml:/);
      if (limit !== undefined) assert.deepEqual(limitsOf(submission), [limit]);
    });
  }

  it('4-6 the process lives, and one deep file after another changes nothing', async () => {
    const deep = {
      'a.yaml': `kind: ${'['.repeat(100_000)}`,
      'b.yaml': '- '.repeat(100_000),
      'c.json': '{"a":'.repeat(50_000),
    };
    assert.deepEqual(await handIn(deep).then(told), await handIn(deep).then(told));
  });

  const KEPT: readonly [number: string, text: string | Buffer, told: readonly string[]][] = [
    ['7 ten thousand keys', `kind: ConfigMap\ndata:\n${map(9999).replaceAll(/^/gm, '  ')}`, []],
    ['13 duplicate keys', `${POD}kind: Job\n`, ['a.yaml:4: kind stands twice, on lines 2 and 4: the last one counts']],
    ['14 invalid UTF-8', Buffer.concat([Buffer.from(`${POD}# `), Buffer.from([0xff, 0xc0])]), []],
    ['14 lone surrogate', Buffer.concat([Buffer.from(`${POD}# `), Buffer.from([0xed, 0xa0, 0x80])]), []],
    ['14 UTF-16', Buffer.from(`\uFEFF${POD}`, 'utf16le'), []],
    ['14 BOM and CRLF', `\uFEFF${POD.replaceAll('\n', '\r\n')}`, []],
    ['8 an ordered map', `${POD}data: !!omap [${list(9000, (i) => `k${i}: v`)}]\n`, []],
    ['15 tags of other languages', `${POD}data: {a: !!js/function "x", b: !!python/object y, c: !foo z}\n`, []],
    ['15 other readings', `${POD}data: {on: y, v: 1.10, o: 0777, t: 1:30}\n`, []],
    [
      '47 a broken document behind',
      `${POD}---\nkind: [\n`,
      ['a.yaml:6: did not find expected node content; the documents before it are used, nothing from here on'],
    ],
  ];
  for (const [name, text, expected] of KEPT) {
    it(`${name}: read as kubectl reads it`, async () => {
      const submission = await handIn({ 'a.yaml': text });
      assert.deepEqual(submission.manifests, ['a.yaml']);
      assert.deepEqual(told(submission), ['a.yaml manifest', ...expected]);
    });
  }

  const NOTHING: readonly [number: string, files: Files][] = [
    ['46 empty', {}],
    ['46 only comments', { 'a.yaml': '# pod\n---\n# more\n' }],
    ['46 0 bytes', { 'a.yaml': '', 'b.sh': '' }],
    ['46 wrong extension', { 'pod.yaml.txt': POD, pod: POD }],
    ['46 TOML and PDF', { 'a.toml': 'kind = "Pod"', 'a.pdf': '%PDF-1.7' }],
    ['46 JSON without an object', { 'a.json': '[1, 2]', 'b.json': '"x"' }],
  ];
  for (const [name, files] of NOTHING) {
    it(`${name}: no manifests found`, async () => {
      const submission = await handIn(files);
      assert.deepEqual([submission.manifests, submission.lines], [[], []]);
      assert.match(told(submission)[1] ?? '', /^\.: no manifests found/);
    });
  }

  it('46 JSON is a manifest', async () => {
    assert.deepEqual((await handIn({ 'a.json': '{"apiVersion": "v1", "kind": "Pod"}' })).manifests, ['a.json']);
  });
});
