import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Raised when what a pack holds or how it is read changes: packs of other formats are not used. */
export const FORMAT = 1;

/** A file and what the file system says about it. `ctimeMs` moves with every change, whatever `mtimeMs` is set to. */
export type Stamp = readonly [path: string, inode: number, size: number, mtimeMs: number, ctimeMs: number];

/** What is known about a pack. Lies beside it and is written last. */
export interface Manifest {
  readonly format: number;
  /** Digest of the code: names its file, and that of what V8 made of it. */
  readonly id: string;
  /** The folder of the project, of which the code holds absolute paths. */
  readonly root: string;
  /** URLs of the modules that others may import from the pack -> names of its exports. */
  readonly modules: Readonly<Record<string, string>>;
  /** Every file that the code was made of. */
  readonly inputs: readonly Stamp[];
}

/** Where a project's pack lies: nothing but `npm run pack:make` writes there, and git does not look. */
export function packFolder(root: string): string {
  return join(root, 'node_modules/.cache/seatrial/pack');
}

/** In a folder `lib` beside its manifest: cucumber tells its own stack frames by the folder above its code. */
export function codeFile(root: string, id: string): string {
  return join(packFolder(root), 'lib', `${id}.cjs`);
}

export function manifestFile(root: string): string {
  return join(packFolder(root), 'manifest.json');
}

export function stampOf(path: string): Stamp | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : [path, stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs];
}

/** The manifest of the project's pack if every file it was made of is as it was then; undefined where there is none, or a stale one. */
export function freshManifest(root: string): Manifest | undefined {
  const manifest = readManifest(root);
  if (manifest?.format !== FORMAT || manifest.root !== root) return undefined;
  return manifest.inputs.every(isUnchanged) ? manifest : undefined;
}

function readManifest(root: string): Manifest | undefined {
  const file = manifestFile(root);
  if (stampOf(file) === undefined) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

function isUnchanged(then: Stamp): boolean {
  const now = stampOf(then[0]);
  return now !== undefined && now.every((value, index) => value === then[index]);
}
