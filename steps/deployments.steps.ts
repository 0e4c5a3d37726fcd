import { Given, When } from '@cucumber/cucumber';
import { eventually } from './support/expect.ts';
import { countOf } from './support/subjects.ts';
import type { SeatrialWorld } from './world.ts';

/** Creates a deployment as `kubectl create deployment` does, and waits until all its pods are ready. */
function deployment(this: SeatrialWorld, name: string, image: string, replicas: number): void {
  this.mustKubectl(['create', 'deployment', name, `--image=${image}`, `--replicas=${replicas}`, ...this.inNamespace]);
  eventually(this, countOf(this, name, replicas, 'Ready'));
}

function plainDeployment(this: SeatrialWorld, name: string, replicas: number): void {
  deployment.call(this, name, 'nginx', replicas);
}

Given('a deployment {string} with {int} replica(s)', plainDeployment);
Given(
  '파드 {int}개를 가진 디플로이먼트 {string}이/가 있다',
  function (this: SeatrialWorld, replicas: number, name: string) {
    plainDeployment.call(this, name, replicas);
  },
);

Given('a deployment {string} of image {string} with {int} replica(s)', deployment);
Given(
  '이미지 {string}(으)로 만든 파드 {int}개를 가진 디플로이먼트 {string}이/가 있다',
  function (this: SeatrialWorld, image: string, replicas: number, name: string) {
    deployment.call(this, name, image, replicas);
  },
);

function scaled(this: SeatrialWorld, name: string, replicas: number): void {
  this.mustKubectl(['scale', 'deployment', name, `--replicas=${replicas}`, ...this.inNamespace]);
}

When('deployment {string} is scaled to {int}', scaled);
When('디플로이먼트 {string}의 파드 수를 {int}개로 조정하면', scaled);
