import type { CheckGrade, Grade } from '../../grading/grade.ts';

/** Makings of grades for the tests of the reports. */

export function checkOf(own: Partial<CheckGrade> = {}): CheckGrade {
  return {
    id: 'rubric.feature:4',
    name: 'The pod serves',
    points: 2,
    maxPoints: 2,
    hidden: false,
    passed: true,
    steps: [],
    causes: [],
    ...own,
  };
}

/** A check that lost its points: the service's selector matches no pod. */
export function lostCheck(own: Partial<CheckGrade> = {}): CheckGrade {
  return checkOf({
    id: 'rubric.feature:9',
    name: 'The service answers',
    points: 0,
    maxPoints: 3,
    passed: false,
    steps: [
      { keyword: 'When', text: 'I curl "web"', status: 'passed' },
      { keyword: 'Then', text: 'it answers', status: 'failed' },
    ],
    failedStep: 'it answers',
    message: 'no answer',
    divergence: { atMs: 65_000, what: 'service web', expected: 'an answer', actual: 'connection refused' },
    causes: ['service web has no endpoints', 'its selector matches no pod', 'web.yaml:14: app is wbe, not web'],
    desired: 'app: web',
    actual: 'app: wbe',
    ...own,
  });
}

/** A grade of the given checks; its score is their sum. */
export function gradeOf(checks: readonly CheckGrade[], own: Partial<Grade> = {}): Grade {
  return {
    exercise: 'pod',
    submission: 'kim',
    status: 'graded',
    score: checks.reduce((sum, { points }) => sum + points, 0),
    maxScore: checks.reduce((sum, { maxPoints }) => sum + maxPoints, 0),
    language: 'en',
    seed: '1',
    checks,
    files: [{ path: 'web.yaml', kind: 'manifest', problems: [] }],
    commands: [
      { file: 'web.yaml', command: 'kubectl apply -f web.yaml', exit: 0, stdout: 'pod/web created\n', stderr: '' },
    ],
    limits: [],
    ...own,
  };
}

export function unscored(status: 'unreadable' | 'error', own: Partial<Grade> = {}): Grade {
  return gradeOf([], { status, score: null, maxScore: 10, reason: 'there is no manifest', ...own });
}
