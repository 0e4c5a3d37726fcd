import { Then, When } from '@cucumber/cucumber';
import { casualtyOf, letDie, loseNode, replacement, replacements } from './support/casualty.ts';
import { always, eventually } from './support/expect.ts';
import { describePods, isReady, podsOf } from './support/pods.ts';
import type { Pod } from '../engine/index.ts';
import { lazily } from './support/lazily.ts';
import type { SeatrialWorld } from './world.ts';

function onePodDies(this: SeatrialWorld, owner: string): void {
  letDie(this, owner, 1);
}

When('a pod of {string} dies', onePodDies);
When('{string}의 파드 하나가 죽으면', onePodDies);
When('pod {string} dies', onePodDies);
When('파드 {string}이/가 죽으면', onePodDies);

When('{int} pods of {string} die', function (this: SeatrialWorld, count: number, owner: string) {
  letDie(this, owner, count);
});
When('{string}의 파드 {int}개가 죽으면', function (this: SeatrialWorld, owner: string, count: number) {
  letDie(this, owner, count);
});

/** As many new pods as died have a node; the ones that died do not count. */
function replacementScheduled(this: SeatrialWorld): void {
  eventually(
    this,
    replacement(this, 'scheduled', ({ spec }) => spec.nodeName !== undefined),
  );
}

Then('a replacement is scheduled', replacementScheduled);
Then('대체 파드가 스케줄링된다', replacementScheduled);

function replacementReady(this: SeatrialWorld): void {
  eventually(this, replacement(this, 'Ready', isReady));
}

Then('the replacement is Ready', replacementReady);
Then('대체 파드가 Ready 상태가 된다', replacementReady);

function drained(this: SeatrialWorld, owner: string): void {
  const flags = ['--ignore-daemonsets', '--delete-emptydir-data', '--force'];
  loseNode(this, owner, (node) => this.mustKubectl(['drain', node, ...flags]));
}

/** The node of the oldest Ready pod; all its pods there have to go. */
When('the node of a pod of {string} is drained', drained);
When('{string}의 파드가 있는 노드를 비우면', drained);

function lost(this: SeatrialWorld, owner: string): void {
  loseNode(this, owner, (node) => lazily.engine().powerOff(this.cluster, node));
}

/** Nobody tells the cluster: it notices after 40 seconds, and gives its pods up five minutes later. */
When('the node of a pod of {string} loses its power', lost);
When('{string}의 파드가 있는 노드의 전원이 꺼지면', lost);

function replacedElsewhere(this: SeatrialWorld, withinMs: number): void {
  const { node } = casualtyOf(this);
  if (node === undefined) throw new Error('no step before this one took a node away');
  const isElsewhere = (pod: Pod): boolean => isReady(pod) && pod.spec.nodeName !== node;
  eventually(this, replacement(this, `Ready on another node than ${node}`, isElsewhere), withinMs);
}

/** For every pod that the node took with it. */
Then('the replacement is Ready on another node within {duration}', replacedElsewhere);
Then('{duration} 안에 대체 파드가 다른 노드에서 Ready 상태가 된다', replacedElsewhere);

function nobodyReplaces(this: SeatrialWorld, forMs: number): void {
  const { namespace, owner, names } = casualtyOf(this);
  const expectation = {
    what: `replacements for ${names.join(', ')}`,
    expected: 'nobody makes one',
    unlike: () => (replacements(this).length === 0 ? undefined : describePods(replacements(this))),
    about: { namespace, name: owner },
  };
  always(this, expectation, forMs);
}

Then('nobody replaces it for {duration}', nobodyReplaces);
Then('{duration} 동안 아무도 대신할 파드를 만들지 않는다', nobodyReplaces);

/** Once gone (its grace period may take a while), a pod is not seen again. */
function staysGone(this: SeatrialWorld, name: string, forMs: number): void {
  const { view } = this.cluster;
  const { namespace } = this;
  const there = (): string | undefined => {
    const pods = podsOf(view, namespace, name);
    return pods.length === 0 ? undefined : describePods(pods);
  };
  const gone = { what: `pods of "${name}"`, expected: 'gone', unlike: there, about: { namespace, name } };
  eventually(this, gone);
  always(this, { ...gone, expected: 'gone for good' }, forMs);
}

Then('{string} is gone and stays gone for {duration}', staysGone);
Then('{string}은/는 사라진 뒤 {duration} 동안 다시 생기지 않는다', staysGone);
