import { Given, When } from '@cucumber/cucumber';
import type { ProcessName } from './parameter-types.ts';
import { podOf } from './support/terminal.ts';
import type { SeatrialWorld } from './world.ts';

function stop(this: SeatrialWorld, { process, node }: ProcessName): void {
  this.cluster.stop(process, node);
}

/** The process stops; what it did stands still until it is started again. */
When('{component} is stopped', stop);
When('{component}이/가 멈추면', stop);
Given('{component}이/가 멈춰 있다', stop);

function start(this: SeatrialWorld, { process, node }: ProcessName): void {
  this.cluster.start(process, node);
}

When('{component} is started again', start);
When('{component}이/가 다시 시작되면', start);

/** The main process of the pod's (first) container is killed from inside. The pod stays; its container ends. */
function crash(this: SeatrialWorld, name: string): void {
  const { metadata, spec } = podOf(this, name);
  const [container] = spec.containers;
  this.cluster.runtime.exec(
    metadata.namespace ?? '',
    metadata.name,
    container?.name,
    ['/bin/sh', '-c', 'kill 1'],
    undefined,
  );
}

When('the container of pod {string} crashes', crash);
When('파드 {string}의 컨테이너가 죽으면', crash);
