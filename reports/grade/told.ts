import type { CheckGrade, Grade } from '../../grading/grade.ts';
import { inKorean, placedInKorean } from '../korean/korean.ts';

/** A grade whose sentences are in its own language. Lines of the submission, commands and what they printed stay as they are. */
export function told(grade: Grade): Grade {
  if (grade.language === 'en') return grade;
  const { reason, checks, files, limits } = grade;
  return {
    ...grade,
    ...(reason === undefined ? {} : { reason: placedInKorean(reason) }),
    checks: checks.map(toldCheck),
    files: files.map((file) => ({
      ...file,
      problems: file.problems.map((problem) => ({ ...problem, message: inKorean(problem.message) })),
    })),
    limits: limits.map(({ limit, message }) => ({ limit, message: placedInKorean(message) })),
  };
}

function toldCheck(check: CheckGrade): CheckGrade {
  const { message, divergence, causes } = check;
  return {
    ...check,
    causes: causes.map((cause) => placedInKorean(cause)),
    ...(message === undefined || divergence !== undefined ? {} : { message: inKorean(message) }),
    ...(divergence === undefined
      ? {}
      : {
          divergence: {
            ...divergence,
            what: inKorean(divergence.what),
            expected: inKorean(divergence.expected),
            actual: inKorean(divergence.actual),
            ...(divergence.why === undefined ? {} : { why: inKorean(divergence.why) }),
          },
        }),
  };
}
