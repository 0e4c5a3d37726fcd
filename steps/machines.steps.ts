import { When } from '@cucumber/cucumber';
import { lazily } from './support/lazily.ts';
import { podOf } from './support/terminal.ts';
import type { SeatrialWorld } from './world.ts';

function powerFails(this: SeatrialWorld, node: string): void {
  lazily.engine().powerOff(this.cluster, node);
}

/** Nothing on the machine runs any more, and nobody reaches it. */
When('the power of node {node} fails', powerFails);
When('노드 {node}의 전원이 꺼지면', powerFails);

function powerReturns(this: SeatrialWorld, node: string): void {
  lazily.engine().powerOn(this.cluster, node);
}

When('the power of node {node} is back', powerReturns);
When('노드 {node}의 전원이 다시 켜지면', powerReturns);

function reboot(this: SeatrialWorld, node: string): void {
  lazily.engine().rebootNode(this.cluster, node);
}

/** Every container starts anew; pods keep their names. */
When('node {node} reboots', reboot);
When('노드 {node}을/를 재부팅하면', reboot);

function underPressure(this: SeatrialWorld, node: string, pressure: 'memory' | 'disk' | 'pid'): void {
  lazily.engine().setPressure(this.cluster, node, pressure, true);
}

/** The kubelet evicts pods and lets no new ones in until the pressure is gone. */
When('node {node} comes under {pressure} pressure', underPressure);
When('노드 {node}에 {pressure} 압박이 생기면', underPressure);

function relieved(this: SeatrialWorld, node: string, pressure: 'memory' | 'disk' | 'pid'): void {
  lazily.engine().setPressure(this.cluster, node, pressure, false);
}

When('the {pressure} pressure on node {node} is gone', function (this: SeatrialWorld, pressure, node) {
  relieved.call(this, node as string, pressure as 'memory');
});
When('노드 {node}의 {pressure} 압박이 사라지면', relieved);

/** The kernel kills the main process of each container of the pod: exit code 137, OOMKilled. */
function outOfMemory(this: SeatrialWorld, name: string): void {
  const { crashContainer, OOM_KILL } = lazily.engine();
  const pod = podOf(this, name);
  for (const container of pod.spec.containers) crashContainer(this.cluster, pod, container.name, OOM_KILL);
}

When('pod {string} runs out of memory', outOfMemory);
When('파드 {string}의 메모리가 모자라면', outOfMemory);
