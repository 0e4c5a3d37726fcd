import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExerciseError } from '../scenarios/exercises.ts';
import type { Job } from './pool/protocol.ts';

/** What a class handed in: one job for each sub-folder and zip, and the names of what else lies there. */
export interface Handed {
  readonly jobs: readonly Job[];
  readonly others: readonly string[];
}

/**
 * Sub-folders and zips of `folder`, by name. A zip is named without `.zip`, unless a folder has that name. Hidden entries are left out.
 * @throws ExerciseError when there is no such folder or nothing to grade in it
 */
export function submissionsIn(folder: string): Handed {
  const entries = entriesOf(folder).filter(({ name }) => !name.startsWith('.'));
  const folders = new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  const isSubmission = ({ name }: Dirent): boolean => folders.has(name) || /\.zip$/i.test(name);
  const jobs = entries.filter(isSubmission).map(({ name }): Job => {
    const short = name.replace(/\.zip$/i, '');
    return { name: folders.has(short) ? name : short, path: resolve(join(folder, name)) };
  });
  if (jobs.length === 0)
    throw new ExerciseError(`--submissions ${folder}: it holds no sub-folder and no .zip: there is nothing to grade`);
  return { jobs, others: entries.filter((entry) => !isSubmission(entry)).map(({ name }) => name) };
}

function entriesOf(folder: string): readonly Dirent[] {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true)
    throw new ExerciseError(
      `--submissions ${folder}: ${found === undefined ? 'there is no such folder' : 'it is no folder'}`,
    );
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
