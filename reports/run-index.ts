import type { Topology } from '../engine/index.ts';
import { type Run, type ScenarioRun, scenariosOf, type StepRun } from './run-value.ts';

/** Says what `run.json` is, and how to read it. */
export const RUN_INDEX_FORMAT = 'seatrial-run/1';

/** A step as the index keeps it: without its table and text block. */
export type IndexedStep = Pick<StepRun, 'keyword' | 'text' | 'line' | 'status' | 'atMs' | 'durationMs'>;

/** A scenario as the index keeps it: all but its trace, which stands in a file of its own. */
export interface IndexedScenario extends Pick<
  ScenarioRun,
  'id' | 'uri' | 'line' | 'name' | 'tags' | 'status' | 'elapsedMs' | 'failure' | 'replay'
> {
  /** A key of the run's `topologies`; absent where no step needed a cluster. */
  readonly topology?: string;
  readonly steps: readonly IndexedStep[];
  /** Relative to the folder: `traces/features__a.feature-L3.ndjson`. */
  readonly trace: string;
}

export interface IndexedFeature {
  readonly uri: string;
  readonly name: string;
  readonly language: string;
  readonly scenarios: readonly IndexedScenario[];
}

/** `run.json`: a run for machines. Virtual time only: the same seed gives the same bytes. */
export interface RunIndex {
  readonly format: typeof RUN_INDEX_FORMAT;
  readonly seed: string;
  /** The settings of each topology that a scenario ran on. */
  readonly topologies: Readonly<Record<string, Topology>>;
  readonly features: readonly IndexedFeature[];
}

export function runIndexText(run: Run, traceFile: (scenario: ScenarioRun) => string): string {
  return `${JSON.stringify(runIndex(run, traceFile))}\n`;
}

export function runIndex(run: Run, traceFile: (scenario: ScenarioRun) => string): RunIndex {
  const { seed, features } = run;
  return {
    format: RUN_INDEX_FORMAT,
    seed,
    topologies: topologiesOf(run),
    features: features.map(({ uri, name, language, scenarios }) => ({
      uri,
      name,
      language,
      scenarios: scenarios.map((scenario) => indexed(scenario, traceFile(scenario))),
    })),
  };
}

function topologiesOf(run: Run): Readonly<Record<string, Topology>> {
  const settings = scenariosOf(run).flatMap(({ record }) => (record?.settings === undefined ? [] : [record.settings]));
  return Object.fromEntries(settings.map((topology) => [topology.name, topology]));
}

function indexed(scenario: ScenarioRun, trace: string): IndexedScenario {
  const { id, uri, line, name, tags, status, elapsedMs, record, steps, failure, replay } = scenario;
  return {
    id,
    uri,
    line,
    name,
    tags,
    status,
    elapsedMs,
    ...(record === undefined ? {} : { topology: record.topology }),
    steps: steps.map(stepOf),
    ...(failure === undefined ? {} : { failure }),
    replay,
    trace,
  };
}

function stepOf({ keyword, text, line, status, atMs, durationMs }: StepRun): IndexedStep {
  return { keyword, text, line, status, atMs, durationMs };
}
