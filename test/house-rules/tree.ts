import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from './source.ts';

/** Output, other people's code, and what is no source at all. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', 'out', 'dist', 'coverage']);
const SOURCE = /\.(?:ts|mts|cts|js|mjs|cjs)$/;

/** Every source file below `root`, sorted by path. */
export function sourcesOf(root: string): readonly Source[] {
  return pathsBelow(root, '').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function pathsBelow(root: string, folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    if (entry.name.startsWith('.') || (folder === '' && SKIPPED.has(entry.name))) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : pathsBelow(root, path);
    return entry.isFile() && SOURCE.test(entry.name) ? [path] : [];
  });
}
