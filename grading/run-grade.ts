import { isAbsolute, relative, resolve, sep } from 'node:path';
import { mustTakeFiles, writing } from '../runner/out-folder.ts';
import { fitted, painter, type Terminal } from '../runner/terminal.ts';
import { ExerciseError, readExercise } from '../scenarios/exercises.ts';
import type { Grade, Language } from './grade.ts';
import { gradeAll } from './grading.ts';
import { writeClass, writeGrade } from './report-class.ts';
import { sumOf } from './rubric.ts';
import { submissionsIn } from './submissions.ts';

export interface GradeRequest {
  readonly exercise: string;
  readonly submissions: string;
  /** Relative to cwd. */
  readonly out: string;
  readonly cwd: string;
  readonly processes: number;
  readonly language: Language;
  readonly seed: string;
  /** Exit code 1 when a score is below this. */
  readonly failUnder?: number;
  readonly terminal: Terminal;
  /** Shows how far it is; rewritten in place where that is possible. */
  readonly progress: Terminal;
  readonly complain: (line: string) => void;
  /** Has `say` asked, and its answer shown, when somebody ends the run; until the returned function is called. */
  readonly onInterrupt: (say: () => string) => () => void;
}

/**
 * `seatrial grade`: a class's submissions in, a grade and a page for each out. Exit code 0 when each got its grade, whatever the score; 1
 * only with failUnder.
 * @throws ExerciseError where the exercise, the submissions or the out folder cannot be used
 */
export async function runGrade(request: GradeRequest): Promise<number> {
  const { cwd, terminal, language, failUnder } = request;
  const exercise = readExercise(request.exercise);
  const { jobs, others } = submissionsIn(resolve(cwd, request.submissions));
  const out = resolve(cwd, request.out);
  mustTakeFiles('--out', request.out, out);
  keepApart(out, request);
  for (const name of others) request.complain(`${name}: left out: it is neither a folder nor a .zip`);
  const bar = new Bar(request.progress, jobs.length);
  const goOn = request.onInterrupt(() => bar.interrupted(relative(cwd, out)));
  const grades = await gradeAll({
    exercise,
    jobs,
    language,
    seed: request.seed,
    projectFolder: cwd,
    processes: request.processes,
    hasPages: true,
    graded: (grade, page) => {
      writing('--out', request.out, () => writeGrade(out, exercise, grade, page));
      bar.step(grade.submission);
    },
  }).finally(() => {
    goOn();
    bar.end();
  });
  writing('--out', request.out, () => writeClass(out, exercise.title[language], grades));
  terminal.write(table(grades, terminal));
  terminal.write(`\nreport: ${relative(cwd, resolve(out, 'index.html'))}\n${closingLine(grades)}\n`);
  return failUnder !== undefined && grades.some(({ score }) => score === null || score < failUnder) ? 1 : 0;
}

/** Pages among what was handed in would be graded the next time. */
function keepApart(out: string, { out: given, submissions, cwd }: GradeRequest): void {
  const path = relative(resolve(cwd, submissions), out);
  if (path.split(sep)[0] === '..' || isAbsolute(path)) return;
  throw new ExerciseError(`--out ${given}: it lies among the submissions in ${submissions}; name another folder`);
}

/** `17 of 100  kim-minji`: one line that changes where the terminal can, else a dot for each. */
class Bar {
  readonly #terminal: Terminal;
  readonly #all: number;
  #done = 0;

  constructor(terminal: Terminal, all: number) {
    this.#terminal = terminal;
    this.#all = all;
  }

  step(name: string): void {
    this.#done += 1;
    if (!this.#terminal.isLive) this.#terminal.write(this.#done % 80 === 0 ? '.\n' : '.');
    else {
      const filled = Math.round((20 * this.#done) / this.#all);
      const text = `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${this.#done} of ${this.#all}  ${name}`;
      this.#terminal.write(`\r${fitted(text, Math.max(30, this.#terminal.width - 1))}`);
    }
  }

  /** What is there of a run that ended too early. */
  interrupted(out: string): string {
    this.end();
    return `interrupted: ${this.#done} of ${this.#all} are graded, their pages are in ${out}; the class page and grades.csv are made at the end\n`;
  }

  end(): void {
    this.#terminal.write(this.#terminal.isLive ? '\r\u001b[K' : '\n');
  }
}

/** Those that need a look come first; the rest in the order of their names. */
function table(grades: readonly Grade[], terminal: Terminal): string {
  const paint = painter(terminal);
  const width = Math.min(40, Math.max(10, ...grades.map(({ submission }) => submission.length)));
  const rows = [...grades.filter(needsLook), ...grades.filter((grade) => !needsLook(grade))];
  return rows
    .map((grade) => `  ${fitted(printable(grade.submission), width)}  ${paint(colourOf(grade), resultOf(grade))}\n`)
    .join('');
}

const needsLook = ({ status }: Grade): boolean => status !== 'graded';

function resultOf(grade: Grade): string {
  if (grade.score === null) return `no score: ${printable(grade.reason ?? grade.status)}`;
  const lost = grade.checks.filter(({ passed }) => !passed).length;
  const score = `${String(grade.score).padStart(5)} of ${grade.maxScore}`;
  const limits = grade.limits.length === 0 ? '' : `  limit: ${grade.limits.map(({ limit }) => limit).join(', ')}`;
  return `${score}${lost === 0 ? '' : `  ${lost} of ${grade.checks.length} checks lost`}${limits}`;
}

function colourOf({ score, maxScore }: Grade): 'red' | 'green' | 'yellow' {
  if (score === null) return 'red';
  return score === maxScore ? 'green' : 'yellow';
}

/** Names of folders can hold anything that a terminal would obey. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
}

function closingLine(grades: readonly Grade[]): string {
  const scores = grades.flatMap(({ score }) => (score === null ? [] : [score]));
  const mean = scores.length === 0 ? '' : `, mean score ${Math.round((sumOf(scores) / scores.length) * 100) / 100}`;
  return `${scores.length} graded, ${grades.length - scores.length} without a score${mean}`;
}
