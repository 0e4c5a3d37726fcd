import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../../api/client.ts';
import { ApiServer } from '../../../api/server.ts';
import { isStatusError } from '../../../api/status-error.ts';
import { clientFor } from '../../../api/user-client.ts';
import { Random } from '../../../kernel/random.ts';
import { Trace } from '../../../kernel/trace.ts';
import type { EphemeralContainer, Pod } from '../../types.ts';
import { pod } from './pod.ts';

const START_MS = 1664755200000;
const REF = { kind: 'Pod', namespace: 'default', name: 'web' };
const SUB = { subresource: 'ephemeralcontainers' };

function newClient(): Client {
  const server = new ApiServer({
    kinds: [pod],
    admission: [],
    authorize: () => undefined,
    random: new Random('test'),
    trace: new Trace(START_MS),
    nowMs: () => START_MS,
  });
  const client = clientFor(server, 'kubernetes-admin', ['system:masters'], 'kubectl');
  client.create('Pod', 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: {
      containers: [{ name: 'app', image: 'nginx' }],
      initContainers: [{ name: 'init', image: 'busybox' }],
      volumes: [{ name: 'data', emptyDir: {} }],
    },
  });
  return client;
}

function add(client: Client, container: object): Pod {
  const patch = { spec: { ephemeralContainers: [container] } };
  return client.patch(REF, 'strategic', patch, SUB) as Pod;
}

/** The causes of a refusal, without the sentence around them. */
function refused(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (isStatusError(error)) return error.message.replace(/^Pod "web" is invalid: /, '');
    throw error;
  }
  return 'accepted';
}

test('an ephemeral container joins a pod and gets the defaults of containers', () => {
  const client = newClient();
  const { spec } = add(client, { name: 'debugger', image: 'busybox', stdin: true });
  assert.deepEqual(spec.ephemeralContainers, [
    {
      name: 'debugger',
      image: 'busybox',
      stdin: true,
      imagePullPolicy: 'Always',
      resources: {},
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    },
  ]);
  const both = add(client, { name: 'second', image: 'busybox:1.36', targetContainerName: 'app' });
  assert.deepEqual(both.spec.ephemeralContainers?.map(({ name }) => name).toSorted(), ['debugger', 'second']);
});

test('nothing else of the pod changes through the subresource', () => {
  const client = newClient();
  const old = client.get(REF) as Pod;
  const body = {
    ...old,
    metadata: { ...old.metadata, labels: { app: 'other' } },
    spec: {
      ...old.spec,
      containers: [{ name: 'app', image: 'httpd' }],
      ephemeralContainers: [{ name: 'd', image: 'busybox' }],
    },
  };
  const { metadata, spec } = client.update(REF, body, SUB) as Pod;
  assert.deepEqual(metadata.labels, { app: 'web' });
  assert.equal(spec.containers[0]?.image, 'nginx');
  assert.equal(spec.ephemeralContainers?.[0]?.name, 'd');
  assert.deepEqual(metadata.managedFields, old.metadata.managedFields);
});

test('the pod itself can neither be made with ephemeral containers nor get them by an update', () => {
  const client = newClient();
  const ephemeralContainers = [{ name: 'd', image: 'busybox' }];
  const body = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'c', image: 'i' }], ephemeralContainers },
  };
  const onCreate = 'spec.ephemeralContainers: Forbidden: cannot be set on create';
  assert.equal(
    refused(() => client.create('Pod', 'other', body)),
    onCreate,
  );
  const patch = { spec: { ephemeralContainers } };
  assert.match(
    refused(() => client.patch(REF, 'strategic', patch)),
    /^spec: Forbidden: pod updates may not change fields other than /,
  );
});

const PATH = 'spec.ephemeralContainers[0]';
const CANNOT = 'Forbidden: cannot be set for an Ephemeral Container';

const REFUSALS: readonly (readonly [what: string, container: object, message: string])[] = [
  ['a name of a container', { name: 'app' }, `${PATH}.name: Duplicate value: "app"`],
  ['a name of an init container', { name: 'init' }, `${PATH}.name: Duplicate value: "init"`],
  ['no image', { image: '' }, `${PATH}.image: Required value`],
  [
    'an image with spaces',
    { image: ' busybox ' },
    `${PATH}.image: Invalid value: " busybox ": must not have leading or trailing whitespace`,
  ],
  ['an unknown target', { targetContainerName: 'db' }, `${PATH}.targetContainerName: Not found: "db"`],
  ['itself as target', { targetContainerName: 'd' }, `${PATH}.targetContainerName: Not found: "d"`],
  ['ports', { ports: [{ containerPort: 80 }] }, `${PATH}.ports: ${CANNOT}`],
  ['resources', { resources: { limits: { cpu: '1' } } }, `${PATH}.resources: ${CANNOT}`],
  ['a probe', { livenessProbe: { exec: { command: ['true'] } } }, `${PATH}.livenessProbe: ${CANNOT}`],
  ['a hook', { lifecycle: { preStop: { exec: { command: ['true'] } } } }, `${PATH}.lifecycle: ${CANNOT}`],
  [
    'a part of a volume',
    { volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'logs' }] },
    `${PATH}.volumeMounts[0].subPath: ${CANNOT}`,
  ],
  [
    'a volume that the pod does not have',
    { volumeMounts: [{ name: 'none', mountPath: '/data' }] },
    `${PATH}.volumeMounts[0].name: Not found: "none"`,
  ],
];

for (const [what, changes, message] of REFUSALS) {
  test(`refused: ${what}`, () => {
    const container: object = { name: 'd', image: 'busybox', ...changes };
    assert.equal(
      refused(() => add(newClient(), container)),
      message,
    );
  });
}

test('what was added stays: it is neither changed nor removed', () => {
  const client = newClient();
  add(client, { name: 'd', image: 'busybox' });
  const replace = (list: readonly Partial<EphemeralContainer>[]): string => {
    const old = client.get(REF) as Pod;
    const body = { ...old, spec: { ...old.spec, ephemeralContainers: list } };
    return refused(() => client.update(REF, body, SUB));
  };
  assert.equal(
    replace([]),
    'spec.ephemeralContainers: Forbidden: existing ephemeral containers "d" may not be removed\n',
  );
  assert.equal(
    refused(() => add(client, { name: 'd', image: 'alpine' })),
    'spec.ephemeralContainers: Forbidden: existing ephemeral containers "d" may not be changed\nchanged: image',
  );
});
