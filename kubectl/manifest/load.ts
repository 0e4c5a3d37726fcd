import { Budget, LimitExceeded } from './budget.ts';
import { compose } from './compose.ts';
import { checkGrammar } from './go-syntax/grammar.ts';
import { GoYamlError, type Mark } from './go-syntax/mark.ts';
import { GoJsonError, JsonReader, type JsonValue } from '../../engine/index.ts';
import { dataFileLimits, defaultManifestLimits, limitMessage, type LimitName, type ManifestLimits } from './limits.ts';
import { resolveScalar, type ScalarReader } from './scalar.ts';
import { splitDocuments, type Chunk } from './split.ts';

/** A place inside a document: map keys and list indexes from the root. */
export type ValuePath = readonly (string | number)[];

/** A key written twice in one map; the last value counts. Lines are 1-based lines of the file. */
export interface DuplicateField {
  readonly path: ValuePath;
  /** `spec.containers[0].image`, as the API server writes it in `duplicate field "..."`. */
  readonly field: string;
  readonly firstLine: number;
  readonly line: number;
}

export interface ManifestDocument {
  readonly value: JsonValue;
  /** 1-based line of the file where the document's content begins. */
  readonly line: number;
  readonly duplicates: readonly DuplicateField[];
  /** 1-based line of the file of the key or list item at `path`; undefined when the document has none. */
  lineOf(path: ValuePath): number | undefined;
}

/** Why the rest of a file was not read. Line and column are 1-based, of the file, and where the mistake really is. */
export interface ManifestError {
  /** As kubectl prints it after `error: `. */
  readonly message: string;
  readonly kind: 'syntax' | 'limit';
  /** Which limit, where it is one. */
  readonly limit?: LimitName;
  readonly line: number;
  readonly column: number;
}

/** The documents before the first mistake, and that mistake: kubectl reads no further either. */
export interface LoadResult {
  readonly documents: readonly ManifestDocument[];
  readonly errors: readonly ManifestError[];
}

const forbiddenCharacter = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Reads a manifest file as kubectl does: YAML 1.1 by go-yaml's rules, or a stream of JSON objects if it begins with `{`.
 * Empty documents are skipped. Safe for any input: sizes are checked before and while reading, nothing recurses deeper
 * than `maxDepth`.
 * @param fileName only for messages
 */
export function loadManifests(text: string, fileName: string, limits: Partial<ManifestLimits> = {}): LoadResult {
  const key = `${fileName}\u0000${JSON.stringify(limits)}\u0000${text}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const result = load(text, fileName, { ...defaultManifestLimits, ...limits }, resolveScalar, readEither);
  if (recent.size >= RECENT_FILES) recent.delete(recent.keys().next().value ?? '');
  recent.set(key, result);
  return result;
}

/**
 * `loadManifests` for a program that takes JSON for the YAML that it is, as kustomize does.
 * @param readScalar what a scalar means; go-yaml v2's reading unless another is given
 */
export function loadYamlManifests(
  text: string,
  fileName: string,
  readScalar: ScalarReader = resolveScalar,
): LoadResult {
  return load(text, fileName, defaultManifestLimits, readScalar, readYaml);
}

/** What was read last: a suite applies the same manifests again and again, and documents are never changed. */
const recent = new Map<string, LoadResult>();
const RECENT_FILES = 32;

type Reader = (text: string, file: FileState) => ManifestError | undefined;

const readEither: Reader = (text, file) =>
  /^\s*\{/.test(text.replace(/^\uFEFF/, '')) ? readJson(text, file) : readYaml(text, file);

function load(
  text: string,
  fileName: string,
  allLimits: ManifestLimits,
  readScalar: ScalarReader,
  read: Reader,
): LoadResult {
  const file: FileState = { fileName, budget: new Budget(allLimits), documents: [], readScalar };
  if (Buffer.byteLength(text) > allLimits.maxBytes)
    return { documents: [], errors: [limitError(file, 'maxBytes', 1, 1)] };
  const error = read(text, file);
  return { documents: file.documents, errors: error === undefined ? [] : [error] };
}

/**
 * The value of a data file with one document (a topology, an oracle case).
 * @throws Error with one line (`FILE:LINE:COLUMN: what is wrong`) when it cannot be read or holds not exactly one document
 */
export function loadYaml(text: string, fileName: string): JsonValue {
  const { documents, errors } = loadManifests(text, fileName, dataFileLimits);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${fileName}:${error.line}:${error.column}: ${ownWords(error.message)}`);
  const [document, second] = documents;
  if (document === undefined) throw new Error(`${fileName}: the file is empty`);
  if (second !== undefined) throw new Error(`${fileName}:${second.line}:1: a second document, where one is expected`);
  const [duplicate] = document.duplicates;
  if (duplicate !== undefined)
    throw new Error(
      `${fileName}:${duplicate.line}:1: duplicate key ${duplicate.field}, first on line ${duplicate.firstLine}`,
    );
  return document.value;
}

/** kubectl's message without the file name and without Go's line number, which is often one off. */
export function ownWords(message: string): string {
  return message.replace(/^error parsing .*?: (?:error converting YAML to JSON: )?(?:yaml: )?(?:line \d+: )?/, '');
}

/** `spec.containers[0].image` of a path. */
export function fieldPath(path: ValuePath): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

interface FileState {
  readonly fileName: string;
  readonly budget: Budget;
  readonly documents: ManifestDocument[];
  readonly readScalar: ScalarReader;
}

