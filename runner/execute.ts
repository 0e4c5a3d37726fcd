import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { extname, join } from 'node:path';
import type { IFilterablePickle, IRunConfiguration, ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { Fold } from '../reports/fold.ts';
import type { Run, ScenarioRun } from '../reports/run-value.ts';
import { collectRecords, RECORD_MEDIA_TYPE, type ScenarioRecord } from '../scenarios/records.ts';
import { replayCommand } from './replay.ts';
import { openGate } from './gate.ts';
import { documentProblems } from './lint/document.ts';
import { inputProblems } from './lint/inputs.ts';
import { parseProblem } from './lint/parse.ts';
import { pathProblems } from './lint/paths.ts';
import { libraryOf, libraryProblems, StepLint } from './lint/selection.ts';
import { topologyProblems } from './lint/topologies.ts';
import { isError, type Problem, sortProblems } from './problem.ts';
import { projectConfiguration } from './project.ts';

export interface Selection {
  /** Folders, files, `FILE:LINE`, globs; relative to cwd. */
  readonly paths: readonly string[];
  readonly tags?: string;
  /** `1/4`: the first of four parts. */
  readonly shard?: string;
}

export interface Execution extends Selection {
  readonly seed: string;
  /** 'explore': the seed also decides whose turn it is. */
  readonly order?: 'fair' | 'explore';
  /** Topology of scenarios that name none. */
  readonly topology?: string;
  /** Worker threads; 0 runs in this one. */
  readonly parallel?: number;
  /** Stops before the first scenario: only the lint's problems come back. */
  readonly lintOnly?: boolean;
}

/** A scenario, or one row of an outline, before it runs. */
export interface SelectedScenario {
  /** `features/x.feature:12`, as its ScenarioRun will have it. */
  readonly id: string;
  readonly name: string;
  /** Its own and those of what is around it, from the outside in. */
  readonly tags: readonly string[];
}

export interface Listener {
  /** What the paths, tags and shard selected, before anything runs. */
  selected?(scenarios: readonly SelectedScenario[]): void;
  /** How many scenarios are about to run. */
  planned?(scenarios: number): void;
  /** Each scenario as it ends. */
  scenario?(scenario: ScenarioRun): void;
  /** Every message of cucumber's. */
  message?(envelope: Envelope): void;
}

export interface Executed {
  readonly run: Run;
  /** With an error among them nothing ran. */
  readonly problems: readonly Problem[];
  /** How many scenarios the paths, tags and shard selected. */
  readonly selected: number;
}

/** The project's settings and step definitions, loaded once for any number of runs in this process. */
export interface Support {
  readonly cwd: string;
  readonly configuration: IRunConfiguration;
  readonly library: ISupportCodeLibrary;
}

const SILENT = pathToFileURL(join(import.meta.dirname, `silent-formatter${extname(import.meta.filename)}`)).href;

/** The project's settings, step definitions or selection cannot be used; the message is one line that says what and where. */
export class ProjectError extends Error {}

/** Loads the step definitions of the project in `cwd`. */
export async function loadProject(cwd: string): Promise<Support> {
  try {
    const configuration = await projectConfiguration(cwd, SILENT);
    const library = await loadSupport(configuration, { cwd, ...quiet() });
    return { cwd, configuration, library };
  } catch (error) {
    throw new ProjectError(`the project's settings or step definitions do not load: ${placed(error)}`, {
      cause: error,
    });
  }
}

/** An error's first line that says something, and the first file of the project that its stack names. */
function placed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const innermost = error.cause instanceof Error ? error.cause : error;
  const first = innermost.message.split('\n').find((line) => line.trim() !== '') ?? innermost.name;
  const frame = /(?<!node:[\w/]*)((?:file:\/\/)?\/[^\s():]+):(\d+)/.exec(innermost.stack ?? '');
  if (frame === null || (frame[1] ?? '').includes('node_modules')) return first;
  return `${first} (${(frame[1] ?? '').replace('file://', '')}:${frame[2] ?? ''})`;
}

