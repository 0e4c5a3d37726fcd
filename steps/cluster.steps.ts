import { Given, Then } from '@cucumber/cucumber';
import { eventually } from './support/expect.ts';
import { nodeIs } from './support/nodes.ts';
import type { SeatrialWorld } from './world.ts';

/** The cluster starts with the first step that needs it; this one says which. */
function clusterOf(this: SeatrialWorld, topology: string): void {
  this.topologyName = topology;
  this.cluster.settleNow();
}

function courseCluster(this: SeatrialWorld): void {
  clusterOf.call(this, 'course');
}

Given("the course's cluster", courseCluster);
Given('강의의 클러스터가 있다', courseCluster);
Given('a cluster of topology {string}', clusterOf);
Given('토폴로지 {string}의 클러스터가 있다', clusterOf);

function nodeState(this: SeatrialWorld, node: string, state: string): void {
  eventually(this, nodeIs(this, node, state));
}

Then('node {node} is {state}', nodeState);
Then('노드 {node}은/는 {state} 상태가 된다', nodeState);

function nodeBecomes(this: SeatrialWorld, node: string, state: string, withinMs: number): void {
  eventually(this, nodeIs(this, node, state), withinMs);
}

Then('node {node} becomes {state} within {duration}', nodeBecomes);
Then(
  '노드 {node}은/는 {duration} 안에 {state} 상태가 된다',
  function (this: SeatrialWorld, node: string, withinMs: number, state: string) {
    nodeBecomes.call(this, node, state, withinMs);
  },
);
