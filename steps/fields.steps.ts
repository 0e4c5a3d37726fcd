import { Then } from '@cucumber/cucumber';
import { eventually } from './support/expect.ts';
import { fieldIs, labelled, podsLabelled } from './support/fields.ts';
import { podsRunImage } from './support/images.ts';
import type { SeatrialWorld } from './world.ts';

function field(this: SeatrialWorld, path: string, kind: string, name: string, value: string): void {
  eventually(this, fieldIs(this, kind, name, path, value));
}

/** The path is kubectl's jsonpath (`{.spec.replicas}`); the value is compared as a whole. */
Then('field {string} of {state} {string} is {string}', field);
Then(
  '{state} 오브젝트 {string}의 {string} 필드는 {string}이다',
  function (this: SeatrialWorld, kind: string, name: string, path: string, value: string) {
    field.call(this, path, kind, name, value);
  },
);

function label(this: SeatrialWorld, kind: string, name: string, pair: string): void {
  eventually(this, labelled(this, kind, name, pair));
}

Then('{state} {string} carries the label {string}', label);
Then('{state} 오브젝트 {string}에 레이블 {string}이/가 붙어 있다', label);

function podLabel(this: SeatrialWorld, owner: string, pair: string): void {
  eventually(this, podsLabelled(this, owner, pair));
}

Then('every pod of {string} carries the label {string}', podLabel);
Then('{string}의 모든 파드에 레이블 {string}이/가 붙어 있다', podLabel);

function image(this: SeatrialWorld, owner: string, name: string): void {
  eventually(this, podsRunImage(this, owner, name));
}

/** `nginx`, `nginx:latest` and `docker.io/library/nginx` are the same image; `nginx:1.25` is another one. */
Then('every pod of {string} runs the image {string}', image);
Then('{string}의 모든 파드가 이미지 {string}을/를 실행한다', image);
