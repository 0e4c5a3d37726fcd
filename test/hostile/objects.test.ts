// Objects made to break the cluster, the grader or the rubric (numbers 16 to 26, 36 to 39, 48, 51, 52).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Files, limitsOf, played } from './hand-in.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: nginx}]}\n';
const TEMPLATE =
  'selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: nginx}]}}';
const ONCE =
  'template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox, command: [sh, -c, "exit 0"]}]}}';
const object = (kind: string, apiVersion: string, rest = '', metadata = '{name: x}'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n${rest}\n`;
const deployment = (replicas: string, name = 'd'): string =>
  object('Deployment', 'apps/v1', `spec: {replicas: ${replicas}, ${TEMPLATE}}`, `{name: ${name}}`);
const cronJob = (settings: string): string =>
  object('CronJob', 'batch/v1', `spec: {${settings}, jobTemplate: {spec: {${ONCE}}}}`);
const config = (metadata: string, rest = ''): string => object('ConfigMap', 'v1', rest, metadata);
const pod = (container: string): string => POD.replace('image: nginx', () => `image: nginx, ${container}`);
const list = (count: number, each: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => each(i)).join(', ');

/** Files, and what every command answers, in order: exit code and what it says. */
type Case = readonly [
  name: string,
  files: Files,
  answers: readonly [exit: number, says: RegExp][],
  limits?: readonly string[],
];

const CASES: readonly Case[] = [
  [
    '16 replicas 2147483647',
    { 'a.yaml': deployment('2147483647'), 'z.sh': 'kubectl get deploy d' },
    [
      [0, /created/],
      [0, /\/2147483647 /],
    ],
    ['objects'],
  ],
  [
    '16 replicas beyond int32',
    { 'a.yaml': deployment('99999999999') },
    [[1, /cannot unmarshal number 99999999999 into Go struct field .* of type int32/]],
  ],
  [
    '16 replicas below 0',
    { 'a.yaml': deployment('-1') },
    [[1, /spec.replicas: Invalid value: -1: must be greater than or equal to 0/]],
  ],
  [
    '16 replicas 1e1',
    { 'a.yaml': deployment('1e1'), 'z.sh': 'kubectl get deploy d' },
    [
      [0, /created/],
      [0, /\/10 /],
    ],
  ],
  [
    '16 replicas as text',
    { 'a.yaml': deployment('"3"') },
    [[1, /cannot unmarshal string into Go struct field .* of type int32/]],
  ],
  [
    '17 Job 1e9',
    { 'a.yaml': object('Job', 'batch/v1', `spec: {completions: 1000000000, parallelism: 1000000000, ${ONCE}}`) },
    [[0, /created/]],
    ['objects'],
  ],
  [
    '17 StatefulSet 2147483647',
    {
      'a.yaml': object(
        'StatefulSet',
        'apps/v1',
        `spec: {replicas: 2147483647, podManagementPolicy: Parallel, serviceName: x, ${TEMPLATE}}`,
      ),
    },
    [[0, /created/]],
    ['objects'],
  ],
  [
    '17 HPA max',
    {
      'a.yaml': deployment('1'),
      'b.yaml': object(
        'HorizontalPodAutoscaler',
        'autoscaling/v1',
        'spec: {maxReplicas: 2147483647, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}',
      ),
    },
    [
      [0, /created/],
      [0, /created/],
    ],
  ],
  [
    '18 CronJob for years',
    { 'a.yaml': cronJob('schedule: "* * * * *"'), 'z.sh': 'sleep 160h\nkubectl get cronjob' },
    [
      [0, /created/],
      [1, /budget of \d+ turns is used up.*last keys: /],
    ],
    ['steps'],
  ],
  ['18 sleep for weeks', { 'z.sh': 'sleep 130m\nsleep 1h' }, [[0, /^$/]], ['virtual time']],
  [
    '19 10k containers',
    {
      'a.yaml': `${POD.replace(/spec.*/, 'spec:\n  containers:')}${Array.from({ length: 10_000 }, (_, i) => `  - {name: c${i}, image: nginx}\n`).join('')}`,
      'b.yaml': config('{name: x}'),
    },
    [[0, /created/]],
    ['yaml values'],
  ],
  [
    '19 5k variables',
    {
      'a.yaml': pod(`env: [${list(5000, (i) => `{name: E${i}, value: x}`)}]`),
      'z.sh': 'kubectl wait --for=condition=Ready pod/p --timeout=60s',
    },
    [
      [0, /created/],
      [0, /condition met/],
    ],
  ],
  [
    '19 variables that double',
    {
      'a.yaml': pod(`env: [{name: A0, value: xx}, ${list(60, (i) => `{name: A${i + 1}, value: $(A${i})$(A${i})}`)}]`),
      'z.sh': 'sleep 10\nkubectl get pod p',
    },
    [
      [0, /created/],
      [0, /^$/],
      [0, /CreateContainerError/],
    ],
  ],
  [
    '19 variables in a ring',
    {
      'a.yaml': pod('env: [{name: C, value: $(D)}, {name: D, value: $(C)$(D)}, {name: P, value: "$$(C)"}]'),
      'z.sh': 'kubectl wait --for=condition=Ready pod/p --timeout=60s\nkubectl exec p -- printenv C D P',
    },
    [
      [0, /created/],
      [0, /met/],
      [0, /^\$\(D\)\n\$\(D\)\$\(D\)\n\$\(C\)\n$/],
    ],
  ],
  [
    '20 two Deployments, one selector',
    { 'a.yaml': deployment('2'), 'b.yaml': deployment('3', 'e'), 'z.sh': 'sleep 60\nkubectl get deploy' },
    [
      [0, /created/],
      [0, /created/],
      [0, /^$/],
      [0, /d +2\/2[^]*e +3\/3/],
    ],
  ],
  [
    '20 finalizer for ever',
    {
      'a.yaml': POD.replace('{name: p}', '{name: p, finalizers: [example.com/x]}'),
      'z.sh': 'kubectl delete pod p\nkubectl get pod p',
    },
    [
      [0, /created/],
      [1, /gave up after/],
      [0, /Terminating/],
    ],
  ],
  [
    '21 keys of JavaScript',
    {
      'a.yaml': config(
        '{name: x, labels: {constructor: b, toString: c}}',
        'data: {__proto__: a, constructor: b, prototype: c, hasOwnProperty: d}',
      ),
      'b.yaml': object('Namespace', 'v1', '', '{name: constructor}'),
      'z.sh':
        'kubectl get cm x -o jsonpath={.data}\nkubectl create cm y -n constructor --from-literal=__proto__=1\nkubectl get cm y -n constructor -o jsonpath={.data}',
    },
    [
      [0, /created/],
      [0, /created/],
      [0, /^\{"__proto__":"a","constructor":"b","hasOwnProperty":"d","prototype":"c"\}$/],
      [0, /created/],
      [0, /^\{"__proto__":"1"\}$/],
    ],
  ],
  [
    '23 forged status',
    {
      'a.yaml': `${POD.replace('nginx', 'no-such-image')}status: {phase: Running, podIP: 1.2.3.4, conditions: [{type: Ready, status: "True"}]}\n`,
      'b.yaml': `${deployment('3')}status: {replicas: 3, readyReplicas: 3, availableReplicas: 3}\n`,
      'z.sh': 'kubectl get pod p -o jsonpath={.status.phase}\nkubectl get deploy d -o jsonpath={.status.readyReplicas}',
    },
    [
      [0, /created/],
      [0, /created/],
      [0, /^Pending$/],
      [0, /^$/],
    ],
  ],
  [
    '24 forged metadata',
    {
      'a.yaml': config(
        '{name: x, uid: 11111111-1111-1111-1111-111111111111, generation: 99, creationTimestamp: "9999-12-31T00:00:00Z", deletionTimestamp: "2000-01-01T00:00:00Z", ownerReferences: [{apiVersion: v1, kind: Pod, name: gone, uid: 22222222-2222-2222-2222-222222222222}]}',
      ),
      'b.yaml': config(
        '{name: z, uid: 11111111-1111-1111-1111-111111111111, generation: 99, creationTimestamp: "9999-12-31T00:00:00Z"}',
      ),
      'z.sh': 'kubectl get cm z -o jsonpath={.metadata.uid}{.metadata.creationTimestamp}\nsleep 120\nkubectl get cm x',
    },
    [
      [0, /created/],
      [0, /created/],
      [0, /^(?!1111).*2022-10-03T/],
      [0, /^$/],
      [1, /not found/],
    ],
  ],
  // kubectl takes it off what it creates.
  ['24 forged resourceVersion', { 'a.yaml': config('{name: x, resourceVersion: "5"}') }, [[0, /configmap\/x created/]]],
  ...['../../etc/passwd', 'a'.repeat(300), 'WEB', '"\u{1F600}"', '"\u202etxt"', 'a%2f..', '"x\\ny"', '-x'].map(
    (name): Case => [
      `25 name ${name.slice(0, 20)}`,
      { 'a.yaml': config(`{name: ${name}}`) },
      [[1, /invalid resource name|metadata.name: Invalid value: .*(?:RFC 1123|must be no more than 253)/]],
    ],
  ),
  [
    '26 annotations',
    { 'a.yaml': config(`{name: x, annotations: {a: ${'x'.repeat(263_000)}}}`) },
    [[1, /metadata.annotations: Too long: must have at most 262144 bytes/]],
  ],
  [
    '26 ConfigMap above 1 MiB',
    {
      'a.txt': 'x'.repeat(700_000),
      'b.txt': 'x'.repeat(700_000),
      'z.sh': 'kubectl create cm x --from-file=a.txt --from-file=b.txt',
    },
    [[1, /Too long: must have at most 1048576 bytes/]],
  ],
  [
    '26 Secret that is no base64',
    { 'a.yaml': object('Secret', 'v1', 'data: {a: "%%%"}') },
    [[1, /illegal base64 data at input byte 0/]],
  ],
  [
    '36 pattern that backtracks',
    {
      'a.yaml': object(
        'CustomResourceDefinition',
        'apiextensions.k8s.io/v1',
        'spec: {group: x.io, scope: Namespaced, names: {kind: A, plural: as, singular: a, listKind: AList}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: string, pattern: "^(a+)+$"}}}}}]}',
        '{name: as.x.io}',
      ),
      'b.yaml': object('A', 'x.io/v1', `spec: ${'a'.repeat(60)}b`),
    },
    [
      [0, /created/],
      [1, /spec in body should match '\^\(a\+\)\+\$'/],
    ],
  ],
  [
    '37 webhook to the cloud',
    {
      'a.yaml': object(
        'ValidatingWebhookConfiguration',
        'admissionregistration.k8s.io/v1',
        'webhooks: [{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {url: "https://169.254.169.254/"}, rules: [{apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"]}]}]',
      ),
      'b.yaml': config('{name: x}'),
    },
    [
      [0, /created/],
      [1, /failed calling webhook "a.b.c".*no network outside of the cluster is simulated/],
    ],
  ],
  [
    '38 quota of no pods',
    { 'a.yaml': object('ResourceQuota', 'v1', 'spec: {hard: {pods: "0"}}'), 'b.yaml': POD },
    [
      [0, /created/],
      [1, /exceeded quota: x, requested: pods=1, used: pods=0, limited: pods=0/],
    ],
  ],
  [
    '38 everything is deleted',
    {
      'z.sh':
        'kubectl taint nodes --all a=b:NoExecute\nkubectl delete ns --all\nkubectl delete node --all\nkubectl delete pods --all -A\nkubectl get nodes',
    },
    [
      [0, /tainted/],
      [1, /may not be deleted/],
      [0, /deleted/],
      [0, /deleted/],
      [0, /No resources found/],
    ],
  ],
  [
    '48 pod before its namespace',
    {
      'a.yaml': POD.replace('{name: p}', '{name: p, namespace: late}'),
      'b.yaml': object('Namespace', 'v1', '', '{name: late}'),
    },
    [
      [1, /namespaces "late" not found/],
      [0, /created/],
    ],
  ],
  ...['1e9Gi', '1GI', '1 Gi', 'x'].map((quantity): Case => [
    `51 quantity ${quantity}`,
    { 'a.yaml': pod(`resources: {requests: {memory: ${quantity}}}`) },
    [[1, /quantities must match the regular expression/]],
  ]),
  [
    '51 quantity -1',
    { 'a.yaml': pod('resources: {requests: {memory: "-1"}}') },
    [[1, /must be greater than or equal to 0/]],
  ],
  ...['1Ei', '0.1m', '9'.repeat(400), '1e999999999', '0.000000000000000000001'].map((quantity): Case => [
    `51 quantity ${quantity.slice(0, 22)}`,
    { 'a.yaml': pod(`resources: {requests: {memory: ${quantity}}}`) },
    [[0, /created/]],
  ]),
  ...['"*/0 * * * *"', '"60 * * * *"', '"TZ=../x * * * * *"', '"x"'].map((schedule): Case => [
    `52 schedule ${schedule}`,
    { 'a.yaml': cronJob(`schedule: ${schedule}`) },
    [[1, /spec.schedule: Invalid value/]],
  ]),
  ...['"@yearly"', '"0 0 31 2 *"', '"@every 1h"'].map((schedule): Case => [
    `52 schedule ${schedule}`,
    { 'a.yaml': cronJob(`schedule: ${schedule}`) },
    [[0, /created/]],
  ]),
  ['52 time zone', { 'a.yaml': cronJob('schedule: "@yearly", timeZone: ../x') }, [[1, /spec.timeZone: Invalid value/]]],
];

describe('objects', () => {
  for (const [name, files, answers, limits = []] of CASES) {
    it(name, async () => {
      const { commands, limits: hit } = await played(files);
      assert.equal(commands.length, answers.length, JSON.stringify(commands));
      for (const [at, [exit, says]] of answers.entries()) {
        const said = `${commands[at]?.stdout}${commands[at]?.stderr}`;
        assert.equal(commands[at]?.exit, exit, said);
        assert.match(said, says);
      }
      assert.deepEqual(limitsOf({ limits: hit }), limits);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });
  }

  it('49 the same submission twice gives the same commands, byte for byte', async () => {
    const files = {
      'a.yaml': deployment('3'),
      'z.sh': 'kubectl get pods -o yaml\nkubectl describe deploy d\nkubectl get events\n',
    };
    const [one, two] = [await played(files), await played(files)];
    assert.deepEqual(one.commands, two.commands);
  });

  it('50 one that breaks everything changes nothing for the next', async () => {
    const files = { 'a.yaml': deployment('3'), 'z.sh': 'kubectl get pods -A -o yaml\n' };
    const before = await played(files);
    await played({
      'a.yaml': config('{name: x}', 'data: {__proto__: a}'),
      'z.sh': 'kubectl delete node --all\nkubectl delete ns --all\nsleep 1h\n',
    });
    assert.deepEqual((await played(files)).commands, before.commands);
  });
});
