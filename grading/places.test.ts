import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandReport } from './grade.ts';
import { placesOf } from './places.ts';
import type { Submission } from './submission.ts';

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: wbe
  ports:
    - port: 80
      targetPort: 8080
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      restartPolicy: Always
      containers: [{ name: nginx, image: ngnix }]
`;

const LOG = `kind: Deployment
metadata: { name: log }
spec: { template: { spec: { volumes: [{ name: log, nfs: { path: /nfs_shared/logs } }] } } }
`;

const submission: Submission = {
  name: 'kim',
  files: [
    { path: 'deployment.yaml', text: DEPLOYMENT },
    { path: 'service.yaml', text: SERVICE },
    { path: 'log.yaml', text: LOG },
    {
      path: 'texts.yaml',
      text: `kind: ConfigMap\nmetadata: { name: texts }\ndata: { GREETING: 'Hello, you "two"' }\n`,
    },
  ],
  manifests: ['deployment.yaml', 'service.yaml', 'log.yaml', 'texts.yaml'],
  lines: [{ file: 'run.sh', line: 3, text: 'kubectl expose pod web --target-port=9090' }],
  reports: [],
  limits: [],
};

const refused: CommandReport = {
  file: 'run.sh',
  line: 1,
  command: 'kubectl create svc web',
  exit: 1,
  stdout: '',
  stderr: 'error: unknown command\nmore',
};

const rows: readonly (readonly [name: string, causes: readonly string[], places: readonly string[]])[] = [
  ['a selector', ['Service "web" selects app=wbe; no pod carries that'], ['service.yaml:8: app: wbe']],
  ['a port', ['Service "web" sends port 80 to port 8080 of its pods'], ['service.yaml:11: targetPort: 8080']],
  ['a namespace', ['a Service "web" is in namespace shop instead'], ['service.yaml:5: namespace: shop']],
  ['a field', ['restartPolicy of Deployment "web" is Always'], ['deployment.yaml:7: restartPolicy: Always']],
  [
    'the image of a pod of a workload',
    ['container nginx of Pod "web-5c6f-abcde" has the image "ngnix"'],
    ['deployment.yaml:8: containers: [{ name: nginx, image: ngnix }]'],
  ],
  [
    'the flag of a command',
    ['Service "api" sends port 80 to port 9090 of its pods'],
    ['run.sh:3: kubectl expose pod web --target-port=9090'],
  ],
  [
    'a field with blanks',
    ['{.data.GREETING} of ConfigMap "texts" is Hello, you "two"'],
    ['texts.yaml:3: data: { GREETING: \'Hello, you "two"\' }'],
  ],
  ['nothing that is written', ['the node w1-k8s is NotReady'], []],
  [
    'the path of an NFS export',
    ['volume log of Deployment "log" is the NFS export 192.168.1.10:/nfs_shared/logs'],
    ['log.yaml:3: spec: { template: { spec: { volumes: [{ name: log, nfs: { path: /nfs_shared/logs } }] } } }'],
  ],
  ['another object with the same value', ['Service "api" selects app=wbe; no pod carries that'], []],
];

for (const [name, causes, places] of rows)
  test(`a reason is found where it is written: ${name}`, () => {
    assert.deepEqual(placesOf(causes, { submission, commands: [] }), places);
  });

test('what is missing is explained by what was refused: files first, then commands', () => {
  const broken: Submission = {
    ...submission,
    reports: [{ path: 'pod.yaml', kind: 'manifest', problems: [{ message: 'did not find expected key', line: 9 }] }],
  };
  assert.deepEqual(
    placesOf(['there is no Service "web" in namespace default'], { submission: broken, commands: [refused] }),
    ['pod.yaml:9: did not find expected key', 'run.sh:1: kubectl create svc web: error: unknown command'],
  );
});

test('of a transcript, the lines that say the name of what is missing come first', () => {
  const reports: Submission['reports'] = [
    { path: 'run.sh', kind: 'transcript', problems: [{ message: '"export" is not run', line: 1 }] },
  ];
  const failed = { ...refused, line: 2 };
  const written = {
    submission: { ...submission, reports },
    commands: [{ ...failed, command: 'kubectl run x' }, failed],
  };
  assert.deepEqual(placesOf(['there is no Service "web"'], written), [
    'run.sh:2: kubectl create svc web: error: unknown command',
    'run.sh:1: "export" is not run',
  ]);
});

test('what asks the cluster for a page explains nothing that is missing', () => {
  const loop = { ...refused, line: 2, command: 'while true; do curl http://web; sleep 1; done' };
  const piped = { ...refused, line: 3, command: 'sed s/a/b/ web.yaml | kubectl apply -f -' };
  assert.deepEqual(placesOf(['there is no Service "web"'], { submission, commands: [loop, piped] }), [
    'run.sh:3: sed s/a/b/ web.yaml | kubectl apply -f -: error: unknown command',
  ]);
});
