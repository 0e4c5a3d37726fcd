import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Envelope, GherkinDocument } from '@cucumber/messages';
import { execute, loadProject } from './execute.ts';
import { docStringProblems } from './lint/doc-strings.ts';
import { kustomizationProblems } from './lint/kustomizations.ts';
import { isKustomization, withoutParts } from './lint/kustomized.ts';
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
  const files = missing.length > 0 ? [] : paths.map((path) => yamlOf(resolve(cwd, path)));
  const manifests = files.flatMap(({ yaml }) => withoutParts(yaml));
  const builds = files.flatMap(({ path, yaml }) => yaml.filter(isKustomization).flatMap(buildProblems(cwd, path)));
  const features = paths.filter((path) => !isManifest(path));
  const found = missing.length > 0 ? { problems: missing, selected: 0 } : await featureProblems(cwd, features);
  const problems = [...found.problems, ...manifests.flatMap((file) => manifestProblems(file, cwd)), ...builds];
  for (const line of linesOf(problems)) complain(line);
  if (problems.some(isError)) return 2;
  if (found.selected + manifests.length === 0) {
    complain(`no feature and no manifest in ${paths.join(' ')}`);
    return 2;
  }
  const warnings = problems.length === 0 ? '' : `, ${counted(problems.length, 'warning')}`;
  print(
    `${counted(found.selected, 'scenario')} and ${counted(manifests.length, 'manifest')}, nothing wrong${warnings}`,
  );
  return 0;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** A line for each problem; a warning that many places share is said at the first of them. */
function linesOf(problems: readonly Problem[]): readonly string[] {
  const shared = Map.groupBy(
    problems.filter((problem) => !isError(problem)),
    ({ message }) => message,
  );
  return problems.flatMap((problem) => {
    const [first, ...others] = isError(problem) ? [problem] : (shared.get(problem.message) ?? []);
    if (problem !== first) return [];
    return others.length === 0
      ? [problemLine(problem)]
      : [`${problemLine(problem)} (and in ${counted(others.length, 'other place')})`];
  });
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

/** A path, and the YAML files of it. */
function yamlOf(path: string): { readonly path: string; readonly yaml: readonly string[] } {
  return { path, yaml: yamlBelow(path) };
}

/** The file itself, or all YAML files below a folder, by path. */
function yamlBelow(path: string): readonly string[] {
  if (isManifest(path)) return [path];
  if (/:\d+$|[*?[\]{}]/.test(path) || !statSync(path).isDirectory()) return [];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(isManifest);
  return files.map((file) => join(path, file)).sort();
}

/** Builds read nothing outside of the folder where seatrial runs, or of the one that is named beyond it. */
function buildProblems(cwd: string, path: string): (file: string) => readonly Problem[] {
  const isBelow = !relative(cwd, path).startsWith('..');
  return (file) => kustomizationProblems(file, cwd, isBelow ? cwd : path === file ? dirname(file) : path);
}

/** What is wrong with a manifest on a cluster that has nothing yet. */
function manifestProblems(file: string, cwd: string): readonly Problem[] {
  return new ManifestLint().problems({ uri: relative(cwd, file), text: readFileSync(file, 'utf8'), line: 1 });
}
