import { appendFileSync, existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Annotation, annotationLines, withoutCommands } from '../reports/github/annotations.ts';

/** A step of a GitHub workflow that seatrial runs in. */
export interface GitHubStep {
  /** What `$GITHUB_STEP_SUMMARY` names; absent on runners without summaries. */
  readonly summaryFile?: string;
  /** Folder of the repository. */
  readonly workspace?: string;
  /** Writes into the log what is meant as a command. */
  readonly command: (text: string) => void;
}

/** GitHub shows no summary of a step that is larger. */
const LARGEST_SUMMARY = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** The step of GitHub Actions that the process runs in, if it does. */
export function gitHubStep(env: Environment, command: (text: string) => void): GitHubStep | undefined {
  if (env['GITHUB_ACTIONS'] !== 'true') return undefined;
  const { GITHUB_STEP_SUMMARY: summaryFile, GITHUB_WORKSPACE: workspace } = env;
  return { ...(summaryFile ? { summaryFile } : {}), ...(workspace ? { workspace } : {}), command };
}

/** Output in which nothing that a scenario, a manifest or a file is called becomes a command to GitHub. */
export function guarded(write: (text: string) => void): (text: string) => void {
  return (text) => write(withoutCommands(text));
}

export interface StepReport {
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** Appends to the step's summary and writes the annotations into its log. `complain` is told why a summary is left out. */
export function tellGitHub(
  { summaryFile, workspace, command }: GitHubStep,
  cwd: string,
  { summary, annotations }: StepReport,
  complain: (line: string) => void,
): void {
  const problem = summaryFile === undefined ? undefined : append(summaryFile, summary);
  if (problem !== undefined) complain(`the step summary is left out: ${problem}`);
  const prefix = relative(workspace ?? cwd, cwd);
  const placed = annotations.map((annotation) => ({ ...annotation, file: inRepository(prefix, annotation.file) }));
  for (const line of annotationLines(placed)) command(`${line}\n`);
}

/** Paths of features are relative to where seatrial runs, those of annotations to the repository. */
function inRepository(prefix: string, file: string): string {
  return prefix === '' || prefix.startsWith('..') ? file : join(prefix, file);
}

function append(file: string, text: string): string | undefined {
  const already = existsSync(file) ? statSync(file).size : 0;
  if (already + Buffer.byteLength(text) > LARGEST_SUMMARY) return `it would be larger than 1 MiB (${file})`;
  try {
    appendFileSync(file, text);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return `${code} at ${file}`;
  }
}
