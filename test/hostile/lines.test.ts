// Lines of transcripts that reach for the host, for another's files or for ever (numbers 22, 27, 31 to 36). Nothing of them is run.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { CommandReport } from '../../grading/grade.ts';
import { readTranscript } from '../../runner/play/transcript.ts';
import { defaultSubmissionLimits } from '../../grading/submission.ts';
import { readSubmission } from '../../grading/submission/read.ts';
import { folderOf, handIn, limitsOf, played, ROOT, told } from './hand-in.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: nginx}]}\n';
const MARKER = join(ROOT, 'was-run');
const BACKTRACKS = 'X=a; while [ ${#X} -lt 50000 ]; do X=$X$X; done; ';
const OUTSIDE = /no such file or directory|does not exist|No such file or directory/;

/** A line, its exit code, and what it says. They are played one after another on one cluster that has the pod p. */
const LINES: readonly [name: string, line: string, exit: number, says: RegExp][] = [
  ['27 from-file outside', 'kubectl create cm x --from-file=/etc/passwd', 1, OUTSIDE],
  ['27 from-file above', 'kubectl create cm x --from-file=../rubric.feature', 1, OUTSIDE],
  ['27 from-file with a key', 'kubectl create cm x --from-file=k=../../answers.yaml', 1, OUTSIDE],
  ['27 env file', 'kubectl create cm x --from-env-file=/proc/self/environ', 1, OUTSIDE],
  ['27 -f above', 'kubectl apply -f ../../answers.yaml', 1, OUTSIDE],
  ['27 -f absolute', 'kubectl apply -f /etc/passwd', 1, OUTSIDE],
  ['27 -f - without input', 'kubectl apply -f -', 1, /no objects passed to apply/],
  [
    '27 -f URL',
    'kubectl apply -f https://example.com/x.yaml',
    1,
    /there is no network here; hand the file in as x\.yaml/,
  ],
  ['27 cp out', 'kubectl cp p:/etc/hostname ../x', 1, /is outside the working folder/],
  ['27 cat outside', 'cat /etc/passwd', 1, OUTSIDE],
  ['27 curl a file', 'curl file:///etc/passwd', 6, /Could not resolve host/],
  ['27 curl the cloud', 'curl http://169.254.169.254/', 7, /Failed to connect/],
  [
    '30 remote kustomization',
    'kubectl apply -k https://github.com/x/y',
    1,
    /the remote kustomization .* is not simulated/,
  ],
  ['30 kustomization outside', 'kubectl kustomize ../..', 1, /'\.\.\/\.\.' is outside the working folder/],
  ['30 kustomization nowhere', 'kubectl apply -k /etc', 1, /'\/etc' is outside the working folder/],
  ['31 second command', `kubectl get pod p -o name; touch ${MARKER}`, 0, /^pod\/p\n$/],
  ['31 and', `kubectl get pod p -o name && touch ${MARKER}`, 0, /^pod\/p\n$/],
  ['31 or', `kubectl get nothing || touch ${MARKER}`, 1, /doesn't have a resource type "nothing"/],
  ['31 pipe', `kubectl get pods -o name | tee ${MARKER}`, 1, /^pod\/p\n/],
  ['31 redirection', `kubectl get pods > ${MARKER}`, 0, /^$/],
  ['31 appending', `kubectl get pods >> ${MARKER}`, 0, /^$/],
  [
    '31 what was handed in stays',
    'kubectl get pods > a.yaml',
    0,
    /^seatrial: a\.yaml is there already and stays as it is$/m,
  ],
  ['31 reading', 'kubectl apply -f - < /etc/passwd', 1, /error validating "STDIN"/],
  ['31 reading the host', 'cat < /etc/shadow', 1, OUTSIDE],
  ['31 reading above', 'cat ../../../../etc/shadow | wc -l', 0, OUTSIDE],
  ['31 background', 'kubectl get pods -o name &', 0, /^$/],
  ['31 substitution', `kubectl get pods $(touch ${MARKER}) -o name`, 0, /^pod\/p\n$/],
  ['31 substitution in quotes', `kubectl get pods "$(touch ${MARKER})"`, 1, /resource name may not be empty/],
  ['31 backticks', `kubectl get pods \`touch ${MARKER}\` -o name`, 0, /^pod\/p\n$/],
  ['31 variable', 'echo $PATH $NODE_OPTIONS $HOME', 0, /^\/usr\/local\/bin:\/usr\/bin:\/bin \/root\n$/],
  ['31 a program', 'true | node -e 1', 127, /node: command not found/],
  ['31 a program by its path', 'true | /usr/bin/env node', 127, /node/],
  ['31 the configuration', 'KUBECONFIG=evil.yaml kubectl get pods', 1, /KUBECONFIG=evil\.yaml is not simulated/],
  ['31 all files', 'rm -rf / ../a.yaml ~/a.yaml; cat a.yaml', 0, /a\.yaml is there already and stays as it is/],
  ['31 everything', 'for f in /* /*/* ~/*; do rm -rf $f; done', 0, /^/],
  ['31 output without end', 'true | yes > big', 2, /more than 20000 commands/],
  ['31 a loop', 'while true; do kubectl get pod p -o name > /dev/null; done', 2, /more than 2000 runs of kubectl/],
  ['31 a bomb', 'b() { b | b & }; b', 0, /^$/],
  ['31 a deep one', 'f() { f; }; f', 2, /more than 50 nested/],
  ['31 comment', 'kubectl get pod p -o name # ; rm', 0, /^pod\/p\n$/],
  ['31 text in quotes', "kubectl annotate pod p 'a=b; rm -rf / && `x` $(y) | z > w'", 0, /^pod\/p annotated\n$/],
  ['32 --kubeconfig', 'kubectl --kubeconfig evil.yaml get pods', 1, /--kubeconfig is not simulated/],
  ['32 --server', 'kubectl get pods --server=https://1.2.3.4', 1, /The connection to the server 1.2.3.4 was refused/],
  ['32 --token', 'kubectl get pods -o name --token=abc', 0, /^pod\/p\n/],
  ['32 --context', 'kubectl get pods --context=other', 1, /context was not found for specified context: other/],
  ['32 --as', 'kubectl get pods --as=somebody', 1, /User "somebody" cannot list resource "pods"/],
  ['33 plugin', 'kubectl pwn', 1, /unknown command "pwn" for "kubectl"/],
  ['33 plugin list', 'kubectl plugin list', 1, /unable to find any kubectl plugins in your PATH/],
  ['33 edit', 'kubectl edit pod p', 1, /is not simulated/],
  [
    '33 debug',
    'kubectl debug node/w1-k8s -it --image=busybox -- ls /host',
    0,
    /^Creating debugging pod node-debugger-w1-k8s-/,
  ],
  ['33 proxy', 'kubectl proxy', 0, /^Starting to serve on 127\.0\.0\.1:8001\n$/],
  ['33 proxy of files', 'kubectl proxy --www=/etc', 1, /--www is not simulated/],
  ['33 through the proxy', 'curl -s http://localhost:8001/api/v1/../../etc/passwd', 0, /^404 page not found\n$/],
  ['33 raw of a file', 'kubectl create --raw /api/v1/namespaces -f /etc/passwd', 1, OUTSIDE],
  ['33 raw elsewhere', 'kubectl get --raw http://169.254.169.254/latest', 1, /the server could not find the requested/],
  ['33 exec credentials', 'kubectl config set-credentials x --exec-command=/bin/sh', 1, /is not simulated/],
  ['34 watch', 'kubectl get pods -w', 0, /stopped watching after/],
  ['34 attach', 'kubectl attach p', 0, /stopped following after/],
  ['34 run -i', 'kubectl run q --rm -i --image=nginx', 0, /pod "q" deleted\n[^]*stopped following after/],
  ['34 logs -f', 'kubectl logs -f p', 0, /stopped following after/],
  ['34 wait', 'kubectl wait --for=condition=Nope pod/p --timeout=1h', 1, /timed out waiting/],
  ['34 sleep for ever', 'kubectl exec p -- sleep infinity', 2, /waits for ever/],
  ['34 busy loop', "kubectl exec p -- sh -c 'while true; do :; done'", 2, /a loop without sleep/],
  ['34 output without end', 'kubectl exec p -- yes', 2, /more than 20000 commands/],
  ['35 open range', "kubectl get pods -o jsonpath='{range .items[*]}{.x}'", 0, /^$/],
  ['35 broken jsonpath', "kubectl get pods -o jsonpath='{.items[*}'", 1, /error parsing jsonpath/],
  [
    '35 wide printf',
    'kubectl get pods -o go-template=\'{{printf "%099999999d" 1}}\'',
    1,
    /a width over 10000 is not simulated/,
  ],
  [
    '35 recursive template',
    'kubectl get pods -o go-template=\'{{define "x"}}{{template "x"}}{{end}}{{template "x"}}\'',
    1,
    /is not simulated/,
  ],
  ['35 long template', `kubectl get pods -o go-template='${'{{.x}}'.repeat(1000)}'`, 0, /^/],
  ['36 grep', `kubectl exec p -- sh -c '${BACKTRACKS}echo \${X}b | grep -E "^(a+)+$"'`, 1, /exit code 1/],
  ['36 sed', `kubectl exec p -- sh -c '${BACKTRACKS}echo \${X}b | sed -E "s/^(a|aa)+$/x/" | wc -c'`, 0, /^65538\n$/],
  ['36 case', `kubectl exec p -- sh -c '${BACKTRACKS}case $X in *a*a*a*a*b) echo y;; *) echo n;; esac'`, 0, /^n\n$/],
  ['36 cut', `kubectl exec p -- sh -c '${BACKTRACKS}echo \${X%%*a*a*a*b} | wc -c'`, 0, /^65537\n$/],
  ['36 long name', `kubectl run ${'a'.repeat(60)} --image=nginx`, 0, /created/],
  [
    '36 wildcard',
    `kubectl set env pod/${'a'.repeat(60)} -c '${'a*'.repeat(25)}b' A=b`,
    0,
    /Warning: .* any containers matching/,
  ],
  ['36 back reference', `kubectl exec p -- sh -c 'echo aa | grep "\\(a\\)\\1"'`, 2, /the back reference \\1 in/],
  ['22 jsonpath', 'kubectl get pod p -o jsonpath={.constructor.name}{.__proto__}', 0, /^$/],
  [
    '22 custom columns',
    'kubectl get pod p -o custom-columns=A:.__proto__,B:.constructor.name',
    0,
    /^A +B\n<none> +<none>\n$/,
  ],
  [
    '22 JSON patch',
    `kubectl patch pod p --type=json -p '[{"op":"add","path":"/__proto__/polluted","value":1}]'`,
    1,
    /The request is invalid/,
  ],
  [
    '22 merge patch',
    `kubectl patch pod p --type=merge -p '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'`,
    0,
    /patched/,
  ],
  ['22 label', 'kubectl label pod p __proto__=x', 1, /Invalid value: "__proto__"/],
  ['22 resource', 'kubectl get constructor', 1, /doesn't have a resource type "constructor"/],
];

describe('lines', () => {
  let commands: readonly CommandReport[] = [];
  before(async () => {
    const answer = await played({
      'a.yaml': POD,
      'evil.yaml': 'users: [{name: x, user: {exec: {command: /bin/sh}}}]\n',
      'z.sh': `${LINES.map(([, line]) => line).join('\n')}\n`,
    });
    assert.deepEqual(answer.limits, []);
    commands = answer.commands.slice(1);
  });

  LINES.forEach(([name, , exit, says], at) => {
    it(name, () => {
      const command = commands.find(({ line }) => line === at + 1);
      assert.equal(command?.exit, exit, `${command?.stdout}${command?.stderr}`);
      assert.match(`${command?.stdout}${command?.stderr}`, says);
      assert.ok((command?.stdout.length ?? 0) < 2100 && (command?.stderr.length ?? 0) < 2100);
    });
  });

  it('31 a shell that waits for ever', async () => {
    const { commands: after } = await played({ 'a.sh': 'while :; do sleep 20m; done\n' });
    assert.deepEqual(
      after.map(({ exit }) => exit),
      [130],
    );
    assert.match(after[0]?.stderr ?? '', /^seatrial: it takes more than 60 minutes/);
  });

  it('31 nothing was run on the host', () => {
    assert.equal(existsSync(MARKER), false);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('31 what is no line of a transcript is refused by name, and the others are kept', async () => {
    const script =
      'rm -rf /\nkubectl get pods \\\n  -o wide\nKUBECONFIG=evil kubectl get pods\nsudo reboot\nfor i in 1 2; do\nbash run.sh\neval x\nsleep soon\nkubectl get "x\nk get svc\n';
    const submission = await handIn({ 'a.sh': script });
    assert.deepEqual(
      submission.lines.map(({ line, text }) => `${line} ${text}`),
      [
        '1 rm -rf /',
        '2 kubectl get pods -o wide',
        '4 KUBECONFIG=evil kubectl get pods',
        '7 bash run.sh',
        '8 eval x',
        '11 kubectl get svc',
      ],
    );
    const names = told(submission).map((line) => /^a\.sh:(\d+: (?:"[^"]*"|sleep takes|a quote))/.exec(line)?.[1]);
    assert.deepEqual(names.slice(1), ['5: "sudo"', '6: "for"', '9: sleep takes', '10: a quote']);
  });

  it('31 rows that cost the reader nothing: open documents, endless rows, one long row', async () => {
    const submission = await handIn({
      'a.sh': Array.from({ length: 40_000 }, (_, i) => `cat x <<E${i}`).join('\n'),
      'b.sh': 'kubectl get pods \\\n'.repeat(50_000),
      'c.txt': `${'<<EOF '.repeat(150_000)}\nkubectl get pods\n`,
      'd.md': `${'~'.repeat(500_000)}\`\n${'```\n'.repeat(100_000)}`,
      'e.sh': 'kubectl get pods <<EOF\n'.repeat(40_000),
      'f.sh': `kubectl get pods <<${' '.repeat(900_000)}EOF\n`,
    });
    assert.deepEqual(
      submission.lines.map(({ file }) => file),
      ['c.txt'],
    );
    assert.ok(submission.reports.every(({ problems }) => problems.length <= 21));
  });

  it('31 every line that is kept is one line of a transcript', async () => {
    const submission = await handIn({
      'a.txt':
        '[root@m-k8s ~]# kubectl apply -f - <<EOF\n> a: EOF_\n>   b: 1\n> EOF\nNAME  READY\n[root@m-k8s ~]# cat a.yaml\nEOF\nuser@host:~/x$ k get pods # why\n$ sleep 0.5\nPS C:\\> kubectl get ns\n',
      'b.md':
        '- x:\n  ```sh\n  cat <<EOF | kubectl apply -f -\n  kind: Pod\n  EOF\n  ```\n~~~console\n$ kubectl get pods\nkubectl was here\n~~~\n```yaml\nkind: Pod\n```\n',
      'c.txt': 'kubectl get pods\nNAME  READY\np     1/1\nq     1/1\nkubectl get svc\n',
    });
    assert.deepEqual(
      submission.lines.map(({ file, line, text }) => `${file}:${line} ${text}`),
      [
        "a.txt:1 kubectl apply -f - <<'EOF'\na: EOF_\n  b: 1\nEOF",
        'a.txt:6 cat a.yaml',
        'a.txt:8 kubectl get pods # why',
        'a.txt:9 sleep 0.5',
        'a.txt:10 kubectl get ns',
        "b.md:3 kubectl apply -f - <<'EOF'\nkind: Pod\nEOF",
        'b.md:8 kubectl get pods',
        'c.txt:1 kubectl get pods',
        'c.txt:5 kubectl get svc',
      ],
    );
    for (const { text, file } of submission.lines) assert.equal(readTranscript(text, file).length, 1);
    assert.deepEqual(told(submission), [
      'a.txt transcript',
      'b.md transcript',
      'b.md:12: this yaml block is not applied: hand it in as a file, or put it behind kubectl apply -f - <<EOF in a block of commands',
      'c.txt transcript',
      'c.txt:2: 3 lines from here to line 4 are no command and not run (printed by one?); put "$ " before commands to tell them apart',
    ]);
  });

  it('35 limits of lines: how many, how long, how long a here-document', async () => {
    const folder = folderOf({});
    writeFileSync(
      join(folder, 'a.sh'),
      `kubectl get pods ${'x'.repeat(9000)}\nkubectl apply -f - <<EOF\n${'a: 1\n'.repeat(3000)}EOF\n`,
    );
    writeFileSync(join(folder, 'b.sh'), 'kubectl get pods\n'.repeat(600));
    const submission = await readSubmission(folder, defaultSubmissionLimits);
    assert.equal(submission.lines.length, 500);
    assert.deepEqual(limitsOf(submission), ['line length', 'here-document', 'lines']);
  });
});
