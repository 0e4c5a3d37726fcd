import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatrialWorld } from '../world.ts';
import { always, eventually, type Expectation } from './expect.ts';
import { fieldIs, labelled, podsLabelled } from './fields.ts';
import { podsRunImage } from './images.ts';
import { podsMountNfs } from './mounts.ts';
import { ownedByNone } from './objects.ts';
import { selectsPodsOf } from './selection.ts';
import { externalAddress } from './services.ts';
import { atLeast, countOf } from './subjects.ts';
import { LOG_CLAIM, logVolume, worldOf } from './testing.ts';

const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { team: a } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec:
      volumes:
      - { name: own, nfs: { server: 192.168.1.10, path: /nfs_shared/log } }
      - { name: claimed, persistentVolumeClaim: { claimName: log } }
      - { name: scratch, emptyDir: {} }
      containers:
      - name: web
        image: nginx:latest
        volumeMounts:
        - { name: own, mountPath: /own/ }
        - { name: claimed, mountPath: /claimed }
        - { name: scratch, mountPath: /scratch }
${LOG_CLAIM}${logVolume('log', '1Gi')}---
apiVersion: v1
kind: Pod
metadata: { name: other, labels: { tier: front } }
spec: { containers: [{ name: web, image: httpd }] }
---
apiVersion: v1
kind: Service
metadata: { name: narrow }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: broad }
spec: { selector: { tier: front }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: nobodys }
spec: { ports: [{ port: 80 }] }
`;

let shared: SeatrialWorld | undefined;

function prepared(): SeatrialWorld {
  if (shared === undefined) {
    shared = worldOf('objects');
    shared.mustKubectl(['apply', '-f', '-'], { stdin: MANIFEST });
    eventually(shared, countOf(shared, 'web', 2, 'Ready'));
    eventually(shared, countOf(shared, 'other', 1, 'Ready'));
  }
  return shared;
}

type Make = (world: SeatrialWorld) => Expectation;

const holding: readonly (readonly [name: string, make: Make])[] = [
  ['a field', (world) => fieldIs(world, 'Deployment', 'web', '{.spec.replicas}', '2')],
  ['a list of fields', (world) => fieldIs(world, 'deploy', 'web', '{..image}', 'nginx:latest')],
  ['a label of an object', (world) => labelled(world, 'Deployment', 'web', 'team=a')],
  ['a label of pods', (world) => podsLabelled(world, 'web', 'tier=front')],
  ['an image by another of its names', (world) => podsRunImage(world, 'web', 'docker.io/library/nginx')],
  ["an export, the pod's own", (world) => podsMountNfs(world, 'web', '192.168.1.10:/nfs_shared/log', '/own')],
  ['an export behind a claim', (world) => podsMountNfs(world, 'web', '192.168.1.10:/nfs_shared/log', '/claimed/')],
  ['nobody owns what was made by hand', (world) => ownedByNone(world, 'Pod', 'other')],
  ['a service selects its pods', (world) => selectsPodsOf(world, 'narrow', 'web')],
  ['at least', (world) => atLeast(world, 'web', 1, 'Ready')],
];

for (const [name, make] of holding) test(`it holds: ${name}`, () => always(prepared(), make(prepared()), 1));

const failing: readonly (readonly [name: string, make: Make, actual: RegExp, why?: RegExp])[] = [
  [
    'another value',
    (world) => fieldIs(world, 'Deployment', 'web', '{.spec.replicas}', '3'),
    /^"2"$/,
    /^\{\.spec\.replicas\} of Deployment "web" is 2$/,
  ],
  ['part of a value', (world) => fieldIs(world, 'Pod', 'other', '{.spec.containers[0].image}', 'http'), /^"httpd"$/],
  ['no such field', (world) => fieldIs(world, 'Pod', 'other', '{.spec.nothing}', 'x'), /^no such field$/],
  ['no such object', (world) => fieldIs(world, 'Pod', 'oter', '{.spec}', 'x'), /^there is no such Pod$/, /"oter"/],
  ['another label', (world) => labelled(world, 'Deployment', 'web', 'team=b'), /^team=a$/],
  ['no labels', (world) => labelled(world, 'Service', 'narrow', 'team=b'), /^no labels$/],
  [
    'pods without the label',
    (world) => podsLabelled(world, 'web', 'app=wbe'),
    /^pod web-\S+ carries app=web, tier=front$/,
    /^Deployment "web" gives its pods app=web, tier=front$/,
  ],
  ['labels of no pods', (world) => podsLabelled(world, 'nobody', 'app=web'), /^there are no such pods$/],
  [
    'another tag',
    (world) => podsRunImage(world, 'web', 'nginx:1.25'),
    /^pod web-\S+ runs nginx:latest$/,
    /^container web of Deployment "web" has the image "nginx:latest"$/,
  ],
  ['images of no pods', (world) => podsRunImage(world, 'nobody', 'nginx'), /^there are no such pods$/],
  [
    'another export',
    (world) => podsMountNfs(world, 'web', '192.168.1.10:/other', '/own'),
    /^pod web-\S+ mounts 192\.168\.1\.10:\/nfs_shared\/log there$/,
    /^\/own of pod web-\S+ is the NFS export/,
  ],
  [
    'a volume that is no export',
    (world) => podsMountNfs(world, 'web', '192.168.1.10:/nfs_shared/log', '/scratch'),
    /^pod web-\S+ mounts emptyDir there$/,
    /^\/scratch of pod web-\S+ is of volume type emptyDir, which goes with the pod$/,
  ],
  [
    'nothing at the path',
    (world) => podsMountNfs(world, 'web', '192.168.1.10:/nfs_shared/log', '/audit'),
    /^pod web-\S+ mounts nothing there, but 192.*log at \/own\/, 192.*log at \/claimed, emptyDir at \/scratch$/,
    /^pod web-\S+ has no volume for \/audit: what is written there stays in the container$/,
  ],
  ['mounts of no pods', (world) => podsMountNfs(world, 'nobody', 'a:/b', '/c'), /^there are no such pods$/],
  ['somebody owns', (world) => ownedByNone(world, 'ReplicaSet', replicaSetOf(world)), /^Deployment web$/],
  [
    'a selector that finds others too',
    (world) => selectsPodsOf(world, 'broad', 'web'),
    /^other, web-\S+, web-\S+$/,
    /^Service "broad" selects tier=front; that is also carried by other$/,
  ],
  ['no selector', (world) => selectsPodsOf(world, 'nobodys', 'web'), /^no pods$/, /has no selector/],
  ['no pods to select', (world) => selectsPodsOf(world, 'narrow', 'nobody'), /^there are no pods of "nobody"$/],
  ['no such service', (world) => selectsPodsOf(world, 'nothing', 'web'), /^there is no such service$/],
  ['fewer', (world) => atLeast(world, 'web', 3, 'Ready'), /^2 Ready: /, /^replicas of Deployment "web" is 2$/],
  [
    'an address of a service that gets none',
    (world) => externalAddress(world, 'narrow', '192.168.1.11'),
    /^<pending>$/,
    /^type of Service "narrow" is ClusterIP, and only a LoadBalancer gets an external address$/,
  ],
];

for (const [name, make, actual, why] of failing)
  test(`it does not hold: ${name}`, () => {
    const world = prepared();
    try {
      eventually(world, make(world), 0);
    } catch (error) {
      const { divergence } = error as { readonly divergence: { readonly actual: string; readonly why?: string } };
      assert.match(divergence.actual, actual);
      if (why !== undefined) assert.match(divergence.why ?? '', why);
      return;
    }
    assert.fail('the expectation held');
  });

function replicaSetOf(world: SeatrialWorld): string {
  return world.cluster.view.list('ReplicaSet', 'default')[0]?.metadata.name ?? '';
}

test('a label is a pair, and a kind is known', () => {
  assert.throws(() => labelled(prepared(), 'Pod', 'other', 'tier'), /tier is not a label: write key=value/);
  assert.throws(() => labelled(prepared(), 'Pdo', 'other', 'a=b'), /the cluster knows no kind Pdo/);
});
