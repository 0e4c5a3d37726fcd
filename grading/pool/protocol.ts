import type { Grade, Language } from '../grade.ts';
import type { Submission } from '../submission.ts';

/** What a grading process is started for; the first message it gets. */
export interface WorkerSettings {
  readonly exerciseFolder: string;
  readonly language: Language;
  readonly seed: string;
  /** The project whose step definitions the rubric may use. */
  readonly projectFolder: string;
  /** Student's pages are wanted, not only grades. */
  readonly hasPages: boolean;
}

/** One submission to grade. */
export type Job = { readonly name: string } & (
  | {
      /** A folder or a zip. */
      readonly path: string;
    }
  | {
      /** Read already. */
      readonly submission: Submission;
    }
);

/** What a grading process answers a job with. */
export type Answer =
  | { readonly kind: 'graded'; readonly grade: Grade; readonly page: string }
  /** The exercise itself is wrong: no submission can be graded. */
  | { readonly kind: 'exercise'; readonly message: string }
  /** A fault of ours. */
  | { readonly kind: 'fault'; readonly message: string };
