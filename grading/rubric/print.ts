import { columns, fitted, type Paint, painter, type Terminal } from '../../runner/terminal.ts';
import { sumOf } from '../rubric.ts';
import { caughtPercent, type CheckValue, type Fate, type Outcome } from './outcome.ts';
import type { Count, Proof } from './proof.ts';
import { counted } from './words.ts';

/** A proof as a teacher reads it: which check catches what, what nobody catches, what does not hold. */
export function proofText(proof: Proof, terminal: Terminal): string {
  const paint = painter(terminal);
  const blocks = [
    `${proof.title} (${proof.exercise})\n`,
    table(proof.checks, paint),
    ...redundant(proof.checks),
    ...unprotected(proof.checks),
    ...outcomesOf('survived', 'nobody notices', proof.outcomes, (text) => paint('yellow', text)),
    ...outcomesOf('equivalent', 'no mistakes', proof.outcomes, (text) => paint('dim', text)),
    ...outcomesOf('no end', 'came to no end', proof.outcomes, (text) => paint('red', text)),
    ...list('does not hold', proof.problems, (text) => paint('red', text)),
    closingLine(proof, paint),
  ];
  return blocks.join('\n');
}

const MAX_NAME = 60;

function table(checks: readonly CheckValue[], paint: Paint): string {
  const width = Math.min(MAX_NAME, Math.max(...checks.map(({ check }) => columns(check.name)), 5));
  const head = `  ${fitted('check', width)}  points  mutants  mistakes  alone  kinds of mutants`;
  const rows = checks.map(({ check, mutants, mistakes, alone, kinds }) => {
    const numbers = [numberIn(check.points, 6), numberIn(mutants, 7), numberIn(mistakes, 8), numberIn(alone, 5)].join(
      '  ',
    );
    const row = `  ${fitted(check.name, width)}  ${numbers}  ${kindsText(kinds)}`.trimEnd();
    return mutants === 0 ? paint('yellow', row) : row;
  });
  return [paint('dim', head), ...rows, ''].join('\n');
}

const MOST_KINDS = 4;

function kindsText(kinds: CheckValue['kinds']): string {
  const shown = kinds.slice(0, MOST_KINDS).map(([operator, count]) => `${operator} ${count}`);
  const others = kinds.slice(MOST_KINDS).reduce((sum, [, count]) => sum + count, 0);
  return [...shown, ...(others === 0 ? [] : [`others ${others}`])].join(', ');
}

function numberIn(value: number, width: number): string {
  return String(value).padStart(width);
}

/** Checks without which everything they catch would be caught all the same. */
function redundant(checks: readonly CheckValue[]): readonly string[] {
  const names = checks.filter(({ mutants, alone }) => mutants > 0 && alone === 0).map(({ check }) => check.name);
  return list('catch nothing alone: other checks fail whenever these do', names);
}

function unprotected(checks: readonly CheckValue[]): readonly string[] {
  const idle = checks.filter(({ mutants }) => mutants === 0).map(({ check }) => check);
  const points = sumOf(idle.map((check) => check.points));
  return list(
    `no mutant that is caught protects ${counted(points, 'point')}`,
    idle.map((check) => `${check.name} (${check.points})`),
  );
}

function outcomesOf(
  fate: Fate,
  title: string,
  outcomes: readonly Outcome[],
  paint: (text: string) => string,
): readonly string[] {
  const these = outcomes.filter((outcome) => outcome.fate === fate);
  const texts = these.map(({ mutant, reason }) => `${mutant.text}${reason === undefined ? '' : ` (${reason})`}`);
  return list(`${fate === 'no end' ? '' : `${fate}: `}${title}`, texts, paint);
}

/** A block with a title; none where there is nothing in it. */
function list(
  title: string,
  lines: readonly string[],
  paint: (text: string) => string = (text) => text,
): readonly string[] {
  if (lines.length === 0) return [];
  return [[`${title} (${lines.length})`, ...lines.map((line) => `  ${paint(printable(line))}`), ''].join('\n')];
}

/** `42 of 48 mutants caught (88 %), 6 survived, 3 equivalent; solution 10/10, 7 mistakes as expected`. */
function closingLine(proof: Proof, paint: Paint): string {
  const { outcomes, solution, alternatives, mistakes } = proof;
  const { caught, of, percent } = caughtPercent(outcomes);
  const count = (fate: Fate): number => outcomes.filter((outcome) => outcome.fate === fate).length;
  const survived = of - caught;
  const parts = [
    `${caught} of ${of} mutants caught (${percent} %)`,
    `${survived} survived`,
    `${count('equivalent')} equivalent`,
    ...(count('no end') === 0 ? [] : [`${count('no end')} came to no end`]),
  ];
  const trials = [
    `solution ${solution.score ?? 'without a score'}/${solution.maxScore}`,
    ...(alternatives.all === 0 ? [] : [`${rightOf(alternatives, 'alternative')} right`]),
    `${rightOf(mistakes, 'mistake')} as expected`,
  ];
  return `${paint(proof.problems.length === 0 ? 'green' : 'red', `${parts.join(', ')}; ${trials.join(', ')}`)}\n`;
}

function rightOf({ all, right }: Count, what: string): string {
  return `${right === all ? '' : `${right} of `}${counted(all, what)}`;
}

/** Texts of manifests can hold anything that a terminal would obey. */
function printable(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
}
