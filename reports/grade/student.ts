import type { CheckGrade, Grade, LimitHit } from '../../grading/grade.ts';
import { told } from './told.ts';
import { WORDS } from './words.ts';

/**
 * What of a grade a student may see: of a hidden check its points and nothing else, wherever else its name might stand. Everything
 * that students read is made from this.
 */
export function forStudent(grade: Grade): Grade {
  const words = WORDS[grade.language];
  const secrets = grade.checks.filter(({ hidden }) => hidden).flatMap(secretsOf);
  const tells = (text: string): boolean => secrets.some((secret) => text.includes(secret));
  const limits = grade.limits.map((hit): LimitHit => {
    return tells(hit.message) ? { limit: hit.limit, message: words.hiddenLimit } : hit;
  });
  const { reason, ...rest } = grade;
  return told({
    ...rest,
    ...(reason === undefined ? {} : { reason: tells(reason) ? words.hiddenLimit : reason }),
    checks: grade.checks.map((check) => (check.hidden ? withoutReasons(check, words.hiddenCheck) : check)),
    limits,
  });
}

/** What tells a hidden check apart from others. A short text may stand anywhere by chance and says nothing. */
function secretsOf({ id, name, failedStep }: CheckGrade): readonly string[] {
  return [id, name, failedStep ?? ''].filter((text) => text.length >= 4);
}

function withoutReasons({ points, maxPoints, passed }: CheckGrade, name: string): CheckGrade {
  return { id: '', name, points, maxPoints, hidden: true, passed, steps: [], causes: [] };
}
