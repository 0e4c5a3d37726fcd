import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

const CPU = '{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}';
const MEMORY = '{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 200Mi}}}';
const autoscaler = (...metrics: readonly string[]): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 3, metrics: [${metrics.join(', ')}]}
`;

/** A server of v1.25.2: what is wrong stands where it was sent, what is kept is read back from autoscaling/v1. */
test('metrics are checked in the order they are sent in, and come back with the CPUs at the end', () => {
  const terminal = new Terminal();
  const { stderr } = terminal.kubectl('create -f -', autoscaler(CPU, MEMORY, '{type: ContainerResource}'));
  assert.match(stderr, /: spec\.metrics\[2\]\.containerResource: Required value/);
  assert.equal(terminal.kubectl('create -f -', autoscaler(CPU, MEMORY)).exit, 0);
  assert.equal(terminal.out('get hpa h -o jsonpath={.spec.metrics[*].resource.name}'), 'memory cpu');
  const version = (): string => terminal.out('get hpa h -o jsonpath={.metadata.resourceVersion}');
  const before = version();
  terminal.kubectl('replace -f -', autoscaler(CPU, MEMORY));
  assert.equal(version(), before);
});
