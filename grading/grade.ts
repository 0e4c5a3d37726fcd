import type { Divergence } from '../scenarios/records.ts';

/**
 * `graded`: there is a score, be it 0. `unreadable`: nothing of the submission could be read, so that there is nothing to score.
 * `error`: the grading itself came to no end (a process limit, a fault of ours); a teacher has to look.
 */
export type GradeStatus = 'graded' | 'unreadable' | 'error';

/** One scenario of the rubric and what it was worth. */
export interface CheckGrade {
  /** `rubric.feature:12`. */
  readonly id: string;
  readonly name: string;
  readonly points: number;
  readonly maxPoints: number;
  /** `@hidden`: students hear neither its name nor its reasons. */
  readonly hidden: boolean;
  readonly passed: boolean;
  /** The steps in order, each with how it ended. */
  readonly steps: readonly {
    readonly keyword: string;
    readonly text: string;
    readonly status: 'passed' | 'failed' | 'skipped';
  }[];
  /** The text of the step that failed. */
  readonly failedStep?: string;
  readonly message?: string;
  /** What was expected, what was found, and when (virtual time). */
  readonly divergence?: Divergence;
  /** Why, from the nearest reason to the first: at the end stands what to change, with the submission's file and line where there is one. */
  readonly causes: readonly string[];
  readonly desired?: string;
  readonly actual?: string;
}

/** What became of one file of a submission. */
export interface FileReport {
  /** Relative to the submission, `/` between folders. */
  readonly path: string;
  /** `refused`: not opened or not read on; `ignored`: of no kind that is graded. */
  readonly kind: 'manifest' | 'transcript' | 'ignored' | 'refused';
  /** What is wrong with it or why it was not used, in one line; with the line of the file where there is one. */
  readonly problems: readonly { readonly message: string; readonly line?: number }[];
}

/** One line that was run on the cluster: of a transcript, or `kubectl apply -f FILE` for a manifest that no transcript uses. */
export interface CommandReport {
  readonly file: string;
  /** 1-based line of a transcript; absent for a manifest that was applied as a whole. */
  readonly line?: number;
  readonly command: string;
  readonly exit: number;
  /** What it printed, cut after a bounded number of characters. */
  readonly stdout: string;
  readonly stderr: string;
}

/** A limit that the submission hit. */
export interface LimitHit {
  /** `objects`, `steps`, `virtual time`, `files`, `yaml depth`, ... */
  readonly limit: string;
  /** One sentence: the limit, its size, and where it was hit. */
  readonly message: string;
}

/** What one submission got, and why. Holds no wall-clock time and no path of the machine: the same submission gives the same bytes. */
export interface Grade {
  readonly exercise: string;
  readonly submission: string;
  readonly status: GradeStatus;
  /** null where there is none: `unreadable`, `error`. */
  readonly score: number | null;
  readonly maxScore: number;
  /** Why there is no score, in one sentence. */
  readonly reason?: string;
  readonly language: Language;
  readonly seed: string;
  readonly checks: readonly CheckGrade[];
  readonly files: readonly FileReport[];
  readonly commands: readonly CommandReport[];
  readonly limits: readonly LimitHit[];
}

export type Language = 'en' | 'ko';
