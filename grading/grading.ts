import { loadProject } from '../runner/execute.ts';
import { type Exercise, ExerciseError } from '../scenarios/exercises.ts';
import { failedGrade, type Grader } from './grade-submission.ts';
import type { Grade, Language } from './grade.ts';
import { gradeInProcesses } from './pool/pool.ts';
import type { Answer, Job } from './pool/protocol.ts';
import { readRubric, type Rubric } from './rubric.ts';

export interface GradingRequest {
  readonly exercise: Exercise;
  readonly jobs: readonly Job[];
  readonly language: Language;
  readonly seed: string;
  /** The project whose step definitions the rubric may use. */
  readonly projectFolder: string;
  /** How many processes at a time. */
  readonly processes: number;
  /** Student's pages are wanted, not only grades. */
  readonly hasPages: boolean;
  /** Told of each grade as it comes, in no particular order; `page` is '' where none was wanted or could be made. */
  graded(grade: Grade, page: string): void;
}

/**
 * Grades submissions, each in a process that limits it; gives the grades in the order of the jobs.
 * @throws ExerciseError where the exercise itself is wrong
 */
export async function gradeAll(request: GradingRequest): Promise<readonly Grade[]> {
  const { exercise, language, projectFolder } = request;
  return await gradeBy(await readRubric(exercise, language, await loadProject(projectFolder)), request);
}

/** The same by a rubric that was read already: a process can load a project's step definitions only once. */
export async function gradeBy(rubric: Rubric, request: GradingRequest): Promise<readonly Grade[]> {
  const { exercise, jobs, language, seed, projectFolder, processes, hasPages } = request;
  const grader: Grader = { exercise, rubric, language, seed };
  const { wallSeconds, heapMiB } = exercise.limits;
  const grades = new Map<Job, Grade>();
  await gradeInProcesses(jobs, {
    settings: { exerciseFolder: exercise.folder, language, seed, projectFolder, hasPages },
    processes,
    wallSeconds,
    heapMiB,
    answered: (job, answer) => {
      const grade = gradeOf(job, answer, grader);
      grades.set(job, grade);
      request.graded(grade, answer.kind === 'graded' ? answer.page : '');
    },
  });
  return jobs.map((job) => grades.get(job) ?? failedGrade(grader, job.name, 'it was not graded'));
}

function gradeOf(job: Job, answer: Answer, grader: Grader): Grade {
  switch (answer.kind) {
    case 'graded':
      return answer.grade;
    case 'exercise':
      throw new ExerciseError(answer.message);
    case 'fault': {
      const said = (answer.message.split('\n')[0] ?? '')
        .replace(/^Error: /, '')
        .replaceAll(/(?:file:\/\/)?\/[^\s:)]+\//g, '');
      return failedGrade(grader, job.name, `the grading came to no end: ${said}`);
    }
  }
}
