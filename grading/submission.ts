import type { FileReport, LimitHit } from './grade.ts';

/** One file that a submission brings and that may be used. */
export interface SubmittedFile {
  readonly path: string;
  readonly text: string;
}

/** One thing to run on the cluster, in order. */
export interface SubmittedLine {
  readonly file: string;
  /** 1-based line of the file on which it begins. */
  readonly line: number;
  /** As a transcript would have it: `kubectl ...`, `curl ...`, `sleep N`, `cat FILE`. A here-document follows on further lines. */
  readonly text: string;
}

/** What a student handed in, read and bounded: plain data, nothing of it was run. */
export interface Submission {
  readonly name: string;
  /** Every readable text file, by path: what `-f PATH` finds. */
  readonly files: readonly SubmittedFile[];
  /** Paths of manifests (YAML and JSON with at least one object), in name order. */
  readonly manifests: readonly string[];
  /** Lines of all transcripts, file after file in name order. */
  readonly lines: readonly SubmittedLine[];
  readonly reports: readonly FileReport[];
  readonly limits: readonly LimitHit[];
}

/** How much a submission may hold. */
export interface SubmissionLimits {
  /** Bytes of one file. */
  readonly maxFileBytes: number;
  /** Bytes of all files together, unpacked. */
  readonly maxBytes: number;
  readonly maxFiles: number;
  /** Folders in folders. */
  readonly maxDepth: number;
  /** YAML and JSON documents of all files. */
  readonly maxDocuments: number;
  /** Lines of all transcripts that run something. */
  readonly maxLines: number;
  /** Characters of one line. */
  readonly maxLineLength: number;
}

export const defaultSubmissionLimits: SubmissionLimits = {
  maxFileBytes: 1024 * 1024,
  maxBytes: 5 * 1024 * 1024,
  maxFiles: 200,
  maxDepth: 16,
  maxDocuments: 200,
  maxLines: 500,
  maxLineLength: 8192,
};

/** What a submission to an exercise may hold. */
export function submissionLimits(exercise: { readonly files: number; readonly documents: number }): SubmissionLimits {
  return { ...defaultSubmissionLimits, maxFiles: exercise.files, maxDocuments: exercise.documents };
}
