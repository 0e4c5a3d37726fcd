// A grading process: gets its settings, then one submission after another, and answers each with a grade. It has no arguments, no
// environment and an empty working folder; a submission's files are the only ones of the host that it is told of.
import { loadProject } from '../../runner/execute.ts';
import { ExerciseError, readExercise } from '../../scenarios/exercises.ts';
import { type Grader, gradeSubmission } from '../grade-submission.ts';
import { readRubric } from '../rubric.ts';
import { submissionLimits } from '../submission.ts';
import { readSubmission } from '../submission/read.ts';
import type { Answer, Job, WorkerSettings } from './protocol.ts';

let settings: WorkerSettings | undefined;
let grader: Promise<Grader> | undefined;

process.on('message', (message: WorkerSettings | Job) => {
  if ('exerciseFolder' in message) {
    settings = message;
    return;
  }
  void answer(message).then((result) => process.send?.(result));
});
// The one who started it is gone: there is nobody to answer.
process.on('disconnect', () => process.exit(0));

async function answer(job: Job): Promise<Answer> {
  try {
    if (settings === undefined) throw new Error('a job came before the settings');
    grader ??= graderOf(settings);
    return await grade(await grader, job, settings.hasPages);
  } catch (error) {
    if (error instanceof ExerciseError) return { kind: 'exercise', message: error.message };
    return { kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function graderOf({ exerciseFolder, language, seed, projectFolder }: WorkerSettings): Promise<Grader> {
  const exercise = readExercise(exerciseFolder);
  const rubric = await readRubric(exercise, language, await loadProject(projectFolder));
  return { exercise, rubric, language, seed };
}

async function grade(by: Grader, job: Job, hasPages: boolean): Promise<Answer> {
  const { exercise, language } = by;
  const submission = 'path' in job ? await readSubmission(job.path, submissionLimits(exercise.limits)) : job.submission;
  const graded = await gradeSubmission(by, { ...submission, name: job.name });
  if (!hasPages) return { kind: 'graded', grade: graded.grade, page: '' };
  const { gradePage } = await import('../../reports/grade/page.ts');
  const page = gradePage({ ...graded, title: exercise.title[language], task: exercise.task[language] });
  return { kind: 'graded', grade: graded.grade, page };
}
