import type {
  Envelope,
  Feature,
  GherkinDocument,
  Pickle,
  Scenario,
  Step,
  TestCase,
  TestStepResult,
} from '@cucumber/messages';
import type { Failure, ScenarioRecord } from '../scenarios/records.ts';
import { stepTimes } from './step-times.ts';
import type { FeatureRun, Run, ScenarioRun, Status, StepRun } from './run-value.ts';

interface Attempt {
  readonly testCase: TestCase;
  readonly results: Map<string, TestStepResult>;
}

/** Where a scenario stands in its feature file. */
interface Place {
  readonly scenario: Scenario;
  /** Names of the rule around it, if any. */
  readonly rule: string;
}

export interface FoldOptions {
  readonly seed: string;
  /** The command that runs one scenario again. */
  replay(id: string): string;
  /** Told of each scenario as it ends. */
  onScenario?(scenario: ScenarioRun): void;
}

/** Folds cucumber's messages and the scenarios' records into a Run. */
export class Fold {
  readonly #documents = new Map<string, GherkinDocument>();
  readonly #places = new Map<string, Place>();
  readonly #steps = new Map<string, Step>();
  readonly #rowLines = new Map<string, { readonly line: number; readonly number: number }>();
  readonly #pickles = new Map<string, Pickle>();
  readonly #testCases = new Map<string, TestCase>();
  readonly #attempts = new Map<string, Attempt>();
  readonly #records = new Map<string, ScenarioRecord>();
  readonly #done = new Map<string, ScenarioRun>();
  readonly #options: FoldOptions;

  constructor(options: FoldOptions) {
    this.#options = options;
  }

  /** What a scenario leaves behind; comes before its end. */
  record(testCaseStartedId: string, record: ScenarioRecord): void {
    this.#records.set(testCaseStartedId, record);
  }

  message(envelope: Envelope): void {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished, testCaseFinished } = envelope;
    if (testStepFinished !== undefined) {
      const { testCaseStartedId, testStepId, testStepResult } = testStepFinished;
      this.#attempts.get(testCaseStartedId)?.results.set(testStepId, testStepResult);
    } else if (testCaseStarted !== undefined) this.#begin(testCaseStarted.id, testCaseStarted.testCaseId);
    else if (testCaseFinished !== undefined)
      this.#end(testCaseFinished.testCaseStartedId, testCaseFinished.willBeRetried);
    else if (testCase !== undefined) this.#testCases.set(testCase.id, testCase);
    else if (pickle !== undefined) this.#pickles.set(pickle.id, pickle);
    else if (gherkinDocument !== undefined) this.#learn(gherkinDocument);
  }

  /** Everything so far, in the order of the selection, whoever finished first. */
  run(): Run {
    const byUri = new Map<string, ScenarioRun[]>();
    for (const { id, pickleId } of this.#testCases.values()) {
      const scenario = this.#done.get(id);
      const uri = this.#pickles.get(pickleId)?.uri;
      if (scenario === undefined || uri === undefined) continue;
      const list = byUri.get(uri);
      if (list === undefined) byUri.set(uri, [scenario]);
      else list.push(scenario);
    }
    return { seed: this.#options.seed, features: [...byUri].map(([uri, scenarios]) => this.#feature(uri, scenarios)) };
  }

  #feature(uri: string, scenarios: readonly ScenarioRun[]): FeatureRun {
    const feature = this.#documents.get(uri)?.feature;
    return {
      uri,
      name: feature?.name ?? uri,
      description: flowing(feature?.description ?? ''),
      language: feature?.language ?? 'en',
      scenarios: distinct(scenarios),
    };
  }

  #learn(document: GherkinDocument): void {
    if (document.uri !== undefined) this.#documents.set(document.uri, document);
    if (document.feature !== undefined) this.#learnChildren(document.feature.children, '');
  }

  #learnChildren(children: Feature['children'], rule: string): void {
    for (const child of children) {
      if (child.rule !== undefined) this.#learnChildren(child.rule.children, child.rule.name);
      for (const step of child.background?.steps ?? []) this.#steps.set(step.id, step);
      if (child.scenario === undefined) continue;
      this.#places.set(child.scenario.id, { scenario: child.scenario, rule });
      for (const step of child.scenario.steps) this.#steps.set(step.id, step);
      const rows = child.scenario.examples.flatMap((examples) => examples.tableBody);
      for (const [index, row] of rows.entries())
        this.#rowLines.set(row.id, { line: row.location.line, number: index + 1 });
    }
  }

  #begin(testCaseStartedId: string, testCaseId: string): void {
    const testCase = this.#testCases.get(testCaseId);
    if (testCase !== undefined) this.#attempts.set(testCaseStartedId, { testCase, results: new Map() });
  }

  #end(testCaseStartedId: string, willBeRetried: boolean): void {
    const attempt = this.#attempts.get(testCaseStartedId);
    const pickle = attempt && this.#pickles.get(attempt.testCase.pickleId);
    const record = this.#records.get(testCaseStartedId);
    this.#attempts.delete(testCaseStartedId);
    this.#records.delete(testCaseStartedId);
    if (attempt === undefined || pickle === undefined || willBeRetried) return;
    const scenario = this.#scenario(pickle, attempt, record);
    this.#done.set(attempt.testCase.id, scenario);
    this.#options.onScenario?.(scenario);
  }

  #scenario(pickle: Pickle, attempt: Attempt, record: ScenarioRecord | undefined): ScenarioRun {
    const place = pickle.astNodeIds.map((id) => this.#places.get(id)).find((found) => found !== undefined);
    const row = pickle.astNodeIds.map((id) => this.#rowLines.get(id)).find((found) => found !== undefined);
    const line = row?.line ?? place?.scenario.location.line ?? 0;
    const id = `${pickle.uri}:${line}`;
    const steps = this.#stepsOf(pickle, attempt, record);
    const status = statusOf([...attempt.results.values()]);
    const failure = status === 'passed' ? undefined : failureOf(attempt, pickle, record);
    const rule = place === undefined || place.rule === '' ? '' : `${place.rule} › `;
    return {
      id,
      uri: pickle.uri,
      line,
      name: `${rule}${pickle.name}${row === undefined ? '' : ` #${row.number}`}`,
      tags: pickle.tags.map((tag) => tag.name),
      status,
      steps,
      elapsedMs: record?.elapsedMs ?? 0,
      ...(record === undefined ? {} : { record }),
      ...(failure === undefined ? {} : { failure }),
      replay: this.#options.replay(id),
    };
  }

  #stepsOf(pickle: Pickle, { testCase, results }: Attempt, record: ScenarioRecord | undefined): readonly StepRun[] {
    const byPickleStep = new Map(testCase.testSteps.map((step) => [step.pickleStepId ?? '', step.id]));
    const ran = pickle.steps.map((step) => results.get(byPickleStep.get(step.id) ?? '')?.status ?? 'SKIPPED');
    const executed = pickle.steps.filter((_, index) => ran[index] !== 'SKIPPED').map((step) => step.text);
    const times = stepTimes(executed, record);
    return pickle.steps.map((step, index) => {
      const ast = this.#steps.get(step.astNodeIds[0] ?? '');
      const { docString, dataTable } = step.argument ?? {};
      return {
        keyword: ast?.keyword.trim() ?? '',
        text: step.text,
        line: ast?.location.line ?? 0,
        status: statusOfResult(ran[index] ?? 'SKIPPED'),
        ...(times[index] ?? { atMs: record?.elapsedMs ?? 0, durationMs: 0 }),
        ...(docString === undefined ? {} : { docString: docString.content }),
        ...(dataTable === undefined ? {} : { table: dataTable.rows.map((row) => row.cells.map((cell) => cell.value)) }),
      };
    });
  }
}

