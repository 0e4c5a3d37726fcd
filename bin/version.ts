import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** From the package's own manifest, which lies above this file both in the repository and in dist/. */
export function version(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'));
    if (manifest?.name === 'seatrial') return manifest.version;
  }
  throw new Error(`no package.json of seatrial above ${import.meta.dirname}`);
}

function readManifest(path: string): { name: string; version: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
