import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goPrint, goSyntax } from './go-value.ts';
import { quoteGo, quoteRune, unquoteGo } from './quote.ts';

describe('quoteGo', () => {
  it('escapes as %q does', () => {
    assert.equal(quoteGo('a"b\\c\n\t\u0001\u007f\u200b é 한 😀'), String.raw`"a\"b\\c\n\t\x01\x7f\u200b é 한 😀"`);
    assert.deepEqual(["'", '"', '\n', 'x'].map(quoteRune), [String.raw`'\''`, `'"'`, String.raw`'\n'`, "'x'"]);
  });

  it('is undone by unquoteGo in either quotes', () => {
    assert.equal(unquoteGo(String.raw`"a\tb\u00e9\x41\""`), 'a\tbéA"');
    assert.equal(unquoteGo(String.raw`'x\n'`), 'x\n');
    assert.equal(unquoteGo(String.raw`"\q"`), undefined);
    assert.equal(unquoteGo('"a'), undefined);
  });
});

describe('Go values', () => {
  it('are printed as %v and %#v', () => {
    const value = { b: [1, 'x', null], a: { t: true, f: 1.5 } };
    assert.equal(goPrint(value), 'map[a:map[f:1.5 t:true] b:[1 x <nil>]]');
    assert.equal(
      goSyntax(value),
      'map[string]interface {}{"a":map[string]interface {}{"f":1.5, "t":true}, "b":[]interface {}{1, "x", interface {}(nil)}}',
    );
    assert.equal(goPrint(1234567.5), '1.2345675e+06');
  });
});