function statusOf(results: readonly TestStepResult[]): Status {
  const all = results.map((result) => statusOfResult(result.status));
  if (all.includes('failed')) return 'failed';
  return all.includes('skipped') ? 'skipped' : 'passed';
}

/** Undefined, ambiguous and pending steps are failures: nothing was proved. */
function statusOfResult(status: string): Status {
  if (status === 'PASSED') return 'passed';
  return status === 'SKIPPED' ? 'skipped' : 'failed';
}

/** The step that failed and what it said; the record knows more than the message does. */
function failureOf(attempt: Attempt, pickle: Pickle, record: ScenarioRecord | undefined): Failure {
  const failed = attempt.testCase.testSteps.find((step) => {
    const result = attempt.results.get(step.id);
    return result !== undefined && statusOfResult(result.status) === 'failed';
  });
  const step = pickle.steps.find(({ id }) => id === failed?.pickleStepId)?.text;
  const result = failed === undefined ? undefined : attempt.results.get(failed.id);
  const said = record?.failure?.message ?? result?.message;
  const message =
    said === undefined ? `the step is ${(result?.status ?? 'SKIPPED').toLowerCase()}` : withoutStack(said);
  const errorType = result?.exception?.type;
  return {
    ...record?.failure,
    message,
    ...(step === undefined ? {} : { step }),
    ...(errorType === undefined || !PROGRAMMING_ERRORS.has(errorType) ? {} : { errorType }),
  };
}

/** What no expectation throws. */
const PROGRAMMING_ERRORS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

function withoutStack(message: string): string {
  const lines = message.split('\n');
  const stack = lines.findIndex((line) => /^\s+at /.test(line));
  const text = (stack < 0 ? lines : lines.slice(0, stack)).join('\n').trim();
  return text.replace(/^(?:[A-Z]\w*)?Error(?: \[[A-Z_]+\])?: /, '');
}

/** Two scenarios of one name would be one test to readers of JUnit: the later ones get their line. */
function distinct(scenarios: readonly ScenarioRun[]): readonly ScenarioRun[] {
  const seen = new Set<string>();
  return scenarios.map((scenario) => {
    const name = seen.has(scenario.name) ? `${scenario.name} (line ${scenario.line})` : scenario.name;
    seen.add(name);
    return name === scenario.name ? scenario : { ...scenario, name };
  });
}

/** Lines that were only wrapped flow together; blank lines and list items stay on their own. */
function flowing(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/(\S)\n(?=[^\s*+-])/g, '$1 ')
    .trim();
}
