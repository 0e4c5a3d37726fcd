import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Verdict } from '../../reports/compare/comparison.ts';
import type { Aspect } from '../../reports/compare/effects.ts';
import { changeOf, type Files, Project } from './project.ts';

const project = new Project();
after(() => project.remove());

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { team: sea } }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 30
      affinity:
        nodeAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              preference: { matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [w1-k8s] }] }
            - weight: 50
              preference: { matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [w2-k8s] }] }
      containers:
        - name: web
          image: busybox:1.36
          command: [sh, -c, 'sleep 7; touch /tmp/ready; sleep 100000']
          readinessProbe: { exec: { command: [test, -f, /tmp/ready] }, initialDelaySeconds: 1, periodSeconds: 3 }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: shop } }
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: nginx, image: nginx }] }
`;

const TOPOLOGY = `
name: harbour
system: bare
nodes:
  - { name: w1-k8s, address: 192.168.1.101 }
  - { name: w2-k8s, address: 192.168.1.102 }
  - { name: w3-k8s, address: 192.168.1.103 }
timings: { startMs: 200 }
`;

const indented = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');

const applied = (manifest: string): string => `Given this manifest is applied:
        """yaml
${indented(manifest)}
        """`;

const FEATURE = `Feature: Web
  Scenario: starts
    ${applied(WEB)}
    When I run "kubectl rollout status deployment/web"
    And I run "kubectl get pods"

  Scenario: rolls out
    ${applied(SHOP)}
    When I run "kubectl rollout status deployment/shop"
    And I run "kubectl set image deployment/shop nginx=nginx:1.23"
    And I run "kubectl rollout status deployment/shop"
    Then "shop" has 3 pods, all Ready

  Scenario: keeps what it promises
    ${applied(SHOP)}
    When I run "kubectl rollout status deployment/shop"
    And I run "kubectl set image deployment/shop nginx=nginx:1.23"
    And I run "kubectl rollout status deployment/shop"
    Then deployment "shop" never had fewer than 3 Ready pods

  Scenario: stops
    ${applied(WEB)}
    When I run "kubectl rollout status deployment/web"
    And I run "kubectl delete pod -l app=web"
    Then I run "kubectl rollout status deployment/web"

  Scenario: waits
    Given a deployment "other" with 1 replica
    When 10 seconds pass
    Then "other" has 1 pod, all Ready
