import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FileAccess } from '../kubectl/environment.ts';
import { folderFiles, layered, MemoryFiles } from './files.ts';

const MANIFESTS = join(import.meta.dirname, 'manifests');

/**
 * What `-f` finds in a scenario or a setup: what was written meanwhile (to memory), files of the folders, the first folder first, and
 * scenarios/manifests.
 */
export function filesBeside(...folders: readonly string[]): FileAccess {
  return layered(new MemoryFiles(), () => [...folders.flatMap(folderAt), ...folderAt(MANIFESTS)]);
}

/** Folders by path: many scenarios look into the same ones, and most into none. */
const folders = new Map<string, readonly FileAccess[]>();

function folderAt(path: string): readonly FileAccess[] {
  const known = folders.get(path) ?? (existsSync(path) ? [folderFiles(path)] : []);
  folders.set(path, known);
  return known;
}
