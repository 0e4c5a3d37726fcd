import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, type Stats } from 'node:fs';
import {
  MAX_ENTRIES,
  tooDeep,
  tooLarge,
  tooManyEntries,
  type Content,
  type Found,
  type Listing,
  type Refusal,
} from './found.ts';
import { isIgnoredFolder, nameProblem, shownName } from './names.ts';

interface Walk {
  readonly maxDepth: number;
  readonly found: Found[];
  count: number;
}

/**
 * Lists a folder without opening any file. Links, pipes, sockets and devices are refused where they lie; names are kept as
 * bytes, so that no name is another one's by mistake.
 */
export function listFolder(root: string, maxDepth: number): Listing {
  const walk: Walk = { maxDepth, found: [], count: 0 };
  try {
    listInto(walk, Buffer.from(root), '', 0);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { problem: `the folder cannot be read: ${reasonOf(error)}` };
  }
  return walk.count > MAX_ENTRIES ? tooManyEntries : { found: walk.found };
}

function listInto(walk: Walk, folder: Buffer, prefix: string, depth: number): void {
  const names = readdirSync(folder, { encoding: 'buffer' }).sort((a, b) => a.compare(b));
  walk.count += names.length;
  if (walk.count > MAX_ENTRIES) return;
  for (const name of names) listEntry(walk, folder, name, prefix, depth);
}

function listEntry(walk: Walk, folder: Buffer, raw: Buffer, prefix: string, depth: number): void {
  const name = raw.toString('utf8');
  const path = `${prefix}${shownName(name)}`;
  const place = Buffer.concat([folder, Buffer.from('/'), raw]);
  const refuse = (why: Refusal): void => {
    walk.found.push({ kind: 'refused', path, why });
  };
  const problem = nameProblem(name);
  if (problem !== undefined) return refuse({ problem });
  const stats = lstatSync(place);
  if (stats.isDirectory()) {
    if (isIgnoredFolder(name)) {
      walk.found.push({ kind: 'ignored', path });
      return;
    }
    if (depth >= walk.maxDepth) return refuse(tooDeep(walk.maxDepth));
    try {
      return listInto(walk, place, `${path}/`, depth + 1);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return refuse({ problem: `the folder cannot be read: ${reasonOf(error)}` });
    }
  }
  const why = notPlain(stats);
  if (why !== undefined) return refuse({ problem: why });
  walk.found.push({ kind: 'file', path, bytes: stats.size, read: (maxBytes) => readPlain(place, maxBytes) });
}

/** Why something is not opened that is no plain file with one name. */
export function notPlain(stats: Stats): string | undefined {
  if (stats.isSymbolicLink()) return 'a link is not followed; hand in the file itself';
  if (stats.isFIFO()) return 'a pipe is not opened';
  if (stats.isSocket()) return 'a socket is not opened';
  if (!stats.isFile()) return 'a device is not opened';
  return stats.nlink > 1 ? 'a hard link is not opened; hand in a copy of the file' : undefined;
}

function readPlain(place: Buffer, maxBytes: number): Promise<Content> {
  return Promise.resolve(readBounded(place, maxBytes));
}

/** The bytes of a plain file; never follows a link, never waits for a pipe, never reads more than one byte beyond `maxBytes`. */
export function readBounded(place: Buffer | string, maxBytes: number): Content {
  let file: number | undefined;
  try {
    file = openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = fstatSync(file);
    const why = notPlain(stats);
    if (why !== undefined) return { problem: why };
    if (stats.size > maxBytes) return tooLarge(maxBytes);
    return readAll(file, maxBytes);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { problem: `it cannot be read: ${reasonOf(error)}` };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readAll(file: number, maxBytes: number): Content {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.alloc(64 * 1024);
    const count = readSync(file, chunk, 0, Math.min(chunk.length, maxBytes + 1 - length), null);
    if (count === 0) return { bytes: Buffer.concat(chunks) };
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > maxBytes) return tooLarge(maxBytes);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a link is not followed',
  ENAMETOOLONG: 'its path is too long',
  ENOENT: 'it is not there',
  ENOTDIR: 'it is not there',
};

/** In words without a path of this machine. */
export function reasonOf(error: NodeJS.ErrnoException): string {
  return REASONS[error.code ?? ''] ?? error.code ?? 'the system refuses';
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
