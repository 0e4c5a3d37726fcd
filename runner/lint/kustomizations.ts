import { readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { KubectlError } from '../../kubectl/errors.ts';
import { buildKustomization } from '../../kubectl/kustomize/build.ts';
import { loadManifests, type ManifestDocument } from '../../kubectl/manifest/load.ts';
import { folderFiles } from '../../scenarios/files.ts';
import type { Problem } from '../problem.ts';

/**
 * Why a kustomization does not build. Components are left to the kustomizations that include them; what is not simulated is a warning,
 * because no scenario may need it.
 * @param file absolute path of a kustomization
 * @param cwd where problems are counted from
 * @param root what the build may read: a folder above the file
 */
export function kustomizationProblems(file: string, cwd: string, root: string): readonly Problem[] {
  const document = loadManifests(readFileSync(file, 'utf8'), file).documents[0];
  if ((document?.value as { kind?: unknown } | undefined)?.kind === 'Component') return [];
  try {
    buildKustomization(relative(root, dirname(file)) || '.', folderFiles(root));
    return [];
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    const message = error.message.split('\n')[0] ?? '';
    const problem = { uri: relative(cwd, file), line: lineOf(document, message, basename(file)), message };
    return [message.endsWith('is not simulated') ? { ...problem, isWarning: true } : problem];
  }
}

/** The line of the field that the message names, where it is one of this file. */
function lineOf(document: ManifestDocument | undefined, message: string, name: string): number {
  const [, field, path = ''] = /^the field (\w+) of '(.*)' is not simulated$/.exec(message) ?? [];
  return field === undefined || !path.endsWith(name) ? 0 : (document?.lineOf([field]) ?? 0);
}
