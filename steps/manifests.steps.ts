import { Given, When } from '@cucumber/cucumber';
import { eventually } from './support/expect.ts';
import { countOf } from './support/subjects.ts';
import type { SeatrialWorld } from './world.ts';

function apply(this: SeatrialWorld, text: string): void {
  this.mustKubectl(['apply', '-f', '-', ...this.inNamespace], { stdin: text });
}

Given('this manifest is applied:', apply);
Given('다음 매니페스트를 적용했다:', apply);
When('I apply this manifest:', apply);
When('다음 매니페스트를 적용하면:', apply);

/** A file in the working folder, for kubectl's -f. */
function file(this: SeatrialWorld, path: string, text: string): void {
  const refusal = this.session.files.write(path, text);
  if (refusal !== undefined) throw new Error(`${path}: ${refusal}`);
}

Given('a file {string}:', file);
Given('다음 내용의 파일 {string}이/가 있다:', file);

/** Our own MetalLB, complete with the course's pool of addresses. */
function metalLB(this: SeatrialWorld): void {
  this.mustKubectl(['apply', '-f', 'metallb.yaml']);
  const { namespace } = this;
  this.namespace = 'metallb-system';
  eventually(this, countOf(this, 'controller', 1, 'Ready'));
  eventually(this, countOf(this, 'speaker', this.cluster.topology.nodes.length, 'Ready'));
  this.namespace = namespace;
}

Given('MetalLB is installed', metalLB);
Given('MetalLB가 설치되어 있다', metalLB);
When('MetalLB를 설치하면', metalLB);
