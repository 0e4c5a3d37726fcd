import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classPage } from '../reports/grade/class-page.ts';
import { gradesCsv } from '../reports/grade/csv.ts';
import { gradescopeJson } from '../reports/grade/gradescope.ts';
import { gradeJson } from '../reports/grade/json.ts';
import { gradePage } from '../reports/grade/page.ts';
import type { Exercise } from '../scenarios/exercises.ts';
import type { Grade } from './grade.ts';

/** OUT/<submission>/{grade.json,results.json,index.html}; `page` is '' where the grading process could not make one. */
export function writeGrade(out: string, exercise: Exercise, grade: Grade, page: string): void {
  const folder = join(out, grade.submission);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'grade.json'), gradeJson(grade));
  writeFileSync(join(folder, 'results.json'), gradescopeJson(grade));
  writeFileSync(join(folder, 'index.html'), page === '' ? pageOf(grade, exercise) : page);
}

function pageOf(grade: Grade, { title, task }: Exercise): string {
  return gradePage({ grade, title: title[grade.language], task: task[grade.language], scenarios: [] });
}

/** OUT/grades.csv and OUT/index.html. */
export function writeClass(out: string, title: string, grades: readonly Grade[]): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'grades.csv'), gradesCsv(grades));
  writeFileSync(join(out, 'index.html'), classPage({ title, grades }));
}
