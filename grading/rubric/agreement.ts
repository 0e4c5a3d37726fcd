import { type Rubric, sumOf } from '../rubric.ts';
import { counted } from './words.ts';

type Checks = Pick<Rubric, 'file' | 'checks'>;

/** What is wrong with a rubric before anything is graded, one line each. */
export function rubricProblems({ file, checks }: Checks): readonly string[] {
  const names = Map.groupBy(checks, ({ name }) => name);
  const twice = [...names].flatMap(([name, same]) =>
    same.length > 1 ? [`${same[1]?.id ?? file}: ${same.length} scenarios are named "${name}": a grade names them`] : [],
  );
  const worthless = checks.flatMap(({ id, name, points }) =>
    points === 0 ? [`${id}: "${name}" is worth 0 points`] : [],
  );
  return [...twice, ...worthless];
}

/** Where the rubric of another language checks something else: its scenarios are the same in the same order, with the same points. */
export function disagreements(rubric: Checks, other: Checks): readonly string[] {
  const { checks, file } = rubric;
  if (checks.length !== other.checks.length)
    return [`${other.file} has ${counted(other.checks.length, 'scenario')}, ${file} has ${checks.length}`];
  const [sum, otherSum] = [totalOf(rubric), totalOf(other)];
  const total = sum === otherSum ? [] : [`${other.file} is worth ${counted(otherSum, 'point')}, ${file} ${sum}`];
  const single = checks.flatMap((check, index) => {
    const its = other.checks[index] ?? check;
    const points =
      its.points === check.points ? [] : [`is worth ${counted(its.points, 'point')}, ${check.id} ${check.points}`];
    const hidden = its.hidden === check.hidden ? [] : [`is ${its.hidden ? '' : 'not '}@hidden, unlike ${check.id}`];
    return [...points, ...hidden].map((what) => `${its.id}: "${its.name}" ${what}`);
  });
  return [...total, ...single];
}

function totalOf({ checks }: Checks): number {
  return sumOf(checks.map(({ points }) => points));
}