function syntaxError(fileName: string, detail: string, line: number, column: number): ManifestError {
  return { message: `error parsing ${fileName}: ${detail}`, kind: 'syntax', line, column };
}

function limitError(file: FileState, limit: LimitName, line: number, column: number): ManifestError {
  const sentence = limitMessage(limit, file.budget.limits);
  return { message: `error parsing ${file.fileName}: line ${line}: ${sentence}`, kind: 'limit', limit, line, column };
}

function readYaml(text: string, file: FileState): ManifestError | undefined {
  let count = 0;
  for (const part of splitDocuments(text)) {
    if ('error' in part) return syntaxError(file.fileName, part.error.message, part.error.line, 1);
    count += 1;
    if (count > file.budget.limits.maxDocuments) {
      return limitError(file, 'maxDocuments', part.chunk.linesBefore + 1, 1);
    }
    const error = readChunk(part.chunk, file);
    if (error !== undefined) return error;
  }
  return undefined;
}

function readChunk(chunk: Chunk, file: FileState): ManifestError | undefined {
  try {
    checkCharacters(chunk.text);
    const end = checkGrammar(chunk.text, { node: (type, depth, mark) => file.budget.spendNode(type, depth, mark) });
    const composed = compose(chunk.text.slice(0, end), file.budget, file.readScalar);
    if (composed === undefined || composed.value === null) return undefined;
    const toFile = (line: number): number => line + chunk.linesBefore;
    file.documents.push({
      value: composed.value,
      line: toFile(composed.firstLine),
      duplicates: composed.duplicates.map(({ path, firstLine, line }) => ({
        path,
        field: fieldPath(path),
        firstLine: toFile(firstLine),
        line: toFile(line),
      })),
      lineOf: (path) => {
        const line = composed.lineOf(path);
        return line === undefined ? undefined : toFile(line);
      },
    });
    return undefined;
  } catch (error) {
    if (error instanceof LimitExceeded) {
      return limitError(file, error.limit, error.mark.line + 1 + chunk.linesBefore, error.mark.column + 1);
    }
    if (!(error instanceof GoYamlError)) throw error;
    const detail = error.source === 'decoder' ? error.problem : `yaml: ${error.goMessage}`;
    return syntaxError(
      file.fileName,
      `error converting YAML to JSON: ${detail}`,
      error.mark.line + 1 + chunk.linesBefore,
      error.mark.column + 1,
    );
  }
}

function checkCharacters(text: string): void {
  const at = text.search(forbiddenCharacter);
  if (at !== -1) throw new GoYamlError('reader', 'control characters are not allowed', markIn(text, at));
}

/** The place of an index of a text; lines count from 0. */
function markIn(text: string, index: number): Mark {
  const before = text.slice(0, index);
  const line = before.split('\n').length - 1;
  return { index, line, column: index - (before.lastIndexOf('\n') + 1) };
}

function readJson(text: string, file: FileState): ManifestError | undefined {
  const places = new Map<string, number>();
  const duplicates: DuplicateField[] = [];
  const lineAt = (index: number): number => markIn(text, index).line + 1;
  const body = text.replace(/^\uFEFF/, ' ');
  const reader = new JsonReader(body, file.budget.limits.maxDepth, {
    value: (depth, index) => {
      file.budget.spendNode('scalar', depth, { index, line: 0, column: 0 });
    },
    key: (path, index, repeated) => {
      const name = JSON.stringify(path);
      if (repeated)
        duplicates.push({
          path: [...path],
          field: fieldPath(path),
          firstLine: lineAt(places.get(name) ?? index),
          line: lineAt(index),
        });
      places.set(name, index);
    },
  });
  try {
    for (;;) {
      const start = body.slice(reader.index).search(/\S/) + reader.index;
      const value = reader.next();
      if (value === undefined) return undefined;
      if (file.documents.length >= file.budget.limits.maxDocuments) {
        return limitError(file, 'maxDocuments', lineAt(start), 1);
      }
      const known = new Map(places);
      const lineOf = (path: ValuePath): number | undefined => {
        const index = path.length === 0 ? start : known.get(JSON.stringify(path));
        return index === undefined ? undefined : lineAt(index);
      };
      if (value !== null) file.documents.push({ value, line: lineAt(start), duplicates: [...duplicates], lineOf });
      places.clear();
      duplicates.length = 0;
    }
  } catch (error) {
    if (error instanceof LimitExceeded) {
      const mark = markIn(text, error.mark.index);
      return limitError(file, error.limit, mark.line + 1, mark.column + 1);
    }
    if (!(error instanceof GoJsonError)) throw error;
    return jsonError(error, text, file);
  }
}

function jsonError(error: GoJsonError, text: string, file: FileState): ManifestError {
  const mark = markIn(text, error.index);
  if (error.kind === 'depth') return limitError(file, 'maxDepth', mark.line + 1, mark.column + 1);
  if (error.kind === 'value')
    return {
      ...syntaxError(file.fileName, '', mark.line + 1, mark.column + 1),
      message: `unable to decode "${file.fileName}": ${error.message}`,
    };
  const offset = Buffer.byteLength(text.slice(0, error.index)) + 1;
  const detail = error.kind === 'syntax' ? `json: offset ${offset}: ${error.message}` : error.message;
  return syntaxError(file.fileName, detail, mark.line + 1, mark.column + 1);
}
