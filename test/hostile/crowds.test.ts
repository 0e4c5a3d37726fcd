// Very many objects, very long texts, and owners in a ring (numbers 20, 35, 36 and 37).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitsOf, played } from './hand-in.ts';

const configMap = (name: string): string => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`;
const many = (count: number): string =>
  `apiVersion: v1\nkind: List\nitems:\n${Array.from({ length: count }, (_, i) => `- ${configMap(`c${i}`)}\n`).join('')}`;

describe('crowds', () => {
  it('35 every value of 5,000 objects: the answer is cut, and nothing else is', async () => {
    const lines = [
      'kubectl get cm -o jsonpath={..}',
      'kubectl get cm -o jsonpath={..name}',
      "kubectl get cm -o 'jsonpath={range ..}{range ..metadata}{.name}{end}{end}'",
      'kubectl get cm -o name',
    ];
    const { commands, limits } = await played(
      { 'a.yaml': many(5000), 'z.sh': `${lines.join('\n')}\n` },
      { objects: 6000 },
    );
    assert.deepEqual(limitsOf({ limits }), []);
    assert.deepEqual(
      commands.map(({ exit }) => exit),
      [0, 0, 0, 0, 0],
    );
    for (const { stdout, stderr } of commands) assert.ok(stdout.length + stderr.length < 2100);
    assert.match(commands[1]?.stdout ?? '', /^\{"apiVersion":"v1","items":\[/);
    assert.match(commands[2]?.stdout ?? '', /^c0 c1 c10 c100 /);
  });

  it('35 one object more than there may be is where it ends', async () => {
    const { commands, limits } = await played({ 'a.yaml': many(5000), 'z.sh': 'kubectl get cm -o name\n' });
    assert.deepEqual(limitsOf({ limits }), ['objects']);
    assert.equal(commands[0]?.exit, 1);
  });

  it('37 a definition with a thousand versions', async () => {
    const versions = Array.from(
      { length: 1000 },
      (_, i) =>
        `{name: v${i + 1}, served: true, storage: ${i === 0}, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: string}}}}}`,
    );
    const { commands } = await played({
      'a.yaml': `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.x.io}\nspec: {group: x.io, scope: Namespaced, names: {kind: A, plural: as, singular: a, listKind: AList}, versions: [${versions.join(', ')}]}\n`,
      'b.yaml': 'apiVersion: x.io/v1000\nkind: A\nmetadata: {name: x}\nspec: found\n',
      'z.sh': 'kubectl get as x -o jsonpath={.spec}\n',
    });
    assert.deepEqual(
      commands.map(({ exit }) => exit),
      [0, 0, 0],
    );
    assert.equal(commands[2]?.stdout, 'found');
  });

  it('36 a server whose configuration is one long word', async () => {
    const { commands, isSpent } = await played({
      'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata: {default.conf: ${'a'.repeat(500_000)}}\n`,
      'b.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {volumes: [{name: c, configMap: {name: conf}}], containers: [{name: c, image: nginx, volumeMounts: [{name: c, mountPath: /etc/nginx/conf.d}]}]}\n',
      'z.sh': 'kubectl wait --for=condition=Ready pod/p --timeout=60s\nkubectl get pod p -o name\n',
    });
    assert.equal(isSpent, false);
    assert.equal(commands.at(-1)?.stdout, 'pod/p\n');
  });

  const PAIR = `apiVersion: v1\nkind: List\nitems: [${configMap('a')}, ${configMap('b')}]\n`;
  const owned = (name: string, owner: string, uid: string): string =>
    `kubectl patch cm ${name} -p '{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"${owner}","uid":"${uid}","blockOwnerDeletion":true}]}}'`;

  /** What is deleted, how, and which of the two is left a minute later. */
  const RINGS: readonly (readonly [cascade: string, left: readonly string[]])[] = [
    ['background', []],
    ['foreground', []],
    ['orphan', ['configmap/b']],
  ];
  for (const [cascade, left] of RINGS) {
    it(`20 two objects that own each other stay, and go when one is deleted in the ${cascade}`, async () => {
      const asked = await played({
        'a.yaml': PAIR,
        'z.sh': "kubectl get cm a b -o 'jsonpath={.items[*].metadata.uid}'\n",
      });
      const [a = '', b = ''] = asked.commands.at(-1)?.stdout.split(' ') ?? [];
      const list = 'kubectl get cm a b -o name --ignore-not-found';
      const lines = [owned('a', 'b', b), owned('b', 'a', a), 'sleep 60', list];
      const last = [`kubectl delete cm a --cascade=${cascade}`, 'sleep 60', list];
      const { commands, isSpent } = await played({ 'a.yaml': PAIR, 'z.sh': `${[...lines, ...last].join('\n')}\n` });
      assert.equal(isSpent, false);
      assert.match(commands[1]?.stdout ?? '', /patched/);
      assert.equal(commands[4]?.stdout, 'configmap/a\nconfigmap/b\n');
      assert.deepEqual(commands[7]?.stdout.trim().split('\n').filter(Boolean), left);
    });
  }
});
