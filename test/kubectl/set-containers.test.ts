import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  selector: {matchLabels: {app: d}}
  template:
    metadata: {labels: {app: d}}
    spec:
      initContainers: [{name: i, image: busybox, env: [{name: OLD, value: x}]}]
      containers: [{name: a, image: nginx}, {name: b, image: redis}]
`;

const CPUS = 'get deploy d -o jsonpath={.spec.template.spec.initContainers[0].resources.limits.cpu}';
const TOO_MUCH = 'resources.requests: Invalid value: "200m": must be less than or equal to cpu limit';

/** What kubectl v1.25.0 and a server of v1.25.2 said, in this order. */
const rows: readonly (readonly [command: string, exit: number, stdout: string, stderr: string])[] = [
  ['set resources deploy d --limits=cpu=1', 0, 'deployment.apps/d resource requirements updated\n', ''],
  [CPUS, 0, '1', ''],
  ['set resources deploy d -c i --limits=cpu=2', 0, 'deployment.apps/d resource requirements updated\n', ''],
  [CPUS, 0, '2', ''],
  ['set resources deploy d -c q --limits=cpu=1', 1, '', 'error: unable to find container named q\n'],
  [
    'set resources deploy d --limits=cpu=100m --requests=cpu=200m',
    1,
    '',
    'error: failed to patch resources update to pod template Deployment.apps "d" is invalid: ' +
      `[spec.template.spec.containers[0].${TOO_MUCH}, spec.template.spec.containers[1].${TOO_MUCH}, spec.template.spec.initContainers[0].${TOO_MUCH}]\n`,
  ],
  ['set env deploy/d -c i X=1', 0, 'deployment.apps/d env updated\n', ''],
  [
    'set env deploy/d --list',
    0,
    '# Deployment d, container a\n# Deployment d, container b\n# Deployment d, container i\nOLD=x\nX=1\n',
    '',
  ],
  ['set env deploy/d -c zz X=1', 0, '', 'Warning: Deployment/d does not have any containers matching "zz"\n'],
];

test('set means containers that run first, too', async (t) => {
  const terminal = new Terminal();
  terminal.kubectl('apply -f -', DEPLOYMENT);
  for (const [command, exit, stdout, stderr] of rows)
    await t.test(command, () => {
      const { exit: code, stdout: out, stderr: err } = terminal.kubectl(command);
      assert.deepEqual([code, out, err], [exit, stdout, stderr]);
    });
});
