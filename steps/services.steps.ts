import { Given, Then } from '@cucumber/cucumber';
import { always, eventually } from './support/expect.ts';
import { selectsPodsOf } from './support/selection.ts';
import { externalAddress, endpointCount } from './support/services.ts';
import type { SeatrialWorld } from './world.ts';

/** Exposes a deployment's port 80 under its own name, as `kubectl expose` does. */
function exposed(this: SeatrialWorld, name: string, type: string): void {
  this.mustKubectl(['expose', 'deployment', name, `--type=${type}`, '--port=80', ...this.inNamespace]);
  this.cluster.settleNow();
}

Given('deployment {string} is exposed as a {service-type} service', exposed);
Given('디플로이먼트 {string}이/가 {service-type} 서비스로 노출되어 있다', exposed);

function podExposed(this: SeatrialWorld, name: string, type: string): void {
  this.mustKubectl(['expose', 'pod', name, `--type=${type}`, '--port=80', ...this.inNamespace]);
  this.cluster.settleNow();
}

Given('pod {string} is exposed as a {service-type} service', podExposed);
Given('파드 {string}이/가 {service-type} 서비스로 노출되어 있다', podExposed);

function endpoints(this: SeatrialWorld, name: string, count: number): void {
  eventually(this, endpointCount(this, name, count));
}

Then('service {string} has {int} endpoint(s)', endpoints);
Then('서비스 {string}의 엔드포인트는 {int}개가 된다', endpoints);

function getsAddress(this: SeatrialWorld, name: string, address: string): void {
  eventually(this, externalAddress(this, name, address));
}

Then('service {string} gets the external address {string}', getsAddress);
Then('서비스 {string}은/는 외부 주소 {string}을/를 받는다', getsAddress);

function staysPending(this: SeatrialWorld, name: string, forMs: number): void {
  always(this, externalAddress(this, name, undefined), forMs);
}

Then('service {string} has no external address for {duration}', staysPending);
Then('서비스 {string}은/는 {duration} 동안 외부 주소를 받지 못한다', staysPending);

function selects(this: SeatrialWorld, name: string, owner: string): void {
  eventually(this, selectsPodsOf(this, name, owner));
}

/** All of the workload's pods and no others, ready or not. */
Then('service {string} selects the pods of {string}', selects);
Then('서비스 {string}은/는 {string}의 파드를 선택한다', selects);
