import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Envelope, GherkinDocument } from '@cucumber/messages';
import { execute, loadProject } from './execute.ts';
import { docStringProblems } from './lint/doc-strings.ts';
import { withoutParts } from './lint/kustomized.ts';
import { ManifestLint } from './lint/manifests.ts';
import { pathProblems } from './lint/paths.ts';
import { isError, type Problem, problemLine, sortProblems } from './problem.ts';

export interface LintRequest {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** `seatrial lint`: features without running them, and manifests against a fresh cluster. */
export async function lint({ cwd, paths, print, complain }: LintRequest): Promise<number> {
  const missing = pathProblems(paths, cwd);
  const manifests = missing.length > 0 ? [] : paths.flatMap((path) => manifestsBelow(resolve(cwd, path)));
  const features = paths.filter((path) => !isManifest(path));
  const found = missing.length > 0 ? { problems: missing, selected: 0 } : await featureProblems(cwd, features);
  const problems = [...found.problems, ...manifests.flatMap((file) => manifestProblems(file, cwd))];
  for (const problem of problems) complain(problemLine(problem));
  if (problems.some(isError)) return 2;
  if (found.selected + manifests.length === 0) {
    complain(`no feature and no manifest in ${paths.join(' ')}`);
    return 2;
  }
  print(`${found.selected} scenarios and ${manifests.length} manifests, nothing wrong`);
  return 0;
}

async function featureProblems(
  cwd: string,
  paths: readonly string[],
): Promise<{ readonly problems: readonly Problem[]; readonly selected: number }> {
  if (paths.length === 0) return { problems: [], selected: 0 };
  const documents: GherkinDocument[] = [];
  const listener = {
    message: ({ gherkinDocument }: Envelope): void => {
      if (gherkinDocument !== undefined) documents.push(gherkinDocument);
    },
  };
  const found = await execute(await loadProject(cwd), { paths, seed: '1', lintOnly: true }, listener);
  return { ...found, problems: sortProblems([...found.problems, ...documents.flatMap(docStringProblems)]) };
}

function isManifest(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

/** The file itself, or all manifests below a folder, by path; patches of kustomizations are none. */
function manifestsBelow(path: string): readonly string[] {
  if (isManifest(path)) return [path];
  if (/:\d+$|[*?[\]{}]/.test(path) || !statSync(path).isDirectory()) return [];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(isManifest);
  return withoutParts(files.map((file) => join(path, file)).sort());
}

/** What is wrong with a manifest on a cluster that has nothing yet. */
function manifestProblems(file: string, cwd: string): readonly Problem[] {
  return new ManifestLint().problems({ uri: relative(cwd, file), text: readFileSync(file, 'utf8'), line: 1 });
}
