import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadManifests, loadYaml } from './load.ts';

/** What kubectl prints for a broken file, after `error: error parsing f.yaml: `. */
const mistakes: readonly (readonly [name: string, text: string, message: string])[] = [
  [
    'item indentation',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: indent\nspec:\n containers:\n   - name: a\n    image: nginx\n',
    "yaml: line 7: did not find expected '-' indicator",
  ],
  [
    'tab indentation',
    'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: tab\n',
    'yaml: line 4: found character that cannot start any token',
  ],
  ['one space too few', 'a:\n  b: 1\n c: 2\n', 'yaml: line 2: did not find expected key'],
  [
    'no space after the colon',
    'apiVersion: v1\nkind:Pod\nmetadata:\n  name: x\n',
    "yaml: line 3: could not find expected ':'",
  ],
  ['a map under a value', 'x: 1\ny: 2\na: b\n  c: d\n', 'yaml: line 4: mapping values are not allowed in this context'],
  ['the same on line 1', 'a: b: c\n', 'yaml: mapping values are not allowed in this context'],
  ['a key over two lines', 'a\nb: 1\n', 'yaml: line 2: mapping values are not allowed in this context'],
  ['open brace', 'a: {b: 1\nc: 2\n', "yaml: line 1: did not find expected ',' or '}'"],
  ['open bracket', 'a: [b, 1\nc: 2\n', "yaml: line 1: did not find expected ',' or ']'"],
  ['a URL with ? in brackets', 'a: [http://x.y/z?q=1#f]\n', "yaml: did not find expected ',' or ']'"],
  ['open quote', 'a: "b\nc: 2\n', 'yaml: line 3: found unexpected end of stream'],
  ['text after a quote', 'x: 1\na: "b" c\n', 'yaml: line 1: did not find expected key'],
  ['a list in a map', 'a: 1\n- b\n', 'yaml: line 1: did not find expected key'],
  ['a map in a list', '- a\nb: 1\n', "yaml: line 1: did not find expected '-' indicator"],
  ['a list on the line of its key', 'a: - b\n', 'yaml: block sequence entries are not allowed in this context'],
  ['@', 'a: 1\nb: @x\n', 'yaml: line 2: found character that cannot start any token'],
  ['unknown escape', 'a: "\\q"\n', 'yaml: found unknown escape character'],
  [
    'tab in a block scalar',
    'a: |\n\tx\n',
    'yaml: line 2: found a tab character where an indentation space is expected',
  ],
  ['tab in a plain scalar', 'a: 1\nb: 2\n\tc: 1\n', 'yaml: line 3: found a tab character that violates indentation'],
  ['unquoted template', 'a: {{ x }}\n', 'yaml: invalid map key: map[interface {}]interface {}{"x":interface {}(nil)}'],
  ['list as a key', '[a]: 1\n', 'yaml: invalid map key: []interface {}{"a"}'],
  ['null as a key', '~: 1\n', 'unsupported map key of type: %!s(<nil>), key: <nil>, value: 1'],
  ['undefined alias', 'a: *x\n', "yaml: unknown anchor 'x' referenced"],
  ['cyclic alias', 'a: &x\n  b: *x\n', "yaml: anchor 'x' value contains itself"],
  ['merge of a number', 'b:\n  <<: 1\n', 'yaml: map merge requires map or sequence of maps as the value'],
  ['infinity', 'a: .inf\n', 'json: unsupported value: +Inf'],
  ['control character', 'a: \u0001\n', 'yaml: control characters are not allowed'],
  ['NUL', 'a: \0\n', 'yaml: control characters are not allowed'],
];

