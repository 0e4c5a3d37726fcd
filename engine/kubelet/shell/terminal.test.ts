import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';
import { TestMachine } from './terminal-testing.ts';
import { START_MS } from './testing.ts';

/** What the last of some texts gives: exit code, what it printed, and the seconds that all took. */
function typed(...texts: readonly string[]): string {
  const machine = new TestMachine();
  const terminal = new Terminal(machine);
  const results = texts.map((text) => terminal.run(text));
  const { exitCode, stdout, stderr } = results.at(-1) ?? { exitCode: -1, stdout: '', stderr: '' };
  return `${exitCode} ${stdout}${stderr}`.replaceAll(/a{1000,}\n/g, '') + `${(machine.nowMs - START_MS) / 1000} s`;
}

const CASES: readonly (readonly [texts: readonly string[], printed: string])[] = [
  [['A=1', 'kubectl get $A'], '0 get,1 in /root\n0 s'],
  [['export do="-o yaml"', 'kubectl run $do'], '0 run,-o,yaml in /root\n0 s'],
  [['f() { kubectl $1 x; }', 'f get'], '0 get,x in /root\n0 s'],
  [['mkdir a; cd a', 'kubectl x'], '0 x in /root/a\n0 s'],
  [['mkdir a', '(cd a; kubectl x); kubectl y'], '0 x in /root/a\ny in /root\n0 s'],
  [['X=$(kubectl a)', 'echo "$X"'], '0 a in /root\n0 s'],
  [['for i in 1 2; do kubectl $i; done'], '0 1 in /root\n2 in /root\n0 s'],
  [['echo b | kubectl a -'], '0 a,- in /root reads b\n0 s'],
  [['printf "1\\n2\\n" | while read l; do kubectl $l; done'], '0 1 in /root\n2 in /root\n0 s'],
  [['printf "1\\n2\\n" | xargs kubectl delete'], '0 delete,1,2 in /root\n0 s'],
  [['kubectl apply - <<EOF\n$HOME\nEOF'], '0 apply,- in /root reads /root\n0 s'],
  [['kubectl fail'], '1 fail in /root\n0 s'],
  [['kubectl fail || echo no'], '0 fail in /root\nno\n0 s'],
  [['kubectl fail', 'echo $?'], '0 1\n0 s'],
  [['sleep 3; sleep 2m'], '0 123 s'],
  [['sleep 60 &', 'echo on'], '0 on\n0 s'],
  [['curl -s http://web/'], '0 GET /\n0 s'],
  [['exit 3', 'echo on'], '0 on\n0 s'],
  [['echo (', 'echo on'], '0 on\n0 s'],
  [['vim a'], '2 seatrial: bash: vim is not simulated\n0 s'],
  [['kubeclt a'], '127 bash: line 1: kubeclt: command not found\n0 s'],
  [['while true; do kubectl a >/dev/null; done'], '2 seatrial: more than 2000 runs of kubectl in one command\n0 s'],
  [['while true; do sleep 1; done'], '130 seatrial: it goes on and on, and nobody is there to interrupt it\n26 s'],
  [['while true; do kubectl a >/dev/null; sleep 1; done'], '2 seatrial: it goes on and on (27 runs of kubectl)\n26 s'],
  [['while true; do sleep 1; done', 'sleep 9; kubectl a'], '0 a in /root\n35 s'],
  [
    ['echo "kubectl \\$1" > a.sh; chmod +x a.sh', './a.sh x; bash a.sh y; sudo sh a.sh z'],
    '0 x in /root\ny in /root\nz in /root\n0 s',
  ],
  [
    ['while true; do openssl genrsa -out k 512 2>/dev/null; openssl genrsa -out k 4096 2>/dev/null; done'],
    '2 seatrial: openssl: more than 20000 commands without any time passing (a loop without sleep)\n0 s',
  ],
  [
    ['echo "bash a.sh" > a.sh; bash a.sh'],
    '2 seatrial: bash: more than 50 scripts that run each other is not simulated\n0 s',
  ],
  [['export A=1; B=2', 'echo "$A \\$A \\${B}x \\$1" | envsubst'], '0 1 1 x $1\n0 s'],
  [['A=1 B=2 envsubst "\\$A" <<< "\\$A \\$B"'], '0 1 $B\n0 s'],
  [
    ['watch -n 5 kubectl get'],
    '0 Every 5.0s: kubectl get    Mon Oct  3 00:01:00 2022\n\nget in /root\nseatrial: watch shows the screen after a minute: there is no Ctrl-C here\n60 s',
  ],
  [['cat <(kubectl a) - <<< b'], '0 a in /root\nb\n0 s'],
  [['sudo -E kubectl a'], '0 a in /root\n0 s'],
  [['echo x | sudo tee b >/dev/null; cat b'], '0 x\n0 s'],
  [['cd lab && kubectl a'], '0 a in /root\nseatrial: lab is not here, and this goes on in /root\n0 s'],
  [['echo 1 > a; cd a'], '1 bash: line 1: cd: a: Not a directory\n0 s'],
  [['sudo reboot'], '1 sudo: reboot: command not found\n0 s'],
  [['time sleep 62'], '0 \nreal\t1m2.000s\nuser\t0m0.000s\nsys\t0m0.000s\n62 s'],
  [['time kubectl a | cat'], '0 a in /root\n\nreal\t0m0.000s\nuser\t0m0.000s\nsys\t0m0.000s\n0 s'],
  [['echo 1 | jq .'], '2 seatrial: bash: jq is not simulated\n0 s'],
  [
    ['X=a; while [ ${#X} -lt 500000 ]; do X=$X$X; done', '(for i in 1 2 3 4 5 6 7 8 9; do echo $X; done) >&2 | true'],
    '0 seatrial: more than 4194304 characters of output is not simulated\n0 s',
  ],
  [
    ['X=a; while [ ${#X} -lt 500000 ]; do X=$X$X; done', 'for i in 1 2 3 4 5 6 7 8 9; do echo $X; done'],
    '2 seatrial: more than 4194304 characters of output is not simulated\n0 s',
  ],
  [
    ['while true; do sleep 20m; done'],
    '130 seatrial: it takes more than 60 minutes, and nobody is there to interrupt it\n3600 s',
  ],
  [
    ['while true; do :; done'],
    '2 seatrial: bash: more than 20000 commands without any time passing (a loop without sleep)\n0 s',
  ],
];

for (const [texts, printed] of CASES)
  test(`at a terminal: ${texts.join(' ⏎ ').replaceAll('\n', ' / ')}`, () => assert.equal(typed(...texts), printed));
