import type { CheckGrade } from '../../grading/grade.ts';

/** One thing to change, and the checks that would gain from it. */
export interface Change<T> {
  /** What the chains of causes end with: `service.yaml:8: app: nginx`. */
  readonly cause: string;
  readonly lost: readonly T[];
  /** Points that were lost for it. */
  readonly points: number;
}

/** What the lost checks' chains of causes end with, each once; what costs most stands first. */
export function changesOf<T extends { readonly check: CheckGrade }>(checks: readonly T[]): readonly Change<T>[] {
  const lost = checks.filter(({ check }) => !check.passed && check.causes.length > 0);
  const byCause = Map.groupBy(lost, ({ check }) => check.causes.at(-1) ?? '');
  return [...byCause]
    .map(([cause, own]): Change<T> => {
      return { cause, lost: own, points: own.reduce((sum, { check }) => sum + check.maxPoints - check.points, 0) };
    })
    .toSorted((a, b) => b.points - a.points);
}
