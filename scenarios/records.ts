import type { Topology, TraceEntry } from '../engine/index.ts';

/** The first point at which what happened and what was wanted part. */
export interface Divergence {
  /** Virtual milliseconds since the scenario began. */
  readonly atMs: number;
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
  /** The likely reason, from the cluster's own account: a FailedScheduling text, a waiting reason, an event. */
  readonly why?: string;
  /** The chain of reasons, from the nearest to the first; begins with `why`. */
  readonly causes?: readonly string[];
}

export interface Failure {
  /** The step's text, where one failed. */
  readonly step?: string;
  readonly message: string;
  /** The error's class, where it is not one that says that an expectation does not hold: `TypeError`. */
  readonly errorType?: string;
  readonly divergence?: Divergence;
  /** Short YAML of what was wanted and of what there is. */
  readonly desired?: string;
  readonly actual?: string;
}

/** What one scenario leaves behind for reports. Virtual time only. */
export interface ScenarioRecord {
  /** `features/x.feature` and the scenario's name; with the row of an outline where there are several. */
  readonly uri: string;
  readonly name: string;
  readonly line: number;
  readonly seed: string;
  readonly topology: string;
  /** What the topology of that name was. */
  readonly settings?: Topology;
  readonly startTime: string;
  /** Virtual milliseconds from the beginning to the end. */
  readonly elapsedMs: number;
  readonly trace: readonly TraceEntry[];
  /** Changes of nothing but a time stamp that the trace leaves out. */
  readonly heartbeats: number;
  /** Fields that were written and nothing acts on: `Pod spec.hostIPC`. Absent: none. */
  readonly storedOnly?: readonly string[];
  readonly failure?: Failure;
}

/** Media type under which a record travels as an attachment when no collector is in the same process. */
export const RECORD_MEDIA_TYPE = 'application/vnd.seatrial.record+json';

type Collector = (testCaseStartedId: string, record: ScenarioRecord) => void;

let collector: Collector | undefined;

/** From now on records of scenarios that run in this process go to `collect` instead of into attachments. */
export function collectRecords(collect: Collector | undefined): void {
  collector = collect;
}

/** Hands a record over; false when nobody in this process collects. */
export function handOver(testCaseStartedId: string, record: ScenarioRecord): boolean {
  collector?.(testCaseStartedId, record);
  return collector !== undefined;
}
