import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GoTemplateError, printGoTemplate } from './go-template.ts';

const data = {
  kind: 'P',
  metadata: { name: 'x', labels: { z: '1', 'app.io/n': 'v' }, creationTimestamp: null },
  l: [
    { n: 'a', v: 1 },
    { n: 'b', v: 2 },
  ],
  e: [],
  f: 1.5,
  i: 100000000,
};

/** Templates and what kubectl printed for this object. */
const outputs: readonly (readonly [template: string, output: string])[] = [
  ['{{.i}} {{.f}} {{.nope}} {{.metadata.labels}} {{.e}}', '100000000 1.5 <no value> map[app.io/n:v z:1] []'],
  ['{{.nope.x}} {{.metadata.creationTimestamp}}', '<no value> <no value>'],
  ['{{"{{"}}range .items{{"}}"}}', '{{range .items}}'],
  ['{{range .l}}{{.n}}{{"\\n"}}{{end}}', 'a\nb\n'],
  ['{{range $i, $e := .l}}{{$i}}{{$e.n}} {{else}}none{{end}}', '0a 1b '],
  ['{{range .e}}x{{else}}none{{end}}', 'none'],
  ['{{range $k, $v := .metadata.labels}}{{$k}}={{$v}},{{end}}', 'app.io/n=v,z=1,'],
  ['{{range .l}}{{if eq .n "b"}}{{break}}{{end}}{{.n}}{{end}}', 'a'],
  ['{{index .l 0}} {{index .metadata.labels "z"}} {{len .l}} {{len "abc"}}', 'map[n:a v:1] 1 2 3'],
  ['{{(index .l 0).n}} {{index .l 0 "n"}}', 'a a'],
  ['{{if eq .kind "a" "P"}}1{{else if .e}}2{{else}}3{{end}}', '1'],
  ['{{if .e}}1{{else if .kind}}2{{else}}3{{end}}', '2'],
  ['{{with .metadata}}{{.name}} {{$.kind}}{{end}}', 'x P'],
  ['{{$x := 1}}{{$x}}{{$x = 2}}{{$x}}', '12'],
  ['{{eq .f 1.5}} {{eq .i 100000000}} {{ne .kind "P"}} {{gt .i 5}}', 'true true false true'],
  ['{{printf "%s-%v %d %q %5d|%-4s|%.2f" .kind .f 3 "x" 7 "ab" 1.5}}', 'P-1.5 3 "x"     7|ab  |1.50'],
  ['{{printf "%s" .f}} {{printf "%d" .kind}} {{true}}', '%!s(float64=1.5) %!d(string=P) true'],
  ['{{println "a" 1 .kind}}|{{print 1 2 "a" "b"}}', 'a 1 P\n|1 2ab'],
  ['{{.l | len}} {{not .e}} {{and 1 0}} {{or "" "x"}}', '2 true 0 x'],
  ['{{exists . "l" 0}} {{exists . "l" 9}} {{"aGk=" | base64decode}}', 'true false hi'],
  ['a {{- .kind -}} x{{/* comment */}}', 'aPx'],
  ['{{.constructor}}{{.__proto__}}', '<no value><no value>'],
];

/** Templates kubectl refuses to parse. */
const unparsable: readonly (readonly [template: string, message: string])[] = [
  ['{{foo .x}}', 'function "foo" not defined'],
  ['{{if', 'unclosed action'],
  ['{{end}}', 'unexpected {{end}}'],
  ['{{range .l}}x', 'unexpected EOF'],
  ['{{$y}}', 'undefined variable "$y"'],
  ['{{break}}', '{{break}} outside {{range}}'],
  ['{{define "x"}}{{end}}', '{{define}} is not simulated'],
  ['{{html .x}}', 'function "html" is not simulated'],
];

const failing: readonly (readonly [template: string, message: string])[] = [
  [
    '{{index .l 9}}',
    'template: output:1:2: executing "output" at <index .l 9>: error calling index: index out of range: 9',
  ],
  ['{{.kind.x}}', `template: output:1:7: executing "output" at <.kind.x>: can't evaluate field x in type interface {}`],
  ['{{range .kind}}x{{end}}', `template: output:1:8: executing "output" at <.kind>: range can't iterate over P`],
];

describe('printGoTemplate', () => {
  for (const [template, output] of outputs) {
    it(`prints ${template}`, () => {
      assert.equal(printGoTemplate(template, data), output);
    });
  }

  for (const [template, message] of unparsable) {
    it(`refuses ${template}`, () => {
      assert.throws(() => printGoTemplate(template, data), {
        message: `error parsing template ${template}, template: output:1: ${message}`,
      });
    });
  }

  for (const [template, message] of failing) {
    it(`fails on ${template}`, () => {
      assert.throws(
        () => printGoTemplate(template, data),
        (error: unknown) =>
          error instanceof GoTemplateError &&
          error.message === `error executing template ${JSON.stringify(template)}: ${message}` &&
          error.stdout.startsWith(
            `Error executing template: ${message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n`,
          ),
      );
    });
  }

  it('stops what would print without end', () => {
    assert.throws(() => printGoTemplate('{{printf "%099999999d" 1}}', data), /a width over 10000 is not simulated/);
    const many = { l: Array.from({ length: 2000 }, () => 1) };
    assert.throws(
      () => printGoTemplate('{{range .l}}{{range $.l}}{{.}}{{end}}{{end}}', many),
      /more than 1000000 steps/,
    );
  });
});
