import { Then } from '@cucumber/cucumber';
import { fewestReady } from './support/availability.ts';
import { ExpectationError } from './support/failure.ts';
import type { SeatrialWorld } from './world.ts';

/** Read from the trace: the least number of Ready pods since all of them were Ready for the first time. */
function neverFewer(this: SeatrialWorld, owner: string, count: number): void {
  const { trace } = this.cluster;
  const fewest = fewestReady(trace.entries(), this.namespace, owner, count);
  if (fewest === undefined || fewest.ready >= count) return;
  throw new ExpectationError({
    atMs: fewest.atMs,
    what: `Ready pods of deployment "${owner}" over time`,
    expected: `never fewer than ${count}`,
    actual: `${fewest.ready}`,
  });
}

Then('deployment {string} never had fewer than {int} Ready pod(s)', neverFewer);
Then('디플로이먼트 {string}의 Ready 파드는 한 번도 {int}개보다 적지 않았다', neverFewer);
