import { Given, When } from '@cucumber/cucumber';
import type { SeatrialWorld } from './world.ts';

/** What clients ask of a workload from now on, divided over its ready pods: `cpu` or `memory`, as a quantity. */
function load(this: SeatrialWorld, metric: string, name: string, quantity: string): void {
  this.cluster.metrics.setLoad({ kind: 'Deployment', namespace: this.namespace, name }, { [metric]: quantity });
}

When('the {word} load on deployment {string} is {string}', load);
Given('디플로이먼트 {string}의 {word} 부하가 {string}이다', loadInKorean);
When('디플로이먼트 {string}의 {word} 부하가 {string}이/가 되면', loadInKorean);

function loadInKorean(this: SeatrialWorld, name: string, metric: string, quantity: string): void {
  load.call(this, metric, name, quantity);
}
