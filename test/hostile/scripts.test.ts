// Whatever somebody types around kubectl, grading reads it to its end and plays it to its end (number 31).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { playSubmission } from '../../grading/player.ts';
import { readTranscript } from '../../runner/play/transcript.ts';
import { TypedNames } from '../../runner/play/typed-names.ts';
import { EXERCISE, handIn } from './hand-in.ts';

const commands = fc.constantFrom(
  'kubectl get ns -o name',
  'kubectl run a$x --image=nginx',
  'kubectl apply -f -',
  'kubectl apply -f a.yaml',
  'kubectl create cm c --from-literal=a=$x',
  'kubectl delete pod --all --wait=false',
  'kubectl edit ns default',
  'echo "a $(kubectl get ns -o name) b"',
  'cat a.yaml',
  'cat',
  'grep -c .',
  'sed s/a/b/',
  "awk '{print $1, NF}'",
  'xargs -n1 kubectl get ns',
  'sleep $x',
  'x=$((x+1))',
  'export Y="a b"',
  'mkdir -p lab/x',
  'cd lab',
  'cd -',
  'rm -rf lab a.yaml',
  'mv a.yaml b.yaml',
  'tee f',
  'base64 -d',
  'read y',
  'set -eu',
  'set -x',
  'trap "echo t" EXIT',
  'f() { kubectl get ns $1; }',
  'f',
  'exit 3',
  'break',
  'echo ${x:-d} ${Y%b} ${#x} ${Z?no}',
  '[[ $x == 1* ]]',
);
const streams = fc.constantFrom('', ' > o', ' >> lab/z', ' 2>/dev/null', ' < a.yaml', ' 2>&1', ' <<< $x', ' &');
const plain = fc.tuple(commands, streams).map((parts) => parts.join(''));
const { script } = fc.letrec<{ script: string }>((tie) => {
  const inner = tie('script');
  return {
    script: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      plain,
      fc.tuple(inner, fc.constantFrom(' | ', ' && ', ' || ', '; ', '\n'), inner).map((parts) => parts.join('')),
      inner.map((body) => `for x in 1 $(seq 2) *.yaml; do ${body}; done`),
      fc.tuple(inner, inner).map(([asked, body]) => `if ${asked}; then\n${body}\nfi`),
      inner.map((body) => `while ${body}; do\nsleep 600; done`),
      inner.map((body) => `x=$(${body})`),
      inner.map((body) => `(${body}) | { ${body}; }`),
      fc
        .tuple(fc.constantFrom('EOF', "'EOF'", '-EOF'), commands)
        .map(([end, reader]) => `cat <<${end} | ${reader}\n$x\nEOF`),
    ),
  };
});
/** What is no script: its words in any order. */
const torn = fc
  .array(
    fc.constantFrom(
      ...'kubectl get for in do done if then fi case esac while { } ( ) (( )) $( ` " \' \\ | || && ; & < > <<EOF EOF ${x:- [[ ]] # ! x= $x'.split(
        ' ',
      ),
      '\n',
      '\u00a0',
      '$ ',
      '> ',
    ),
    { maxLength: 40 },
  )
  .map((words) => words.join(' '));

test('every line that is kept is one line again, and is played to its end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof({ arbitrary: script, weight: 3 }, { arbitrary: torn, weight: 1 }), async (text) => {
      const submission = await handIn({ 'a.yaml': 'kind: Pod\n', 'z.sh': `${text}\n` });
      const names = new TypedNames();
      for (const line of submission.lines) assert.equal(readTranscript(line.text, line.file, names).length, 1);
      const { commands: played, limits } = playSubmission(EXERCISE, submission, '1');
      assert.ok(limits.length > 0 || played.every(({ exit }) => Number.isInteger(exit)));
    }),
    { seed: 31, numRuns: 250 },
  );
});
