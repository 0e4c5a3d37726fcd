import { Given, When } from '@cucumber/cucumber';
import type { SeatrialWorld } from './world.ts';

/** From here on steps speak of this namespace; kubectl lines still say -n themselves. */
function speakOf(this: SeatrialWorld, namespace: string): void {
  this.namespace = namespace;
}

Given('we look at namespace {string}', speakOf);
Given('네임스페이스 {string}을/를 살펴본다', speakOf);
When('네임스페이스 {string}을/를 살펴보면', speakOf);

function namespace(this: SeatrialWorld, name: string): void {
  this.mustKubectl(['create', 'namespace', name]);
}

Given('a namespace {string}', namespace);
Given('네임스페이스 {string}이/가 있다', namespace);
