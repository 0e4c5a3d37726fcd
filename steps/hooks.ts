import { After, AfterStep, Before, BeforeStep, setWorldConstructor, Status } from '@cucumber/cucumber';
import { type Failure, handOver, RECORD_MEDIA_TYPE, type ScenarioRecord } from '../scenarios/records.ts';
import { subject } from '../scenarios/subject.ts';
import { ExpectationError } from './support/failure.ts';
import { mustLoseNothing } from './support/swallowed.ts';
import { SeatrialWorld } from './world.ts';

setWorldConstructor(SeatrialWorld);

Before(function (this: SeatrialWorld, { pickle, gherkinDocument }) {
  if (this.parameters.isLinted !== true) mustLoseNothing(gherkinDocument);
  const isOutline = pickle.astNodeIds.length > 1;
  const row = isOutline ? pickle.steps.map((step) => step.text).join(' | ') : '';
  const line = pickle.location?.line ?? gherkinDocument.feature?.location.line ?? 0;
  this.identity = { uri: pickle.uri, name: pickle.name, line, row };
  const tag = pickle.tags.findLast(({ name }) => name.startsWith('@topology:'));
  if (tag !== undefined) this.topologyName = tag.name.slice('@topology:'.length);
});

BeforeStep(function (this: SeatrialWorld, { pickleStep }) {
  this.step = pickleStep.text;
  if (!this.hasCluster) return;
  this.cluster.grantBudget(subject()?.budgetSteps);
  this.cluster.mark(pickleStep.text);
});

/** The hook at the end is told of the last step only, which is a skipped one after a failure. */
AfterStep(function (this: SeatrialWorld, { error }) {
  if (error !== undefined) this.error ??= error;
});

After(function (this: SeatrialWorld, { result, testCaseStartedId }) {
  if (!this.hasCluster) return;
  const failed = result !== undefined && result.status !== Status.PASSED && result.status !== Status.SKIPPED;
  const record = recordOf(this, failed ? failureOf(this.error, result.message) : undefined);
  if (!handOver(testCaseStartedId, record)) this.attach(JSON.stringify(record), RECORD_MEDIA_TYPE);
});

function recordOf(world: SeatrialWorld, failure: Failure | undefined): ScenarioRecord {
  const { identity, cluster, seed } = world;
  return {
    uri: identity.uri,
    name: identity.name,
    line: identity.line,
    seed,
    topology: cluster.topology.name,
    settings: cluster.topology,
    startTime: cluster.topology.startTime,
    elapsedMs: cluster.elapsedMs,
    trace: cluster.trace.entries(),
    heartbeats: cluster.trace.heartbeats,
    ...(cluster.storedOnly.length === 0 ? {} : { storedOnly: cluster.storedOnly }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function failureOf(error: unknown, message = 'failed'): Failure {
  if (!(error instanceof ExpectationError)) return { message };
  return {
    message: error.message,
    divergence: error.divergence,
    ...(error.desired === undefined ? {} : { desired: error.desired }),
    ...(error.actual === undefined ? {} : { actual: error.actual }),
  };
}
