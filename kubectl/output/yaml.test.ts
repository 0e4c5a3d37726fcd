import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compactJson, printJson } from './json.ts';
import { printYaml, printYamlDocuments } from './yaml.ts';

const words = 'word '.repeat(20).trim();

/** Strings and what kubectl -o yaml makes of them as the value of `a`. */
const strings: readonly (readonly [text: string, written: string])[] = [
  ['', '""'],
  ['plain words', 'plain words'],
  ['y', '"y"'],
  ['Yes', '"Yes"'],
  ['tRue', 'tRue'],
  ['null', '"null"'],
  ['~', '"~"'],
  ['1', '"1"'],
  ['0777', '"0777"'],
  ['0o8', '0o8'],
  ['1e3', '"1e3"'],
  ['1.5', '"1.5"'],
  ['1.2.3', '1.2.3'],
  ['.inf', '".inf"'],
  ['1Gi', '1Gi'],
  ['25%', '25%'],
  ['2001-01-01', '"2001-01-01"'],
  ['2026-11-23T05:01:37Z', '"2026-11-23T05:01:37Z"'],
  ['12:30', '"12:30"'],
  ['1:3x', '1:3x'],
  [' a', "' a'"],
  ['a ', "'a '"],
  ['a: b', "'a: b'"],
  ['a:b', 'a:b'],
  ['a #b', "'a #b'"],
  ['- a', "'- a'"],
  ['-a', '-a'],
  ['---', "'---'"],
  ['*', "'*'"],
  ['*/1 * * * *', "'*/1 * * * *'"],
  ['{a}', "'{a}'"],
  ['a{b', 'a{b'],
  ["it's", "it's"],
  ["'q'", "'''q'''"],
  ['"q"', `'"q"'`],
  ['a\tb', '"a\\tb"'],
  ['한국어 é', '한국어 é'],
  ['é 😀', '"é \\U0001F600"'],
  ['a\nb', '|-\n  a\n  b'],
  ['a\nb\n', '|\n  a\n  b'],
  ['a\nb\n\n', '|+\n  a\n  b\n'],
  ['\na', '|2-\n\n  a'],
  ['a\n b', '|-\n  a\n   b'],
  ['a \nb', '"a \\nb"'],
  [
    `${words} end`,
    'word word word word word word word word word word word word word word word word\n  word word word word end',
  ],
  [
    `x: ${words}`,
    "'x: word word word word word word word word word word word word word word word\n  word word word word word'",
  ],
];

describe('printYaml', () => {
  for (const [text, written] of strings) {
    it(`writes ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.equal(printYaml({ a: text }), `a: ${written}\n`);
    });
  }

  it('sorts keys as go-yaml does and leaves lists at the indentation of their key', () => {
    const value = {
      b: [{ y: 1, x: [] }, [1, [2]], {}, null, true],
      a10: 1,
      a2: { z: {}, '1': 'n' },
      'a.b': 1.5,
      y: 123456789.25,
    };
    assert.equal(
      printYaml(value),
      'a.b: 1.5\na2:\n  "1": "n"\n  z: {}\na10: 1\nb:\n- x: []\n  "y": 1\n- - 1\n  - - 2\n- {}\n- null\n- true\n"y": 1.2345678925e+08\n',
    );
  });

  it('prints an object as the recording has it', () => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { creationTimestamp: null, name: 'n' },
      rules: [{ verbs: ['*', 'list'], apiGroups: [''], resources: ['pods'] }],
    };
    assert.equal(
      printYaml(role),
      `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  creationTimestamp: null
  name: "n"
rules:
- apiGroups:
  - ""
  resources:
  - pods
  verbs:
  - '*'
  - list
`,
    );
  });

  it('writes long keys with a question mark', () => {
    const key = 'k'.repeat(129);
    assert.equal(printYaml({ [key]: 'v' }), `? ${key}\n: v\n`);
  });

  it('separates documents', () => {
    assert.equal(printYamlDocuments([{ a: 1 }, {}]), 'a: 1\n---\n{}\n');
  });
});

describe('printJson', () => {
  it('indents with four spaces, sorts keys and escapes as Go does', () => {
    assert.equal(
      printJson({ b: [1, {}, []], a: { d: '<&>\u2028\b\\b', c: null } }),
      '{\n    "a": {\n        "c": null,\n        "d": "\\u003c\\u0026\\u003e\\u2028\\u0008\\\\b"\n    },\n    "b": [\n        1,\n        {},\n        []\n    ]\n}\n',
    );
  });

  it('has a one-line form', () => {
    assert.equal(compactJson({ b: 1, a: ['x'] }), '{"a":["x"],"b":1}');
  });
});