/** Values as kubectl reads them. */
const readings: readonly (readonly [name: string, text: string, value: unknown])[] = [
  [
    'booleans',
    'a: [y, Y, yes, on, off, n, N, No, TRUE, tRUE]',
    { a: [true, true, true, true, false, false, false, false, true, 'tRUE'] },
  ],
  [
    'numbers',
    'a: [0777, 0o17, 1_000, 1e3, 0b11, -0x1f, +1, 1., .5, 08, 0.1]',
    { a: [511, 15, 1000, 1000, 3, -31, 1, 1, 0.5, 8, 0.1] },
  ],
  ['beyond every number', `a: ${'9'.repeat(400)}`, { a: '9'.repeat(400) }],
  [
    'dates and times',
    'a: 2001-01-01\nb: 12:30:45\nc: 2001-01-01T00:00:00Z',
    { a: '2001-01-01', b: '12:30:45', c: '2001-01-01T00:00:00Z' },
  ],
  ['version', 'a: 1.10\nb: "1.10"', { a: 1.1, b: '1.10' }],
  ['nothing', "a:\nb: ''\nc: {}\nd: []\ne: ~", { a: null, b: '', c: {}, d: [], e: null }],
  ['keys', '1: a\n1.5: b\ny: c\n2e3: d\n0x10: e', { '1': 'a', '1.5': 'b', true: 'c', '2000': 'd', '16': 'e' }],
  ['tags', 'a: !!str 12\nb: !!int "12"\nc: !!binary aGk=\nd: !foo 1', { a: '12', b: 12, c: 'hi', d: '1' }],
  [
    'quoted lines that begin anywhere',
    "m:\n  a: '[\n    1\n  ]'\n  b: \"x\ny\"\n  c: 'q\n\n r'",
    { m: { a: '[ 1 ]', b: 'x y', c: 'q\nr' } },
  ],
  [
    'brackets that close anywhere',
    'm:\n  a: {\n    x: 1\n  }\n  b: [\nx, "y\nz"\n]\nk: 1',
    { m: { a: { x: 1 }, b: ['x', 'y z'] }, k: 1 },
  ],
  ['last duplicate', 'a: 1\nb: 2\na: 3', { a: 3, b: 2 }],
  ['merge', 'a: &a {x: 1, z: 1}\nc:\n  <<: *a\n  z: 9', { a: { x: 1, z: 1 }, c: { x: 1, z: 9 } }],
  ['merge written last wins', 'a: &a {x: 1, z: 1}\nc:\n  z: 9\n  <<: *a', { a: { x: 1, z: 1 }, c: { x: 1, z: 1 } }],
  [
    'merge of two',
    'a: &a {x: 1}\nb: &b {x: 2, q: 2}\nc:\n  <<: [*a, *b]',
    { a: { x: 1 }, b: { x: 2, q: 2 }, c: { x: 1, q: 2 } },
  ],
  ['CRLF and blocks', 'a: 1\r\nb:\r\n  c: |\r\n    x\r\n    y\r\n', { a: 1, b: { c: 'x\ny\n' } }],
  ['folding', 'a: >\n  x\n  y\n\n  z\n   k\nb: >-\n  q\n  r\n', { a: 'x y\nz\n k\n', b: 'q r' }],
  ['nothing behind a document end', 'a: 1\n...\nb: 2\n', { a: 1 }],
  ['byte order mark', '\uFEFFa: 1', { a: 1 }],
  ['flow oddities', 'a: {x:1, y: 2, z}\nb: [x: 1, y]', { a: { 'x:1': null, true: 2, z: null }, b: [{ x: 1 }, true] }],
];

