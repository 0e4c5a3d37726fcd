import type { CheckGrade, Grade } from '../grade.ts';
import type { Mistake } from './trials.ts';
import { counted } from './words.ts';

/** What is wrong with a grade that has to be full, one line each. */
export function fullScoreProblems({ submission, score, maxScore, reason, checks }: Grade): readonly string[] {
  if (score === maxScore) return [];
  if (score === null) return [`${submission} gets no score: ${reason ?? 'nobody knows why'}`];
  return checks
    .filter(({ passed }) => !passed)
    .map((check) => `${submission} loses ${counted(check.maxPoints, 'point')} for "${check.name}"${because(check)}`);
}

/** The same submission, graded twice in different processes. */
export function repeatProblems(first: Grade, second: Grade): readonly string[] {
  if (JSON.stringify(first) === JSON.stringify(second)) return [];
  return [`${first.submission} is graded differently the second time${firstDifference(first, second)}`];
}

function firstDifference(first: Grade, second: Grade): string {
  if (first.score !== second.score) return `: ${first.score ?? 'no'} points, then ${second.score ?? 'none'}`;
  const check = first.checks.find((each, index) => JSON.stringify(each) !== JSON.stringify(second.checks[index]));
  if (check !== undefined) return `: "${check.name}" says something else`;
  const command = first.commands.find((each, index) => JSON.stringify(each) !== JSON.stringify(second.commands[index]));
  return command === undefined ? '' : `: "${command.command}" prints something else`;
}

/** Nobody gets points for nothing. */
export function freePointsProblems(what: string, { status, reason, checks }: Grade): readonly string[] {
  if (status !== 'graded') return [`${what} cannot be graded: ${reason ?? status}`];
  return checks
    .filter(({ passed }) => passed)
    .map(({ id, name, points }) => `${what} gets ${counted(points, 'point')} for "${name}" (${id})`);
}

/** Where a known mistake does not get what its author said. */
export function mistakeProblems({ score, loses }: Pick<Mistake, 'score' | 'loses'>, grade: Grade): readonly string[] {
  const { submission } = grade;
  if (grade.score === null) return [`${submission} gets no score: ${grade.reason ?? grade.status}`];
  const lost = grade.checks.filter(({ passed }) => !passed);
  const names = lost.map(({ name }) => name);
  return [
    ...(grade.score === score ? [] : [`${submission} gets ${counted(grade.score, 'point')}, ${score} were expected`]),
    ...lost
      .filter(({ name }) => !loses.includes(name))
      .map((check) => `${submission} loses "${check.name}", which its expected.yaml does not name${because(check)}`),
    ...loses
      .filter((name) => !names.includes(name))
      .map((name) => `${submission} passes "${name}", which it should lose`),
  ];
}

/** Why a check was lost, in one line. */
function because({ message, divergence }: CheckGrade): string {
  if (divergence !== undefined) {
    const { what, expected, actual } = divergence;
    return `: ${what}: expected ${oneLine(expected)}, found ${oneLine(actual)}`;
  }
  const line = message?.split('\n').find((each) => each.trim() !== '');
  if (line === undefined) return '';
  const remedy = SPENT.test(line)
    ? ' (limits.steps in exercise.yaml says how much a step may take; or split the wait over steps)'
    : '';
  return `: ${line.trim()}${remedy}`;
}

/** The engine's words. */
const SPENT = /budget of \d+ turns is used up/;

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ');
}

/** Both languages give the same points for the same checks. */
export function otherLanguageProblems(english: Grade, other: Grade | undefined): readonly string[] {
  return english.checks.flatMap(({ id, points }, index) => {
    const its = other?.checks[index];
    if (its === undefined || its.points === points) return [];
    return [
      `${english.submission} gets ${counted(its.points, 'point')} for ${its.id} "${its.name}", but ${points} for ${id}`,
    ];
  });
}
