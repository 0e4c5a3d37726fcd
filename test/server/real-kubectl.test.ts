import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skip, withKubectl } from './with-kubectl.ts';

const MANIFEST = (replicas: number): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.22'}]}
`;

test(
  'a real kubectl lists nodes, applies a deployment, waits for it, runs a command in it and deletes it',
  { skip },
  async () => {
    await withKubectl(async (kubectl) => {
      assert.match(
        (await kubectl('get nodes')).text,
        /^NAME +STATUS +ROLES +AGE +VERSION\n(?:\S+ +Ready .* v1\.25\.0\n)+$/,
      );
      assert.deepEqual(await kubectl('apply -f -', MANIFEST(2)), { exit: 0, text: 'deployment.apps/web created\n' });
      assert.deepEqual(await kubectl('apply -f -', MANIFEST(2)), { exit: 0, text: 'deployment.apps/web unchanged\n' });
      assert.deepEqual(await kubectl('apply -f -', MANIFEST(3)), { exit: 0, text: 'deployment.apps/web configured\n' });
      const rolled = await kubectl('rollout status deployment/web');
      assert.match(rolled.text, /deployment "web" successfully rolled out\n$/);
      assert.match((await kubectl('get deployment web')).text, /\nweb +3\/3 +3 +3 /);
      assert.deepEqual(await kubectl('exec deploy/web -- false'), {
        exit: 1,
        text: 'command terminated with exit code 1\n',
      });
      assert.deepEqual(await kubectl('delete deployment web'), { exit: 0, text: 'deployment.apps "web" deleted\n' });
      assert.deepEqual(await kubectl('get deployment web'), {
        exit: 1,
        text: 'Error from server (NotFound): deployments.apps "web" not found\n',
      });
    });
  },
);

test('a real kubectl attaches: run -i and attach, with input, output and exit code', { skip }, async () => {
  const hint = "If you don't see a command prompt, try pressing enter.\n";
  await withKubectl(async (kubectl) => {
    const run = 'run t --rm -i --restart=Never --image=busybox --';
    assert.deepEqual(await kubectl(`${run} sh`, 'echo hello\necho wrong >&2\nexit 4\n'), {
      exit: 4,
      text: `hello\npod "t" deleted\n${hint}wrong\npod default/t terminated (Error)\n`,
    });
    assert.deepEqual(await kubectl(`${run.replace(' t ', ' u ')} echo early`), {
      exit: 0,
      text: 'early\npod "u" deleted\n',
    });
    assert.deepEqual(await kubectl('run sh -i --image=busybox --leave-stdin-open', 'x=1; echo first\n'), {
      exit: 0,
      text: `first\n${hint}`,
    });
    assert.deepEqual(await kubectl('attach sh -i -q', 'echo $x\nexit\n'), { exit: 0, text: '1\n' });
    await kubectl('run waits --image=nginx:nope');
    assert.deepEqual(await kubectl('attach waits'), {
      exit: 1,
      text: `${hint}error: unable to upgrade connection: container waits not found in pod waits_default\n`,
    });
    assert.deepEqual(await kubectl('exec waits -- date'), {
      exit: 1,
      text: 'error: unable to upgrade connection: container not found ("waits")\n',
    });
  });
});

test(
  'a real kubectl finds the patch operations in OpenAPI: a server-side dry run stores nothing, an unknown field is refused',
  { skip },
  async () => {
    await withKubectl(async (kubectl) => {
      assert.deepEqual(await kubectl('apply -f - --dry-run=server', MANIFEST(2)), {
        exit: 0,
        text: 'deployment.apps/web created (server dry run)\n',
      });
      assert.equal((await kubectl('get deployment web')).exit, 1);
      const refused = await kubectl('apply -f -', MANIFEST(2).replace('replicas', 'replica'));
      assert.equal(refused.exit, 1);
      assert.match(refused.text, /strict decoding error: unknown field "spec\.replica"\n$/);
    });
  },
);

test(
  'a real kubectl reads and writes a custom resource from the moment its definition is there',
  { skip },
  async () => {
    const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: boats.sea.example.com}
spec:
  group: sea.example.com
  scope: Namespaced
  names: {plural: boats, singular: boat, kind: Boat, shortNames: [bt]}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {masts: {type: integer}}}}}}
`;
    await withKubectl(async (kubectl) => {
      assert.equal((await kubectl('create -f -', definition)).exit, 0);
      const boat = 'apiVersion: sea.example.com/v1\nkind: Boat\nmetadata: {name: argo}\nspec: {masts: 1}\n';
      assert.deepEqual(await kubectl('apply -f -', boat), { exit: 0, text: 'boat.sea.example.com/argo created\n' });
      assert.deepEqual(await kubectl('get bt argo -o jsonpath={.spec.masts}'), { exit: 0, text: '1' });
      assert.match((await kubectl('explain boat.spec')).text, /masts\s+<integer>/);
    });
  },
);

test('a real kubectl gets a raw watch line by line, as it comes', { skip }, async () => {
  await withKubectl(async (kubectl, { beside }) => {
    await kubectl('run early --image=nginx');
    const watch = 'get --raw /api/v1/namespaces/default/pods?watch=true';
    const printed = await beside(watch, /"ADDED"[^]*"phase":"Running"/, async () => {
      assert.equal((await kubectl('delete pod early --wait=false')).exit, 0);
    });
    assert.match(printed, /^\{"type":"ADDED","object":\{"kind":"Pod"/);
  });
});
