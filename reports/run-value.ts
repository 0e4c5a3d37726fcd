import type { Divergence, Failure, ScenarioRecord } from '../scenarios/records.ts';

export type Status = 'passed' | 'failed' | 'skipped';

/** One step of a scenario, in virtual time. */
export interface StepRun {
  readonly keyword: string;
  readonly text: string;
  readonly line: number;
  readonly status: Status;
  /** Virtual milliseconds since the scenario began. */
  readonly atMs: number;
  readonly durationMs: number;
  readonly docString?: string;
  readonly table?: readonly (readonly string[])[];
}

export interface ScenarioRun {
  /** `features/x.feature:12`, what `seatrial run` takes to run it alone. An outline's row has the row's line. */
  readonly id: string;
  readonly uri: string;
  readonly line: number;
  /** Unique in its feature: rule, name, and the number of an outline's row. */
  readonly name: string;
  readonly tags: readonly string[];
  readonly status: Status;
  readonly steps: readonly StepRun[];
  /** Virtual milliseconds from the beginning to the end. */
  readonly elapsedMs: number;
  /** Absent where no step needed a cluster. */
  readonly record?: ScenarioRecord;
  readonly failure?: Failure;
  /** The one command that runs this scenario again, with the same seed. */
  readonly replay: string;
}

export interface FeatureRun {
  readonly uri: string;
  readonly name: string;
  readonly description: string;
  /** 'en', 'ko': the language of its keywords. */
  readonly language: string;
  readonly scenarios: readonly ScenarioRun[];
}

/** One run of features: what every report is made of. Immutable, and without any wall clock. */
export interface Run {
  readonly seed: string;
  readonly features: readonly FeatureRun[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export function scenariosOf(run: Run): readonly ScenarioRun[] {
  return run.features.flatMap((feature) => feature.scenarios);
}

/** Everything that did not pass has failed: a skipped scenario proves nothing. */
export function countsOf(scenarios: readonly ScenarioRun[]): Counts {
  const passed = scenarios.filter((scenario) => scenario.status === 'passed').length;
  return { passed, failed: scenarios.length - passed };
}

/** The reasons behind the nearest one, down to what somebody wrote. */
export function furtherCauses({ why, causes = [] }: Divergence): readonly string[] {
  return causes.filter((cause) => cause !== why);
}

/** What a status is called in front of people. */
export const MARKS: Readonly<Record<Status, string>> = { passed: 'Passed', failed: 'Failed', skipped: 'Skipped' };