`;

const BASE: Files = { 'web.feature': FEATURE, 'topology.yaml': TOPOLOGY };

interface Row {
  readonly change: string;
  /** Text that stands in one of the files, and what takes its place. */
  readonly from: string;
  readonly to: string;
  readonly scenario: string;
  readonly verdict: Verdict;
  readonly aspects: readonly Aspect[];
  readonly because: RegExp;
  readonly first: RegExp;
}

const created = (what: string): RegExp => new RegExp(`^kubectl created ${what}`);
const SPEC = 'spec\\.template\\.spec';

const rows: readonly Row[] = [
  {
    change: 'a probe period',
    from: 'periodSeconds: 3',
    to: 'periodSeconds: 20',
    scenario: 'starts',
    verdict: 'slower',
    aspects: ['input'],
    because: created(
      `Deployment web with ${SPEC}\\.containers\\[web\\]\\.readinessProbe\\.periodSeconds 20 instead of 3$`,
    ),
    first: /^kubelet@w\d-k8s set Pod web-\S+ to ready true, 8\.000 s later, at 0:20\.000$/,
  },
  {
    change: 'a readiness delay',
    from: 'initialDelaySeconds: 1,',
    to: 'initialDelaySeconds: 30,',
    scenario: 'starts',
    verdict: 'slower',
    aspects: ['input'],
    because: created('Deployment web with .*initialDelaySeconds 30 instead of 1$'),
    first: /^kubelet@w\d-k8s set Pod web-\S+ to ready true, 24\.000 s later, at 0:36\.000$/,
  },
  {
    change: 'a surge value',
    from: 'maxSurge: 1,',
    to: 'maxSurge: 3,',
    scenario: 'rolls out',
    verdict: 'differs',
    aspects: ['input', 'changes'],
    because: created('Deployment shop with .*maxSurge 3 instead of 1$'),
    first: /^deployment-controller wrote ReplicaSet shop-\w+ with want 3 instead of 1$/,
  },
  {
    change: 'a surge value where nothing rolls out',
    from: 'maxSurge: 1,',
    to: 'maxSurge: 3,',
    scenario: 'starts',
    verdict: 'differs',
    aspects: ['input'],
    because: created('Deployment web with .*maxSurge 3 instead of 1$'),
    first: /^$/,
  },
  {
    change: 'how many pods may be missing',
    from: 'maxUnavailable: 0',
    to: 'maxUnavailable: 1',
    scenario: 'rolls out',
    verdict: 'differs',
    aspects: ['input', 'changes', 'availability'],
    because: created('Deployment shop with .*maxUnavailable 1 instead of 0$'),
    first: /^deployment-controller set ReplicaSet shop-\S+ to want 2, .* s earlier than before/,
  },
  {
    change: 'how many pods may be missing, though a step forbids it',
    from: 'maxUnavailable: 0',
    to: 'maxUnavailable: 1',
    scenario: 'keeps what it promises',
    verdict: 'broke',
    aspects: ['input', 'changes', 'availability'],
    because: created('Deployment shop with .*maxUnavailable 1 instead of 0$'),
    first: /^deployment-controller set ReplicaSet shop-\S+ to want 2, .* s earlier than before/,
  },
  {
    change: 'a label',
    from: 'team: sea',
    to: 'team: harbour',
    scenario: 'starts',
    verdict: 'differs',
    aspects: ['input'],
    because: created('Deployment web with metadata.labels.team harbour instead of sea$'),
    first: /^$/,
  },
  {
    change: 'the weight of a node affinity for the scheduler',
    from: 'weight: 100',
    to: 'weight: 1',
    scenario: 'starts',
    verdict: 'differs',
    aspects: ['input', 'placement'],
    because: created('Deployment web with .*weight 1 instead of 100$'),
    first: /^default-scheduler put Pod web-\S+ on w2-k8s \(score \d+\), not on w1-k8s$/,
  },
  {
    change: 'replicas',
    from: 'replicas: 3',
    to: 'replicas: 4',
    scenario: 'starts',
    verdict: 'differs',
    aspects: ['input', 'changes'],
    because: created('Deployment web with spec.replicas 4 instead of 3$'),
    first: /ReplicaSet web-\w+ with want 4 instead of 3$/,
  },
  {
    change: 'an image',
    from: 'busybox:1.36',
    to: 'busybox:1.35',
    scenario: 'starts',
    verdict: 'differs',
    aspects: ['input', 'changes'],
    because: created('Deployment web with .*image busybox:1.35 instead of busybox:1.36$'),
    first: /x/,
  },
  {
    change: 'a timing of the topology',
    from: 'startMs: 200',
    to: 'startMs: 4200',
    scenario: 'waits',
    verdict: 'slower',
    aspects: [],
    because: /^the cluster began with topology harbour: timings\.startMs 4200 instead of 200$/,
    first: / 4\.000 s later/,
  },
  {
    change: 'the size of a node',
    from: 'address: 192.168.1.103',
    to: 'address: 192.168.1.103, cpu: "64"',
    scenario: 'starts',
    verdict: 'differs',
    aspects: [],
    because: /^the cluster began with topology harbour: nodes/,
    first: /^default-scheduler /,
  },
  {
    change: 'a grace period',
    from: 'terminationGracePeriodSeconds: 30',
    to: 'terminationGracePeriodSeconds: 5',
    scenario: 'stops',
    verdict: 'faster',
    aspects: ['input'],
    because: created('Deployment web with .*terminationGracePeriodSeconds 5 instead of 30$'),
    first: / to ready false, 2\d\.\d{3} s earlier than before/,
  },
  {
    change: 'the selector of a service',
    from: 'spec: { selector: { app: web }, ports',
    to: 'spec: { selector: { app: wob }, ports',
    scenario: 'starts',
    verdict: 'differs',
    aspects: ['input', 'changes'],
    because: created('Service web with spec.selector.app wob instead of web$'),
    first: /^endpoint-controller no longer set Endpoints web to notReady 1$/,
  },
  {
    change: 'a step',
    from: '10 seconds pass',
    to: '12 seconds pass',
    scenario: 'waits',
    verdict: 'slower',
    aspects: ['input'],
    because: /^step “12 seconds pass” began instead of “10 seconds pass”$/,
    first: /^$/,
  },
];

let base: Promise<string> | undefined;

for (const { change, from, to, scenario, verdict, aspects, because, first } of rows) {
  test(`${change}: ${scenario} → ${verdict}`, async () => {
    const files = Object.fromEntries(Object.entries(BASE).map(([name, text]) => [name, text.replaceAll(from, to)]));
    assert.notDeepEqual(files, BASE);
    base ??= project.run(BASE);
    const found = changeOf(project.compare(await base, await project.run(files)), scenario);
    assert.deepEqual([found.verdict, found.aspects], [verdict, aspects]);
    assert.match(found.cause?.text ?? '', because);
    assert.match((found.main ?? found.first)?.text ?? '', first);
  });
}
