import type { Expected, Files } from './class.ts';

/** A submission that wants more than a grade, and what it must get. */
export interface Hostile {
  readonly files: (solution: Files) => Files;
  readonly expected: (maxScore: number) => Expected;
}

const unharmed = (score: number): Expected => ({ status: 'graded', score });
const nothing = (): Expected => ({ status: 'unreadable' });
const limited = (limit: string) => (): Expected => ({ status: 'graded', limit });
const beside =
  (files: Files) =>
  (solution: Files): Files => ({ ...solution, ...files });
const alone = (files: Files) => (): Files => files;

const LAUGHS = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(8)}*a${i}]`).join('\n');
const POD = (name: string, rest: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec:\n  containers: [{ name: a, image: busybox, command: [sh, -c, "sleep 99999"] }]\n${rest}`;
const DEPLOYMENT = (name: string, replicas: string, rest = ''): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { ${rest}containers: [{ name: a, image: busybox, command: [sleep, "99999"] }] }
`;

/** Beside a right solution nothing of this may change the grade; alone it is nothing to grade, or hits a limit that is named. */
export const HOSTILE: readonly Hostile[] = [
  { files: beside({ 'bomb.yaml': `a0: &a0 lol\n${LAUGHS}\n` }), expected: unharmed },
  { files: beside({ 'deep.yaml': '['.repeat(100_000) }), expected: unharmed },
  {
    files: beside({ 'results.json': '{"score": 100}', 'rubric.feature': 'Feature: @points(100)' }),
    expected: unharmed,
  },
  {
    files: beside({ 'cucumber.js': 'process.exit(0)', 'package.json': '{"scripts":{"postinstall":"reboot"}}' }),
    expected: unharmed,
  },
  {
    files: beside({ 'z-more.sh': 'rm -rf /\nkubectl pwn\nkubectl get pods --kubeconfig evil\n:(){ :|:& };:\n' }),
    expected: unharmed,
  },
  {
    files: beside({ 'z-spin.sh': 'kubectl run spin --image=busybox -- sh -c "while true; do :; done"\n' }),
    expected: unharmed,
  },
  { files: beside({ 'z-sleep.sh': 'sleep 999999999999\n' }), expected: unharmed },
  {
    files: beside({
      'z-proto.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: p }\ndata: { __proto__: x, constructor: y }\n',
    }),
    expected: unharmed,
  },
  {
    files: beside({
      'z-status.yaml': POD('forged', 'status: { phase: Running, conditions: [{ type: Ready, status: "True" }] }\n'),
    }),
    expected: unharmed,
  },
  { files: alone({}), expected: nothing },
  { files: alone({ 'essay.pdf': '%PDF-1.7\u0000\u0001', 'empty.yaml': '# nothing\n' }), expected: nothing },
  {
    files: alone({ 'out.sh': 'kubectl apply -f ../../rubric.feature\nkubectl apply -f /etc/passwd\n' }),
    expected: () => unharmed(0),
  },
  { files: alone({ 'z-bomb.yaml': DEPLOYMENT('bomb', '2147483647') }), expected: limited('objects') },
  {
    files: alone({ 'z-hot.yaml': DEPLOYMENT('hot', '3', 'nodeName: w1-k8s, nodeSelector: { no: such }, ') }),
    expected: limited('objects'),
  },
];
