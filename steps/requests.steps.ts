import { Then, When } from '@cucumber/cucumber';
import {
  checkRequests,
  sendThroughNode,
  sendToExternalAddress,
  sendToService,
  sendToUrl,
  tally,
  SILENCE,
} from './support/requests.ts';
import { livePodsOf } from './support/pods.ts';
import { podOf } from './support/terminal.ts';
import type { SeatrialWorld } from './world.ts';

When('{int} request(s) is/are sent to service {string}', function (this: SeatrialWorld, count: number, name: string) {
  sendToService(this, name, count);
});
When('서비스 {string}에 요청을 {int}번 보내면', function (this: SeatrialWorld, name: string, count: number) {
  sendToService(this, name, count);
});

When(
  '{int} request(s) is/are sent from outside to service {string} through {node}',
  function (this: SeatrialWorld, count: number, name: string, node: string) {
    sendThroughNode(this, name, node, count);
  },
);
When(
  '클러스터 밖에서 {node}을/를 거쳐 서비스 {string}에 요청을 {int}번 보내면',
  function (this: SeatrialWorld, node: string, name: string, count: number) {
    sendThroughNode(this, name, node, count);
  },
);

When(
  '{int} request(s) is/are sent to the external address of service {string}',
  function (this: SeatrialWorld, count: number, name: string) {
    sendToExternalAddress(this, name, count);
  },
);
When(
  '서비스 {string}의 외부 주소로 요청을 {int}번 보내면',
  function (this: SeatrialWorld, name: string, count: number) {
    sendToExternalAddress(this, name, count);
  },
);

function fromOutside(this: SeatrialWorld, url: string): void {
  sendToUrl(this, { from: 'outside' }, url);
}

When('somebody outside requests {string}', fromOutside);
When('클러스터 밖에서 {string}에 요청하면', fromOutside);

function fromNode(this: SeatrialWorld, node: string, url: string): void {
  sendToUrl(this, { from: 'node', node }, url);
}

When('node {node} requests {string}', fromNode);
When('노드 {node}에서 {string}에 요청하면', fromNode);

function fromPod(this: SeatrialWorld, owner: string, url: string): void {
  const { metadata } = podOf(this, owner);
  sendToUrl(this, { from: 'pod', namespace: metadata.namespace ?? '', name: metadata.name }, url);
}

When('pod {string} requests {string}', fromPod);
When('파드 {string}에서 {string}에 요청하면', fromPod);

function allAnswered(this: SeatrialWorld): void {
  checkRequests(this, 'every request is answered', ({ outcomes }) =>
    outcomes.every(({ outcome }) => outcome === 'answered'),
  );
}

Then('every request is answered', allAnswered);
Then('the request is answered', allAnswered);
Then('모든 요청에 응답이 온다', allAnswered);
Then('요청에 응답이 온다', allAnswered);

function noneAnswered(this: SeatrialWorld): void {
  checkRequests(this, SILENCE, ({ outcomes }) => outcomes.every(({ outcome }) => outcome !== 'answered'));
}

Then('no request is answered', noneAnswered);
Then('the request is not answered', noneAnswered);
Then('요청에 응답이 오지 않는다', noneAnswered);

/** Every pod behind the service answered within the bounds, and every request found one. */
function eachBetween(this: SeatrialWorld, low: number, high: number): void {
  checkRequests(this, `every pod answered between ${low} and ${high}`, (requests) => {
    return (
      requests.outcomes.every(({ outcome }) => outcome === 'answered') &&
      [...tally(requests).values()].every((n) => n >= low && n <= high)
    );
  });
}

Then('every pod answered between {int} and {int} of them', eachBetween);
Then('파드마다 그중 {int}번에서 {int}번 응답했다', eachBetween);

function answeredBy(this: SeatrialWorld, count: number): void {
  checkRequests(this, `answers from ${count} pods`, (requests) => {
    return [...tally(requests).values()].filter((answers) => answers > 0).length === count;
  });
}

Then('the answers came from {int} pod(s)', answeredBy);
Then('응답은 파드 {int}개에서 왔다', answeredBy);

function fromPodsOf(this: SeatrialWorld, owner: string): void {
  const pods = livePodsOf(this.cluster.view, this.namespace, owner).map(
    ({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`,
  );
  checkRequests(this, `answers from pods of "${owner}" alone`, ({ outcomes }) =>
    outcomes.every((outcome) => outcome.outcome === 'answered' && pods.includes(outcome.by)),
  );
}

Then('every answer came from a pod of {string}', fromPodsOf);
Then('모든 응답은 {string}의 파드에서 왔다', fromPodsOf);

function says(this: SeatrialWorld, text: string): void {
  checkRequests(this, `"${text}" in every answer`, ({ outcomes }) => {
    return outcomes.every((outcome) => outcome.outcome === 'answered' && outcome.response.body.includes(text));
  });
}

Then('the answer contains {string}', says);
Then('응답에 {string}이/가 들어 있다', says);

function ownName(this: SeatrialWorld): void {
  checkRequests(this, "the answering pod's own name in every answer", ({ outcomes }) => {
    return outcomes.every(
      (outcome) => outcome.outcome === 'answered' && outcome.response.body.includes(outcome.by.split('/').at(-1) ?? ''),
    );
  });
}

Then('every answer names the pod that gave it', ownName);
Then('응답마다 응답한 파드의 이름이 들어 있다', ownName);
