import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { isSystemError, readBounded } from './folder.ts';
import { MAX_ENTRIES, tooDeep, tooLarge, tooManyEntries, type Content, type Found, type Listing } from './found.ts';
import { ignoredFolderOf, nameProblem, shownName } from './names.ts';

/** An archive is held in memory while it is read; pictures may lie in it, films may not. */
const MAX_ARCHIVE_BYTES = 64 * 1024 * 1024;

/** Unix file types, in the upper half of an entry's external attributes. */
const TYPE_MASK = 0o170000;
const PLAIN_TYPES: ReadonlySet<number> = new Set([0, 0o100000, 0o040000]);

/**
 * Lists a zip file entry by entry; nothing is inflated yet, and nothing is ever written to disk. What could mean different files on
 * different machines is refused: names that leave the folder, twins that differ in case or in how an accent is written.
 */
export async function listArchive(path: string, maxDepth: number): Promise<Listing> {
  const content = readBounded(path, MAX_ARCHIVE_BYTES);
  if (!('bytes' in content)) return content;
  try {
    const zip = await fromBufferPromise(
      Buffer.from(content.bytes.buffer, content.bytes.byteOffset, content.bytes.length),
      {
        lazyEntries: true,
        decodeStrings: false,
        validateEntrySizes: true,
      },
    );
    if (zip.entryCount > MAX_ENTRIES) return tooManyEntries;
    return { found: unwrapped(withoutTwins(await list(zip, maxDepth))) };
  } catch (error) {
    return { problem: `it is no zip file that can be read: ${damage(error)}` };
  }
}

async function list(zip: ZipFile, maxDepth: number): Promise<readonly Found[]> {
  const found: Found[] = [];
  const ignored = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    const name = entryName(entry);
    const why = nameRefusal(name) ?? notPlain(entry);
    if (why !== undefined) {
      found.push({ kind: 'refused', path: shownName(name), why: { problem: why } });
      continue;
    }
    const folder = ignoredFolderOf(name);
    if (folder !== undefined) ignored.add(folder);
    else if (name.endsWith('/')) continue;
    else if (name.split('/').length - 1 > maxDepth) found.push({ kind: 'refused', path: name, why: tooDeep(maxDepth) });
    else found.push(fileOf(zip, entry, name));
  }
  return [...found, ...[...ignored].map((path): Found => ({ kind: 'ignored', path }))];
}

function fileOf(zip: ZipFile, entry: Entry, path: string): Found {
  const problem = contentRefusal(entry);
  if (problem !== undefined) return { kind: 'refused', path, why: { problem } };
  return { kind: 'file', path, bytes: entry.uncompressedSize, read: (maxBytes) => inflate(zip, entry, maxBytes) };
}

/** The name as it was meant: UTF-8 also where the archiver forgot to say so, then Korean Windows, then what the format says. */
function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const saysUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0;
  for (const encoding of saysUtf8 ? [] : ['utf-8', 'euc-kr']) {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(raw);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, [], true);
}

function nameRefusal(name: string): string | undefined {
  if (name.includes('\\')) return 'its name has a backslash; make the zip with / between folders';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'its name is an absolute path and leaves the submission';
  const segments = name.replace(/\/$/, '').split('/');
  if (segments.includes('..')) return 'its name leaves the submission by ..';
  if (segments.some((segment) => segment === '' || segment === '.')) return 'its name has an empty part or a lone dot';
  return nameProblem(name);
}

function notPlain(entry: Entry): string | undefined {
  const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK;
  if (type === 0o120000) return 'a link is not followed; hand in the file itself';
  return PLAIN_TYPES.has(type) ? undefined : 'it is neither a file nor a folder';
}

function contentRefusal(entry: Entry): string | undefined {
  if (entry.isEncrypted()) return 'it is encrypted; make the zip without a password';
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return `its compression (method ${entry.compressionMethod}) is not read; make a plain zip (deflate)`;
  return undefined;
}

/** Inflates one entry, counting what comes out: its header may lie. */
async function inflate(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Content> {
  if (entry.uncompressedSize > maxBytes) return tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) return tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    return { problem: `its data in the zip is damaged: ${damage(error)}` };
  }
  const bytes = Buffer.concat(chunks);
  return crc32(bytes) === entry.crc32 ? { bytes } : { problem: 'its data in the zip is damaged: the checksum differs' };
}

/** What is wrong with the archive; anything that is no complaint about data is our own fault. */
function damage(error: unknown): string {
  if (!(error instanceof Error) || isSystemError(error) || error instanceof TypeError) throw error;
  return error.message;
}

/** Refuses names that are one and the same file on another system. */
function withoutTwins(found: readonly Found[]): readonly Found[] {
  const key = (path: string): string => path.normalize('NFC').toLowerCase().normalize('NFC');
  const names = new Map<string, string[]>();
  const folders = new Set<string>();
  for (const { path } of found.filter(({ kind }) => kind === 'file')) {
    names.set(key(path), [...(names.get(key(path)) ?? []), path]);
    const segments = key(path).split('/');
    segments.slice(1).forEach((_, index) => folders.add(segments.slice(0, index + 1).join('/')));
  }
  return found.map((each): Found => {
    if (each.kind !== 'file') return each;
    if ((names.get(key(each.path))?.length ?? 0) > 1) return refusedTwin(each.path, 'another entry has the same name');
    return folders.has(key(each.path)) ? refusedTwin(each.path, 'a folder has the same name') : each;
  });
}

function refusedTwin(path: string, why: string): Found {
  const problem = `${why} (upper and lower case, and ways to write an accent, are the same); none of them is read`;
  return { kind: 'refused', path, why: { problem } };
}

/** Without the one folder that lies around everything; what archivers leave beside it does not count. */
function unwrapped(found: readonly Found[]): readonly Found[] {
  const counted = found.filter(({ kind, path }) => kind === 'file' && path !== '.DS_Store');
  const top = counted[0]?.path.split('/')[0] ?? '';
  const prefix = `${top}/`;
  if (top === '' || !counted.every(({ path }) => path.startsWith(prefix))) return found;
  return found.map((each) => (each.path.startsWith(prefix) ? { ...each, path: each.path.slice(prefix.length) } : each));
}
