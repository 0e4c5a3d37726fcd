import { loadManifests, ownWords, type ManifestDocument, type ManifestError } from '../../kubectl/manifest/load.ts';
import type { LimitName } from '../../kubectl/manifest/limits.ts';
import type { SubmissionLimits } from '../submission.ts';
import type { Ledger } from './ledger.ts';
import { oddCharacter } from './odd-characters.ts';

const LIMITS: Readonly<Record<LimitName, string>> = {
  maxBytes: 'yaml bytes',
  maxDepth: 'yaml depth',
  maxNodes: 'yaml values',
  maxAliases: 'yaml aliases',
  maxKeys: 'yaml keys',
  maxDocuments: 'yaml documents',
};

/** Finds out which files are manifests: those in which kubectl would find an object. */
export class ManifestReader {
  readonly paths: string[] = [];
  readonly #limits: SubmissionLimits;
  readonly #ledger: Ledger;
  #documents = 0;

  constructor(limits: SubmissionLimits, ledger: Ledger) {
    this.#limits = limits;
    this.#ledger = ledger;
  }

  /** Takes a YAML or JSON file; answers whether its text may be used at all. */
  read(path: string, text: string): boolean {
    const { documents, errors } = loadManifests(text, path);
    const { maxDocuments } = this.#limits;
    const isEndless = errors.some(({ limit }) => limit === 'maxDocuments');
    if (isEndless || this.#documents + documents.length > maxDocuments) {
      const message = `with it the submission has more than ${maxDocuments} YAML and JSON documents; the file is not used`;
      this.#ledger.limit('documents', path, message);
      this.#ledger.refuse(path, message);
      return false;
    }
    this.#documents += documents.length;
    const isManifest = documents.some(({ value }) => isObject(value));
    this.#ledger.file(path, isManifest ? 'manifest' : errors.length > 0 ? 'refused' : 'ignored');
    if (isManifest) this.paths.push(path);
    else if (errors.length === 0) this.#ledger.problem(path, whyNoManifest(documents));
    this.#reportDuplicates(path, documents);
    for (const error of errors) this.#reportError(path, text, error, isManifest);
    return true;
  }

  #reportDuplicates(path: string, documents: readonly ManifestDocument[]): void {
    for (const { duplicates } of documents) {
      const isGlued = duplicates.some(({ field }) => field === 'metadata');
      const glued = duplicates.filter(({ field }) => isGlued && field === 'kind');
      for (const { line } of glued)
        this.#ledger.problem(
          path,
          'a second object begins here: without a line --- before it, it takes the place of the first one',
          line,
        );
      for (const { field, firstLine, line } of duplicates)
        if (glued.length === 0 || !/^\w+$/.test(field))
          this.#ledger.problem(
            path,
            `${field} stands twice, on lines ${firstLine} and ${line}: the last one counts`,
            line,
          );
    }
  }

  #reportError(path: string, text: string, error: ManifestError, isManifest: boolean): void {
    const message = ownWords(error.message);
    // A mistake is noticed on the line that it is on, or on the next.
    const rows = text.split(/\r\n|\n|\r/);
    const [odd] = [error.line, error.line - 1].flatMap((line) => {
      const found = oddCharacter(rows[line - 1] ?? '');
      return found === undefined ? [] : [{ line, found }];
    });
    if (odd !== undefined) this.#ledger.problem(path, odd.found, odd.line);
    const rest = isManifest ? '; the documents before it are used, nothing from here on' : '';
    this.#ledger.problem(path, `${message}${rest}`, error.line);
    if (error.limit !== undefined) this.#ledger.limit(LIMITS[error.limit], `${path}:${error.line}`, message);
  }
}

/** Whether somebody meant it for a manifest, whatever it is called. */
export function looksLikeManifest(text: string): boolean {
  return /^apiVersion:\s*\S/m.test(text) && /^kind:\s*\S/m.test(text);
}

/** What has a kind or a version was meant for the cluster, be it complete or not. */
function isObject(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return Object.hasOwn(value, 'kind') || Object.hasOwn(value, 'apiVersion');
}

function whyNoManifest(documents: readonly ManifestDocument[]): string {
  return documents.length === 0
    ? 'it is empty or has only comments'
    : 'no Kubernetes object is in it: a manifest has apiVersion and kind';
}