describe('loadManifests', () => {
  for (const [name, text, message] of mistakes) {
    it(`refuses as kubectl does: ${name}`, () => {
      const { documents, errors } = loadManifests(text, 'f.yaml');
      assert.deepEqual(documents, []);
      assert.deepEqual(
        errors.map((error) => error.message),
        [`error parsing f.yaml: error converting YAML to JSON: ${message}`],
      );
    });
  }

  for (const [name, text, value] of readings) {
    it(`reads as kubectl does: ${name}`, () => {
      const { documents, errors } = loadManifests(text, 'f.yaml');
      assert.deepEqual(errors, []);
      assert.deepEqual(documents[0]?.value, value);
    });
  }

  it('says where a mistake really is, counted in the whole file', () => {
    const { errors, documents } = loadManifests('a: 1\n---\nb:\n  c: 1\n d: 2\n', 'f.yaml');
    assert.equal(documents.length, 1);
    assert.equal(
      errors[0]?.message,
      'error parsing f.yaml: error converting YAML to JSON: yaml: line 2: did not find expected key',
    );
    assert.deepEqual([errors[0]?.line, errors[0]?.column], [5, 2]);
  });

  it('cuts documents at separators and skips empty ones', () => {
    const { documents } = loadManifests(
      '---\n---\na: 1\n---\n\n---\n# nothing\n--- # two\nb: 2\n---   \nc: 3',
      'f.yaml',
    );
    assert.deepEqual(
      documents.map(({ value, line }) => [value, line]),
      [
        [{ a: 1 }, 3],
        [{ b: 2 }, 9],
        [{ c: 3 }, 11],
      ],
    );
    assert.equal(
      loadManifests('a: 1\n---x\nb: 2\n', 'f.yaml').errors[0]?.message,
      'error parsing f.yaml: invalid Yaml document separator: x',
    );
  });

  it('knows the line of every field, through aliases and merges', () => {
    const text =
      'kind: A\nspec: &s\n  list:\n  - name: x\n    image: y\n  - name: z\n---\na: &a\n  q: 1\nb:\n  <<: *a\nc: *a\n';
    const [first, second] = loadManifests(text, 'f.yaml').documents;
    assert.deepEqual(
      [['spec'], ['spec', 'list'], ['spec', 'list', 0, 'image'], ['spec', 'list', 1], ['spec', 'nope'], []].map(
        (path) => first?.lineOf(path),
      ),
      [2, 3, 5, 6, undefined, 1],
    );
    assert.deepEqual(
      [['b', 'q'], ['c', 'q'], ['c']].map((path) => second?.lineOf(path)),
      [9, 9, 12],
    );
  });

  it('reports duplicate keys with both lines', () => {
    const [document] = loadManifests(
      '# x\nspec:\n  replicas: 1\n  list: [{a: 1, a: 2}]\n  replicas: 2\n',
      'f.yaml',
    ).documents;
    assert.deepEqual(
      document?.duplicates.map(({ field, firstLine, line }) => [field, firstLine, line]),
      [
        ['spec.list[0].a', 4, 4],
        ['spec.replicas', 3, 5],
      ],
    );
    const [json] = loadManifests('{"a": 1,\n "a": 2}', 'f.json').documents;
    assert.deepEqual(
      json?.duplicates.map(({ field, firstLine, line }) => [field, firstLine, line]),
      [['a', 1, 2]],
    );
    assert.deepEqual(json?.value, { a: 2 });
  });

  it('reads JSON streams with the complaints of Go', () => {
    const { documents } = loadManifests(' {"a": [1, true, null, "x\\u00e9\\n"]}\n{"b": -1.5e2}', 'f.json');
    assert.deepEqual(
      documents.map(({ value, line }) => [value, line]),
      [
        [{ a: [1, true, null, 'xé\n'] }, 1],
        [{ b: -150 }, 2],
      ],
    );
    assert.equal(documents[0]?.lineOf(['a', 1]), 1);
    const messages: readonly (readonly [string, string])[] = [
      ['{"a": 1,}', "json: offset 9: invalid character '}' looking for beginning of object key string"],
      ['{a: 1}', "json: offset 2: invalid character 'a' looking for beginning of object key string"],
      ['{"a": 1', 'unexpected EOF'],
      ['{"a": tru}', "json: offset 10: invalid character '}' in literal true (expecting 'e')"],
      ['{"a": "x\ny"}', "json: offset 9: invalid character '\\n' in string literal"],
      ['{"a": 01}', "json: offset 8: invalid character '1' after object key:value pair"],
      ['{"a" 1}', "json: offset 6: invalid character '1' after object key"],
      ['{"a": [1 2]}', "json: offset 10: invalid character '2' after array element"],
      ['{"a":"\\q"}', "json: offset 8: invalid character 'q' in string escape code"],
    ];
    for (const [text, message] of messages)
      assert.equal(loadManifests(text, 'f.json').errors[0]?.message, `error parsing f.json: ${message}`);
  });

  it('keeps dangerous keys as plain data', () => {
    for (const text of [
      '__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}',
      '{"__proto__": {"polluted": 1}, "constructor": 1}',
    ]) {
      const [document] = loadManifests(text, 'f.yaml').documents;
      assert.deepEqual(Object.keys(document?.value ?? {}), ['__proto__', 'constructor']);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    }
  });
});

