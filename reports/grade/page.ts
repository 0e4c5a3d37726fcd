import type { Grade } from '../../grading/grade.ts';
import { htmlDocument } from '../html/document.ts';
import { clip, escape } from '../html/escape.ts';
import type { ScenarioRun } from '../run-value.ts';
import { lostCard } from './lost.ts';
import { changeFirst, noScore, passedCard } from './outcome.ts';
import { filesCard, limitsCard, runCard } from './ran.ts';
import { placeOf } from './places.ts';
import { scoreHeader } from './score-header.ts';
import { forStudent } from './student.ts';
import { PAGE_STYLE } from './style.ts';
import { WORDS } from './words.ts';

/** What a student's page is made of. */
export interface GradeView {
  readonly grade: Grade;
  /** The exercise's title and task, in the language of the grade. */
  readonly title: string;
  readonly task: string;
  /** The rubric's scenarios as they ran; one whose id ends as a check's does gives that check its steps and its timeline. */
  readonly scenarios: readonly ScenarioRun[];
}

/** The page of one submission for its student: self-contained, in the language of the grade, and silent about hidden checks. */
export function gradePage({ grade, title, task, scenarios }: GradeView): string {
  const seen = forStudent(grade);
  const words = WORDS[grade.language];
  const checks = seen.checks.map((check, index) => ({ check, anchor: `c${index + 1}` }));
  const lost = checks.filter(({ check }) => !check.passed);
  const runs = new Map(scenarios.map((scenario) => [placeOf(scenario.id), scenario]));
  const outcome =
    seen.status === 'graded'
      ? [
          changeFirst(seen, lost, words),
          lost.length === 0 ? '' : `<h2 class="part">${words.whatWasLost}</h2>`,
          ...lost.map(({ check, anchor }) =>
            lostCard({ check, anchor, grade: seen, scenario: runs.get(placeOf(check.id)) }, words),
          ),
          passedCard(checks, runs, words),
        ]
      : [noScore(seen, words)];
  const body = [
    scoreHeader({ grade: seen, title, task, checks }, words),
    `<main>`,
    limitsCard(seen, words),
    ...outcome,
    runCard(seen, words),
    filesCard(seen, words),
    `</main><footer>${escape(words.footer(clip(seen.exercise, 80), clip(seen.seed, 40)))}</footer>`,
  ].join('\n');
  const name = clip(`${seen.submission}: ${title}`, 200);
  return htmlDocument({ language: grade.language, title: name, body, script: '', style: PAGE_STYLE });
}
