import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitWords } from './words.ts';

describe('splitWords', () => {
  const lines: readonly (readonly [line: string, words: readonly string[]])[] = [
    ['', []],
    ['  # only a comment', []],
    ['get  pods\t-o wide # all of them', ['get', 'pods', '-o', 'wide']],
    ['a#b', ['a#b']],
    [`run x -- sh -c 'exit 0'`, ['run', 'x', '--', 'sh', '-c', 'exit 0']],
    [`-o jsonpath='{.a}{"\\n"}'`, ['-o', 'jsonpath={.a}{"\\n"}']],
    [`-l '!app' "a \\"b\\" \\x"`, ['-l', '!app', 'a "b" \\x']],
    [`a'b c'"d e"f`, ['ab cd ef']],
    [`a\\ b \\# \\'`, ['a b', '#', "'"]],
    [`'' ""`, ['', '']],
    ['a \\\n b', ['a', 'b']],
    ['items[*] {a,b} ~ $ a=$', ['items[*]', '{a,b}', '~', '$', 'a=$']],
    ['한국어 é', ['한국어', 'é']],
    [`--schedule='*/1 * * * *'`, ['--schedule=*/1 * * * *']],
  ];
  for (const [line, words] of lines) {
    it(`splits ${JSON.stringify(line)}`, () => {
      assert.deepEqual(splitWords(line), { words });
    });
  }

  const refusals: readonly (readonly [line: string, what: RegExp])[] = [
    ['get pods | grep x', /\| \(a pipe\)/],
    ['get pods; rm -rf /', /; \(a second command\)/],
    ['a && b', /&& \(a second command\)/],
    ['a || b', /\|\| \(a second command\)/],
    ['a &', /& \(background\)/],
    ['a > f', /> \(a redirection\)/],
    ['a >> f', /> \(a redirection\)/],
    ['a 2>&1', /> \(a redirection\)/],
    ['a < f', /< \(a redirection\)/],
    ['a << EOF', /<< \(a here-document\)/],
    ['a $(b)', /\$ \(expansion\)/],
    ['a "$HOME"', /\$ \(expansion\)/],
    ['a ${X}', /\$ \(expansion\)/],
    ['a `b`', /` \(command substitution\)/],
    ['a "`b`"', /` \(command substitution\)/],
    ['(a)', /\( \(a sub-shell\)/],
    ["a 'b", /a quote \('\) is never closed/],
    ['a "b', /a quote \("\) is never closed/],
    ['a\nb', /a second line/],
    ['x'.repeat(70_000), /longer than 65536 characters/],
  ];
  for (const [line, what] of refusals) {
    it(`refuses ${JSON.stringify(line.slice(0, 40))} in one line`, () => {
      const result = splitWords(line);
      assert.ok('refused' in result);
      assert.match(result.refused, what);
      assert.ok(!result.refused.includes('\n'));
    });
  }

  it('splits what never saw a shell by quotes and backslashes alone', () => {
    const line = `get pods -o custom-columns=M:.c[?(@.type=="A")].m,P:$x # "y z" \\; 'a|b'`;
    const words = ['get', 'pods', '-o', 'custom-columns=M:.c[?(@.type==A)].m,P:$x', '#', 'y z', ';', 'a|b'];
    assert.deepEqual(splitWords(line, { isPlain: true }), { words });
  });
});
