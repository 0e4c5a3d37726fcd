import { visible } from '../reports/html/escape.ts';
import { countsOf, furtherCauses, type Run, type ScenarioRun, scenariosOf } from '../reports/run-value.ts';
import { storedOnlyOf } from '../reports/stored-only.ts';
import { duration } from '../reports/virtual-time.ts';
import { failureWords } from './failure-words.ts';
import { columns, fitted, painter, type Paint, type Terminal } from './terminal.ts';

const LABEL_WIDTH = 9;
/** Stored-only fields that the summary names; the report names all. */
const MOST_FIELDS = 3;

/** What a run says when it is over: a table of features, every failure with its reason and replay, and the counts. */
export function summary(run: Run, terminal: Terminal): string {
  const paint = painter(terminal);
  const failures = run.features.flatMap(({ language, scenarios }) =>
    scenarios.filter(({ status }) => status !== 'passed').map((scenario) => failureText(scenario, paint, language)),
  );
  const parts = [table(run, terminal, paint), ...failures];
  return `${parts.join('\n')}\n${storedOnlyNote(run, paint)}`;
}

/** What was accepted without effect, in one line; nothing where there is nothing. */
function storedOnlyNote(run: Run, paint: Paint): string {
  const fields = storedOnlyOf(run);
  if (fields.length === 0) return '';
  const more = fields.length > MOST_FIELDS ? ` and ${fields.length - MOST_FIELDS} more (in the report)` : '';
  const named = fields.slice(0, MOST_FIELDS).map(visible).join(', ');
  return `${paint('dim', `note: stored, but not acted on: ${named}${more}`)}\n`;
}

/** Alone on the last line, where CI reads it. */
export function closingLine(run: Run): string {
  const { passed, failed } = countsOf(scenariosOf(run));
  return `${passed} passed, ${failed} failed\n`;
}

function table(run: Run, terminal: Terminal, paint: Paint): string {
  const names = run.features.map((feature) => visible(feature.name));
  const width = Math.max(7, Math.min(Math.max(...names.map(columns), 0), Math.max(30, terminal.width - 36)));
  const rows = run.features.map(({ scenarios }, index) => {
    const { passed, failed } = countsOf(scenarios);
    const virtualMs = scenarios.reduce((sum, scenario) => sum + scenario.elapsedMs, 0);
    const failedText = String(failed).padStart(7);
    return `  ${fitted(names[index] ?? '', width)} ${String(passed).padStart(7)} ${failed > 0 ? paint('red', failedText) : failedText} ${duration(virtualMs).padStart(13)}`;
  });
  const head = `  ${fitted('Feature', width)} ${'passed'.padStart(7)} ${'failed'.padStart(7)} ${'virtual time'.padStart(13)}`;
  return `\n${paint('dim', head)}\n${rows.join('\n')}\n`;
}

/** One scenario that did not pass, in its feature's language: where, which step, what came first, why, and how to see it again. */
export function failureText(
  { id, name, status, failure, replay }: ScenarioRun,
  paint: Paint,
  language: string,
): string {
  const { labels, at, said } = failureWords(language);
  const divergence = failure?.divergence;
  const what: readonly (readonly [label: string, text: string | undefined])[] =
    divergence === undefined
      ? [[labels.error, said(failure?.message ?? `the scenario was ${status}`)]]
      : [
          [labels.first, at(said(divergence.what), divergence.atMs)],
          [labels.expected, said(divergence.expected)],
          [labels.actual, said(divergence.actual)],
          [labels.why, divergence.why === undefined ? undefined : said(divergence.why)],
          ...furtherCauses(divergence).map((cause) => [labels.because, said(cause)] as const),
        ];
  const all = [[labels.step, failure?.step] as const, ...what, [labels.replay, replay] as const];
  const lines = all.flatMap(([label, text]) => (text === undefined ? [] : [line(label, text)]));
  return `${paint('red', 'FAILED')} ${id}  ${paint('bold', visible(name))}\n${lines.join('\n')}\n`;
}

/** A label and what stands beside it. */
export function line(label: string, text: string): string {
  return `  ${fitted(`${label}:`, LABEL_WIDTH)} ${indented(visible(text))}`;
}

function indented(text: string): string {
  return text.split('\n').join(`\n${' '.repeat(12)}`);
}
