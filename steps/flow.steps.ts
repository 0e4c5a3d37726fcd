import { type DataTable, Then } from '@cucumber/cucumber';
import { compareFlow, doersOf, isCalled } from './support/flow.ts';
import { ExpectationError } from './support/failure.ts';
import type { SeatrialWorld } from './world.ts';

/** Rows of who | what, in the order in which each thing happened for the first time. Read from the trace. */
function flow(this: SeatrialWorld, table: DataTable): void {
  const steps = table.raw().map(([who = '', what = '']) => ({ who, what }));
  const divergence = compareFlow(this.cluster.trace.entries(), steps);
  if (divergence === undefined) return;
  const { step, actual, atMs } = divergence;
  throw new ExpectationError({ atMs, what: 'the flow in the trace', expected: `${step.who} ${step.what}`, actual });
}

Then('this happened in this order:', flow);
Then('다음 순서로 일이 일어났다:', flow);

/** Each component does only its own job. */
function nobodyElse(this: SeatrialWorld, who: string, what: string): void {
  const doers = doersOf(this.cluster.trace.entries(), what);
  const [only, another] = doers;
  if (only !== undefined && another === undefined && isCalled(only, who)) return;
  throw new ExpectationError({
    atMs: this.cluster.elapsedMs,
    what: `who ${what}`,
    expected: `${who} and nobody else`,
    actual: doers.length === 0 ? 'nobody' : doers.join(', '),
  });
}

Then('only the {string} ever {string}', nobodyElse);
Then('{string}만이 {string}', nobodyElse);

/** Every change in the store is younger than the one before: all of them went through the API server. */
function everyChangeStored(this: SeatrialWorld): void {
  const revisions = this.cluster.trace
    .entries()
    .flatMap(({ type, detail, atMs }) =>
      type === 'change' && typeof detail['revision'] === 'number' ? [{ atMs, revision: detail['revision'] }] : [],
    );
  const late = revisions.find(({ revision }, index) => index > 0 && revision <= (revisions[index - 1]?.revision ?? 0));
  if (late === undefined && revisions.length > 0) return;
  throw new ExpectationError({
    atMs: late?.atMs ?? this.cluster.elapsedMs,
    what: 'revisions in the store',
    expected: 'each change has a higher one than the change before',
    actual: late === undefined ? 'no changes' : `${late.revision} after a higher one`,
  });
}

Then('every change went through the API server into the store', everyChangeStored);
Then('모든 변경이 API 서버를 거쳐 저장소에 기록되었다', everyChangeStored);
