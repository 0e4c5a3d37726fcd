import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { loadManifests } from '../../kubectl/manifest/load.ts';

/**
 * Without what is only a part of something: kustomizations, and what lies in or below a folder of one and is no resource of it (patches,
 * mostly), which no cluster would take as it is.
 * @param files absolute paths of YAML files
 */
export function withoutParts(files: readonly string[]): readonly string[] {
  const resources = new Map(files.filter(isKustomization).map((file) => [dirname(file), resourcesOf(file)]));
  return files.filter((file) => {
    if (isKustomization(file)) return false;
    const folder = foldersOf(file).find((each) => resources.has(each));
    return folder === undefined || resources.get(folder)?.has(file) === true;
  });
}

export function isKustomization(file: string): boolean {
  return /^kustomization\.ya?ml$/.test(basename(file));
}

/** The folders that a file is in, the nearest first. */
function foldersOf(file: string): readonly string[] {
  const folder = dirname(file);
  return folder === file ? [] : [folder, ...foldersOf(folder)];
}

function resourcesOf(file: string): ReadonlySet<string> {
  const value = loadManifests(readFileSync(file, 'utf8'), file).documents[0]?.value;
  const fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const named = Object.hasOwn(fields, 'resources') ? (fields as { resources: unknown }).resources : [];
  const paths = (Array.isArray(named) ? named : []).filter((path) => typeof path === 'string');
  return new Set(paths.map((path) => join(dirname(file), path)));
}
