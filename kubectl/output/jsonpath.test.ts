import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printJsonPath, printJsonPathAsJson, relaxedJsonPath } from './jsonpath.ts';

const data = {
  kind: 'P',
  metadata: { name: 'x', labels: { 'app.io/n': 'v', z: '1' }, creationTimestamp: null },
  l: [
    { n: 'a', v: 1, t: true, o: { q: 1 } },
    { n: 'b', v: 2, t: false },
    { n: 'c', v: 3, s: [1, 2, 3] },
  ],
  e: [],
  m: { a: [{ n: 'x' }], b: 1 },
  f: 1.5,
  h: '<a>',
};

/** Templates and what kubectl printed for this object. */
const outputs: readonly (readonly [template: string, output: string])[] = [
  ['{.metadata.name}', 'x'],
  ['{.metadata.labels}', '{"app.io/n":"v","z":"1"}'],
  ['{.metadata.labels.app\\.io/n}', 'v'],
  ["{.metadata.labels['app\\.io/n']}", 'v'],
  ["{.metadata.labels['app.io/n']}", ''],
  ["{.metadata['name']}", 'x'],
  ['{.metadata.creationTimestamp}', 'null'],
  ['{.nope}', ''],
  ['{.nope.x[0]}', ''],
  ['{.l[*].n}', 'a b c'],
  ['{.l[0].n}', 'a'],
  ['{.l[-1].n}', 'c'],
  ['{.l[-1:].n}', 'c'],
  ['{.l[-2:].n}', 'b c'],
  ['{.l[0:2].n}', 'a b'],
  ['{.l[::2].n}', 'a c'],
  ['{.l[0,2].n}', 'a c'],
  ["{.l[*]['n','v']}", 'a b c 1 2 3'],
  ['{.e}', '[]'],
  ['{.e[*]}', ''],
  ['{.m.*}', '[{"n":"x"}] 1'],
  ['{..v}', '1 2 3'],
  ['{.l[?(@.n=="b")].v}', '2'],
  ["{.l[?(@.n!='b')].n}", 'a c'],
  ['{.l[?(@.v>1)].n}', 'b c'],
  ['{.l[?(@.v<=1)].n}', 'a'],
  ['{.l[?(@.t==true)].n}', 'a'],
  ['{.l[?(@.o.q)].n}', 'a'],
  ['{.l[?(@.nope=="x")].n}', ''],
  ['{.l[?(@.n=="a)")].n}', ''],
  ['{.l[?(@.s[1]==2)].n}', 'c'],
  ['{range .l[*]}{.n}={.v}{"\\n"}{end}', 'a=1\nb=2\nc=3\n'],
  ['{range .e[*]}{.n}{end}x', 'x'],
  ['{range .l[*]}{range .s[*]}{@}{","}{end};{end}', ';;1,2,3,;'],
  ['{.metadata.name}{"\\n"}{\'x\'}', 'x\nx'],
  ['a {.f} {.kind} b', 'a 1.5 P b'],
  ['{.h}', '<a>'],
  ['{.kind} {$.kind} {@.kind} { .kind }', 'P P P P'],
  ['{.l[0]}', '{"n":"a","o":{"q":1},"t":true,"v":1}'],
  ['no braces', 'no braces'],
  ['{.l.n}', ''],
  ['{.constructor}{.__proto__}{.toString}', ''],
];

/** Templates kubectl refuses to parse. */
const unparsable: readonly (readonly [template: string, message: string])[] = [
  ['{.items[0', 'error parsing jsonpath {.items[0, unterminated array'],
  ['{.spec', 'error parsing jsonpath {.spec, unclosed action'],
  ['{.l[a]}', 'error parsing jsonpath {.l[a]}, invalid array index a'],
  ['{.l[?(@.n}', 'error parsing jsonpath {.l[?(@.n}, unterminated filter'],
  ['{"a}', 'error parsing jsonpath {"a}, unterminated quoted string'],
  ['{#}', "error parsing jsonpath {#}, unrecognized character in action: U+0023 '#'"],
  ['{....n}', 'error parsing jsonpath {....n}, invalid multiple recursive descent'],
  ['', 'template format specified but no template given'],
];

/** Templates that fail on this object, and the part of the message between the fixed texts. */
const failing: readonly (readonly [template: string, message: string])[] = [
  ['{.l[5].n}', 'array index out of bounds: index 5, length 3'],
  ['{.l[-5].n}', 'array index out of bounds: index -2, length 3'],
  ['{.e[0]}', 'array index out of bounds: index 0, length 0'],
  ['{.m[*]}', 'map[string]interface {} is not array or slice'],
  ['{.kind[0]}', 'string is not array or slice'],
  ['{.l[?(@.n==1)].n}', 'incompatible types for comparison'],
  ['{.l[?(@.n="a")].n}', 'unrecognized filter operator ='],
  ['{.m[?(@.n=="a")].n}', 'map[a:[map[n:x]] b:1] is not array or slice and cannot be filtered'],
  ['{end}', 'not in range, nothing to end'],
  ['{foo}', 'unrecognized identifier foo'],
];

describe('printJsonPath', () => {
  for (const [template, output] of outputs) {
    it(`prints ${template}`, () => {
      assert.equal(printJsonPath(template, data), output);
    });
  }

  for (const [template, message] of unparsable) {
    it(`refuses ${template}`, () => {
      assert.throws(() => printJsonPath(template, data), { message });
    });
  }

  for (const [template, message] of failing) {
    it(`fails on ${template}`, () => {
      assert.throws(
        () => printJsonPath(template, data),
        (error: Error) =>
          error.message.startsWith(
            `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${message}. Printing more`,
          ),
      );
    });
  }

  it('dumps the template and the object as the recording has it', () => {
    const list = { apiVersion: 'v1', items: [], kind: 'List', metadata: { resourceVersion: '' } };
    assert.throws(() => printJsonPath('{.items[0].spec.tolerations}', list), {
      message: `error executing jsonpath "{.items[0].spec.tolerations}": Error executing template: array index out of bounds: index 0, length 0. Printing more information for debugging the template:
\ttemplate was:
\t\t{.items[0].spec.tolerations}
\tobject given to jsonpath engine was:
\t\tmap[string]interface {}{"apiVersion":"v1", "items":[]interface {}{}, "kind":"List", "metadata":map[string]interface {}{"resourceVersion":""}}


`,
    });
  });

  it('stops a template that would select without end', () => {
    const wide = { items: Array.from({ length: 2000 }, () => ({ a: Array.from({ length: 1000 }, () => 1) })) };
    assert.throws(() => printJsonPath('{.items[*].a[*]}', wide), /selects more than 1000000 values/);
    assert.throws(() => printJsonPath(`{.l${'[?(@.a'.repeat(100)}`, data), /unterminated filter/);
  });
});

describe('printJsonPathAsJson', () => {
  it('prints the values as one list', () => {
    assert.equal(printJsonPathAsJson('{.l[*].n}', data), '[\n    "a",\n    "b",\n    "c"\n]\n');
  });
});

describe('relaxedJsonPath', () => {
  it('accepts the short forms', () => {
    for (const form of ['.metadata.name', 'metadata.name', '{.metadata.name}', '{metadata.name}'])
      assert.equal(relaxedJsonPath(form), '{.metadata.name}');
    assert.throws(
      () => relaxedJsonPath('{.a}{.b}'),
      /^JsonPathError: unexpected path string, expected a 'name1.name2'/,
    );
  });
});