/** Runs features, after a lint of everything that was selected: with a single problem nothing runs. */
export async function execute(support: Support, execution: Execution, listener: Listener = {}): Promise<Executed> {
  const missing = pathProblems(execution.paths, support.cwd);
  if (missing.length > 0) return { run: { seed: execution.seed, features: [] }, problems: missing, selected: 0 };
  const fold = new Fold({
    seed: execution.seed,
    replay: (id) => replayCommand(id, execution),
    onScenario: (scenario) => listener.scenario?.(scenario),
  });
  const library = libraryOf(support.library);
  const stepLint = new StepLint(library);
  const problems: Problem[] = [...libraryProblems(library)];
  const sources = new Map<string, string>();
  let selected = 0;
  const gate = openGate((pickles: readonly IFilterablePickle[]) => {
    selected = pickles.length;
    listener.selected?.(pickles.map(selectedScenario));
    problems.push(...stepLint.problems(pickles), ...topologyProblems(pickles), ...inputProblems(pickles));
    if (problems.some(isError) || execution.lintOnly === true) return [];
    listener.planned?.(selected);
    return pickles;
  });
  const onMessage = (envelope: Envelope): void => {
    const { attachment, gherkinDocument, parseError, source } = envelope;
    if (attachment?.mediaType === RECORD_MEDIA_TYPE) {
      fold.record(attachment.testCaseStartedId ?? '', JSON.parse(attachment.body) as ScenarioRecord);
      return; // A record is no part of cucumber's messages, however it travels.
    }
    if (source !== undefined) sources.set(source.uri, source.data);
    if (gherkinDocument !== undefined) {
      const text = (): string | undefined => sources.get(gherkinDocument.uri ?? '');
      problems.push(...documentProblems(gherkinDocument, { isStep: stepLint.isStep, source: text }));
    }
    if (parseError !== undefined) problems.push(parseProblem(parseError));
    fold.message(envelope);
    listener.message?.(envelope);
  };
  collectRecords((id, record) => {
    fold.record(id, record);
  });
  try {
    await runCucumber(options(support, execution, gate), { cwd: support.cwd, ...quiet() }, onMessage);
  } catch (error) {
    throw refusedSelection(error) ?? error;
  } finally {
    collectRecords(undefined);
    gate.close();
  }
  return { run: fold.run(), problems: sortProblems(problems), selected };
}

function selectedScenario({ pickle, gherkinDocument }: IFilterablePickle): SelectedScenario {
  const line = pickle.location?.line ?? gherkinDocument.feature?.location.line ?? 0;
  return { id: `${pickle.uri}:${line}`, name: pickle.name, tags: pickle.tags.map((tag) => tag.name) };
}

/** What of the selection cucumber itself refuses: a tag expression, wrapped in another error, and files of other kinds. */
function refusedSelection(error: unknown): ProjectError | undefined {
  if (!(error instanceof Error)) return undefined;
  const reason = error.cause instanceof Error ? error.cause.message : '';
  if (/tag expression/i.test(reason))
    return new ProjectError(`--tags: ${reason.split('\n').join(' ')}`, { cause: error });
  const file = /^The uri \((.*)\) must end with/.exec(error.message)?.[1];
  if (file === undefined) return undefined;
  return new ProjectError(`${file} is no feature: name .feature or .md files, or folders of them`, { cause: error });
}

function options(
  { configuration, library }: Support,
  { paths, tags, shard, seed, order, topology, parallel = 0 }: Execution,
  gate: { specifiers: string[]; options: { gate: string } },
): Parameters<typeof runCucumber>[0] {
  const { sources, runtime, plugins } = configuration;
  const worldParameters = {
    ...runtime.worldParameters,
    seed,
    isLinted: true,
    ...(order === undefined ? {} : { order }),
    ...(topology === undefined ? {} : { topology }),
  };
  return {
    ...configuration,
    support: library,
    sources: { ...sources, paths: [...paths], tagExpression: bothOf(sources.tagExpression, tags), shard: shard ?? '' },
    runtime: { ...runtime, parallel, worldParameters },
    plugins: {
      specifiers: [...(plugins?.specifiers ?? []), ...gate.specifiers],
      options: { ...plugins?.options, ...gate.options },
    },
  };
}

/** What the project's settings leave out stays out. */
function bothOf(own: string, asked: string | undefined): string {
  const parts = [own, asked ?? ''].filter((part) => part !== '');
  return parts.length < 2 ? parts.join('') : parts.map((part) => `(${part})`).join(' and ');
}

/** Cucumber's own words go nowhere: seatrial says everything itself. */
function quiet(): { readonly stdout: Writable; readonly stderr: Writable } {
  const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
  return { stdout: nowhere(), stderr: nowhere() };
}
