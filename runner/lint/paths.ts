import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../problem.ts';

/** Paths of a command line that lead nowhere. Globs are cucumber's business: they may match nothing. */
export function pathProblems(paths: readonly string[], cwd: string): readonly Problem[] {
  return paths
    .map((path) => path.replace(/(?::\d+)+$/, ''))
    .filter((path) => !/[*?[\]{}]/.test(path) && !path.startsWith('@') && !existsSync(resolve(cwd, path)))
    .map((path) => ({ uri: path, line: 0, message: 'no such file or folder' }));
}
