import { lstatSync, type Stats } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Submission, SubmissionLimits, SubmittedFile } from '../submission.ts';
import { listArchive } from './archive.ts';
import { isSystemError, listFolder, reasonOf } from './folder.ts';
import type { Found, Listing, Refusal } from './found.ts';
import { Ledger } from './ledger.ts';
import { looksLikeManifest, ManifestReader } from './manifests.ts';
import { baseName, roleOf, type Role } from './names.ts';
import { decodeText, isBinary, type Decoded } from './text.ts';
import { hasKubectl, TranscriptReader } from './transcripts.ts';

/**
 * Reads what a student handed in, a folder or a .zip file, as plain data: nothing of it is run, no link is followed, nothing is
 * written. The same content gives the same submission on any machine and in any order of the directory.
 *
 * What cannot be read is told in the reports and never thrown; a submission of which nothing can be read has neither manifests
 * nor lines.
 */
export async function readSubmission(path: string, limits: SubmissionLimits): Promise<Submission> {
  const file = basename(resolve(path));
  const reader = new Reader(limits);
  const listing = await list(path, limits);
  if ('found' in listing) await reader.readAll(listing.found);
  else reader.refuse(WHOLE, listing);
  return reader.submission(file);
}

async function list(path: string, limits: SubmissionLimits): Promise<Listing> {
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { problem: `it cannot be read: ${reasonOf(error)}` };
  }
  if (stats.isDirectory()) return listFolder(path, limits.maxDepth);
  if (stats.isSymbolicLink()) return { problem: 'a link is not followed; hand in the folder or zip file itself' };
  if (stats.isFile() && isZip(path)) return listArchive(path, limits.maxDepth);
  return { problem: 'it is neither a folder nor a .zip file' };
}

function isZip(path: string): boolean {
  return path.toLowerCase().endsWith('.zip');
}

/** Under this path the reports speak of the submission as a whole. */
const WHOLE = '.';

const MISNAMED = 'it looks like a manifest, but is not applied: give it a name that ends in .yaml';

/** What one submission has given so far. */
class Reader {
  readonly #limits: SubmissionLimits;
  readonly #ledger = new Ledger();
  readonly #files: SubmittedFile[] = [];
  readonly #manifests: ManifestReader;
  readonly #transcripts: TranscriptReader;
  #bytes = 0;

  constructor(limits: SubmissionLimits) {
    this.#limits = limits;
    this.#manifests = new ManifestReader(limits, this.#ledger);
    this.#transcripts = new TranscriptReader(limits, this.#ledger);
  }

  refuse(path: string, { problem, limit }: Refusal): void {
    this.#ledger.refuse(path, problem);
    if (limit !== undefined) this.#ledger.limit(limit, path, problem);
  }

  /** Reads files in the order of their paths: which ones a limit leaves out is the same everywhere. */
  async readAll(found: readonly Found[]): Promise<void> {
    const inOrder = found.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    const { maxFiles } = this.#limits;
    let count = 0;
    for (const each of inOrder) {
      if (each.kind === 'ignored') this.#ledger.file(each.path, 'ignored');
      else if (++count > maxFiles) continue;
      else if (each.kind === 'refused') this.refuse(each.path, each.why);
      else await this.#read(each);
    }
    if (count > maxFiles) {
      const problem = `it holds ${count} files; the first ${maxFiles} by name are read, the others are not`;
      this.refuse(WHOLE, { problem, limit: 'files' });
    }
  }

  async #read(found: Found & { kind: 'file' }): Promise<void> {
    const { path } = found;
    const role = roleOf(path);
    if (role === 'binary') return this.#ledger.file(path, 'ignored');
    if (role === 'archive')
      return this.refuse(path, {
        problem: 'an archive in a submission is not opened: hand in the files themselves',
      });
    const { maxBytes, maxFileBytes } = this.#limits;
    const left = maxBytes - this.#bytes;
    const content = await found.read(Math.min(maxFileBytes, left));
    if (!('bytes' in content)) return this.refuse(path, left < maxFileBytes ? this.#outOfBytes(content) : content);
    this.#bytes += content.bytes.length;
    this.#use(path, role, decodeText(content.bytes));
  }

  /** A file that would have been read, had those before it left room. */
  #outOfBytes(refusal: Refusal): Refusal {
    if (refusal.limit !== 'file bytes') return refusal;
    const { maxBytes } = this.#limits;
    return { problem: `with it the submission has more than ${maxBytes} bytes; the file is not read`, limit: 'bytes' };
  }

  #use(path: string, role: Role, decoded: Decoded): void {
    const { text } = decoded;
    const isText = !isBinary(decoded);
    if (role === 'manifest') {
      if (this.#manifests.read(path, text)) this.#files.push({ path, text });
      return;
    }
    if (isText) this.#files.push({ path, text });
    if (role === 'script' || role === 'text' || role === 'markdown') return this.#readTranscript(path, role, decoded);
    this.#ledger.file(path, 'ignored');
    if (role === 'data' && isText && !baseName(path).startsWith('.') && looksLikeManifest(text))
      this.#ledger.problem(path, MISNAMED);
    if (role === 'kustomization')
      this.#ledger.problem(path, 'a kustomization is built where a line says so: kubectl apply -k FOLDER');
  }

  #readTranscript(path: string, role: 'script' | 'text' | 'markdown', decoded: Decoded): void {
    const { text } = decoded;
    if (text.includes('\0')) return this.refuse(path, { problem: 'it is no text: it has NUL bytes' });
    if (role === 'markdown') this.#transcripts.readMarkdown(path, text);
    else if (role === 'text' && looksLikeManifest(text) && !hasKubectl(text)) {
      this.#ledger.file(path, 'ignored');
      this.#ledger.problem(path, MISNAMED);
    } else this.#transcripts.readRows(path, text, role);
    if (!decoded.exact) this.#ledger.problem(path, 'some of its characters are no UTF-8 and read as \uFFFD');
  }

  submission(file: string): Submission {
    const { paths: manifests } = this.#manifests;
    const { lines } = this.#transcripts;
    if (manifests.length === 0 && lines.length === 0) this.#reportNothing();
    const name = isZip(file) ? file.slice(0, -'.zip'.length) : file;
    const { reports, limits } = this.#ledger;
    return { name, files: this.#files, manifests, lines, reports, limits };
  }

  #reportNothing(): void {
    if (!this.#ledger.has(WHOLE)) this.#ledger.file(WHOLE, 'ignored');
    this.#ledger.problem(
      WHOLE,
      'no manifests found (.yaml, .yml, .json with apiVersion and kind) and no transcript (.sh, .txt, .md)',
    );
  }
}
