import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FieldError, formatFieldError } from '../../../api/validation/field-error.ts';
import type { PodSpec, PodTemplateSpec } from '../../types.ts';
import { defaultPullPolicy } from './image-reference.ts';
import { podTemplateDefaults } from './template-defaults.ts';
import { validatePodSpec, validatePodTemplateSpec } from './validate-template.ts';

const spec = (part: object): PodSpec => podTemplateDefaults({ spec: part as PodSpec }).spec;
const texts = (errors: readonly FieldError[]): string[] =>
  errors.map((error) => `${error.field}: ${formatFieldError(error)}`);
const container = (part: object): object => ({ containers: [{ name: 'c', image: 'nginx', ...part }] });

test('a template gets the defaults a student sees', () => {
  const template = podTemplateDefaults({
    metadata: { labels: { app: 'b' } },
    spec: { containers: [{ name: 'httpd', image: 'httpd:2.4' }] },
  });
  assert.deepEqual(template, {
    metadata: { creationTimestamp: null, labels: { app: 'b' } },
    spec: {
      containers: [
        {
          image: 'httpd:2.4',
          imagePullPolicy: 'IfNotPresent',
          name: 'httpd',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    },
  });
});

test('defaults of what is deep inside', () => {
  const full: PodTemplateSpec = {
    spec: {
      hostNetwork: true,
      hostPID: false,
      serviceAccountName: 'builder',
      containers: [
        {
          name: 'a',
          image: 'r/a@sha256:1234',
          ports: [{ containerPort: 8080 }],
          env: [
            { name: 'N', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
            { name: 'L', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
            { name: 'E', value: '' },
          ],
          readinessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 0 },
          lifecycle: { preStop: { httpGet: { port: 1, path: '/bye' } } },
          volumeMounts: [{ name: 'x', mountPath: '/x', readOnly: false }],
          tty: false,
        },
      ],
      volumes: [
        { name: 'x' },
        { name: 'h', hostPath: { path: '/h' } },
        { name: 's', secret: { secretName: 's' } },
        { name: 'p', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
      ],
    },
  };
  const once = podTemplateDefaults(full);
  const [a] = once.spec.containers;
  assert.equal(once.spec.serviceAccount, 'builder');
  assert.equal('hostPID' in once.spec, false);
  assert.deepEqual(a?.ports, [{ containerPort: 8080, hostPort: 8080, protocol: 'TCP' }]);
  assert.equal(a?.imagePullPolicy, 'IfNotPresent');
  assert.deepEqual(a?.env, [
    { name: 'N', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
    { name: 'L', valueFrom: { resourceFieldRef: { divisor: '0', resource: 'limits.cpu' } } },
    { name: 'E' },
  ]);
  assert.deepEqual(a?.readinessProbe, {
    httpGet: { path: '/', port: 80, scheme: 'HTTP' },
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  assert.deepEqual(a?.lifecycle, { preStop: { httpGet: { port: 1, path: '/bye', scheme: 'HTTP' } } });
  assert.deepEqual(a?.volumeMounts, [{ name: 'x', mountPath: '/x' }]);
  assert.equal(a !== undefined && 'tty' in a, false);
  assert.deepEqual(once.spec.volumes, [
    { name: 'x', emptyDir: {} },
    { name: 'h', hostPath: { path: '/h', type: '' } },
    { name: 's', secret: { secretName: 's', defaultMode: 420 } },
    {
      name: 'p',
      projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 3600 } }], defaultMode: 420 },
    },
  ]);
  assert.deepEqual(podTemplateDefaults(once), once, 'a second time changes nothing');
});

test('what may move is pulled always', () => {
  const cases = {
    nginx: 'Always',
    'nginx:latest': 'Always',
    'nginx:1.21': 'IfNotPresent',
    'localhost:5000/a/b': 'Always',
    'r.io:5000/a:v1': 'IfNotPresent',
    'nginx@sha256:abc': 'IfNotPresent',
    'Nginx-': 'IfNotPresent',
    '': 'IfNotPresent',
  };
  for (const [image, policy] of Object.entries(cases)) assert.equal(defaultPullPolicy(image), policy, image);
});

const long = 'must be between 1 and 65535, inclusive';

/** What the API server answers (v1.25), one row a mistake. */
const MISTAKES: readonly (readonly [object, ...string[]])[] = [
  [{}, 'spec.containers: Required value'],
  [{ containers: [] }, 'spec.containers: Required value'],
  [{ containers: [{ name: 'c' }] }, 'spec.containers[0].image: Required value'],
  [{ containers: [{ image: 'x' }] }, 'spec.containers[0].name: Required value'],
  [
    {
      containers: [
        { name: 'a', image: 'x' },
        { name: 'a', image: 'x' },
      ],
    },
    'spec.containers[1].name: Duplicate value: "a"',
  ],
  [
    { ...container({ imagePullPolicy: 'Never ever' }), restartPolicy: 'Sometimes' },
    'spec.containers[0].imagePullPolicy: Unsupported value: "Never ever": supported values: "Always", "IfNotPresent", "Never"',
    'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
  ],
  [
    { ...container({}), dnsPolicy: 'Foo' },
    'spec.dnsPolicy: Unsupported value: "Foo": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
  ],
  [
    container({ ports: [{ containerPort: 70000 }] }),
    `spec.containers[0].ports[0].containerPort: Invalid value: 70000: ${long}`,
  ],
  [container({ ports: [{ containerPort: 0 }] }), 'spec.containers[0].ports[0].containerPort: Required value'],
  [
    container({
      ports: [
        { containerPort: 1, name: 'a' },
        { containerPort: 2, name: 'a' },
      ],
    }),
    'spec.containers[0].ports[1].name: Duplicate value: "a"',
  ],
  [
    container({ ports: [{ containerPort: 80, protocol: 'HTTP' }] }),
    'spec.containers[0].ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
  ],
  [
    container({ env: [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }),
    'spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
  ],
  [
    container({ resources: { limits: { cpu: '1' }, requests: { cpu: '2' } } }),
    'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit',
  ],
  [
    container({ resources: { requests: { cpu: '-1' } } }),
    'spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0',
  ],
  [
    container({ resources: { requests: { foo: '1' } } }),
    'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
    'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource for containers',
  ],
  [
    container({ volumeMounts: [{ name: 'nope', mountPath: '/x' }] }),
    'spec.containers[0].volumeMounts[0].name: Not found: "nope"',
  ],
  [{ ...container({}), volumes: [{ name: 'v' }, { name: 'v' }] }, 'spec.volumes[1].name: Duplicate value: "v"'],
  [
    { ...container({}), volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/x' } }] },
    'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
  ],
  [container({ livenessProbe: {} }), 'spec.containers[0].livenessProbe: Required value: must specify a handler type'],
  [
    container({ livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }),
    'spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type',
  ],
  [
    container({ livenessProbe: { httpGet: { port: 0 } } }),
    `spec.containers[0].livenessProbe.httpGet.port: Invalid value: 0: ${long}`,
  ],
  [
    container({ livenessProbe: { exec: { command: ['x'] }, successThreshold: 2 } }),
    'spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
  ],
  [
    container({ livenessProbe: { exec: { command: ['x'] }, initialDelaySeconds: -1 } }),
    'spec.containers[0].livenessProbe.initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0',
  ],
  [
    { ...container({}), activeDeadlineSeconds: 0 },
    'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
  ],
  [
    { ...container({}), tolerations: [{ operator: 'Equal' }] },
    'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
  ],
];

test('mistakes in a pod are named as Kubernetes names them', () => {
  for (const [part, ...expected] of MISTAKES) {
    assert.deepEqual(texts(validatePodSpec(spec(part), 'spec')), expected);
  }
  assert.deepEqual(validatePodSpec(spec(container({})), 'spec'), []);
});

test('a template has its own paths', () => {
  const template = podTemplateDefaults({ metadata: { labels: { 'a b': 'c' } }, spec: { containers: [] } });
  const [label, containers, ...others] = texts(validatePodTemplateSpec(template, 'spec.template'));
  assert.match(label ?? '', /^spec\.template\.labels: Invalid value: "a b": name part must consist of/);
  assert.equal(containers, 'spec.template.spec.containers: Required value');
  assert.deepEqual(others, []);
});