describe('limits', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`),
  ].join('\n');
  const hostile: readonly (readonly [name: string, text: string, message: RegExp])[] = [
    ['billion laughs', bomb, /aliases expand too far/],
    [
      'large scalar, many aliases',
      `a: &a ${'x'.repeat(100_000)}\n${Array.from({ length: 99 }, (_, index) => `k${index}: *a`).join('\n')}`,
      /aliases expand too far/,
    ],
    ['many aliases', `a: &a 1\nb: [${Array(200).fill('*a').join(',')}]`, /more than 100 aliases/],
    ['deep brackets', `a: ${'['.repeat(100_000)}`, /nested deeper than 64 levels/],
    ['deep braces', `a: ${'{a: '.repeat(20_000)}`, /nested deeper than 64 levels/],
    [
      'deep blocks',
      Array.from({ length: 1000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
      /line 65: nested deeper than 64 levels/,
    ],
    ['deep dashes', '- '.repeat(100_000), /nested deeper than 64 levels/],
    ['deep JSON', '{"a":'.repeat(50_000), /nested deeper than 64 levels/],
    [
      'deep through aliases',
      `a: &a ${'['.repeat(50)}${']'.repeat(50)}\nb: ${'['.repeat(30)}*a${']'.repeat(30)}`,
      /nested deeper than 64 levels/,
    ],
    [
      'too many keys',
      Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n'),
      /a map with more than 10000 keys/,
    ],
    ['too many values', `a: [${'1,'.repeat(60_000)}]`, /more than 50000 values/],
    ['too many documents', '---\na: 1\n'.repeat(10_000), /line 402: more than 200 documents/],
    ['too large', `a: ${'x'.repeat(2_000_000)}`, /larger than 1048576 bytes/],
  ];
  for (const [name, text, message] of hostile) {
    it(`refuses ${name} before it costs much`, () => {
      const { errors } = cheaply(() => loadManifests(text, 'f.yaml'));
      assert.equal(errors.length, 1);
      assert.equal(errors[0]?.kind, 'limit');
      assert.match(errors[0]?.message ?? '', message);
    });
  }

  it('takes a map of ten thousand keys', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`).join('\n');
    const { documents } = cheaply(() => loadManifests(text, 'f.yaml'));
    assert.equal(Object.keys(documents[0]?.value ?? {}).length, 10_000);
  });
});

/** Far more CPU than any machine needs for it, and far less than what doubles with every line takes. Others on the machine do not count. */
const MOST_CPU_MS = 10_000;

function cheaply<T>(work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  assert.ok((user + system) / 1000 < MOST_CPU_MS, 'too slow');
  return result;
}

describe('loadYaml', () => {
  it('reads one document', () => {
    assert.deepEqual(loadYaml('case: x\nsteps: []\n', 'x.yaml'), { case: 'x', steps: [] });
  });

  it('says file, line and column of what is wrong', () => {
    assert.throws(() => loadYaml('a: 1\nb: [\n', 'x.yaml'), {
      message: 'x.yaml:3:1: did not find expected node content',
    });
    assert.throws(() => loadYaml('a: 1\n---\nb: 1\n', 'x.yaml'), {
      message: 'x.yaml:3:1: a second document, where one is expected',
    });
    assert.throws(() => loadYaml('a: 1\na: 2\n', 'x.yaml'), {
      message: 'x.yaml:2:1: duplicate key a, first on line 1',
    });
    assert.throws(() => loadYaml('# nothing\n', 'x.yaml'), { message: 'x.yaml: the file is empty' });
  });
});
