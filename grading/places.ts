import { loadManifests, type ManifestDocument } from '../kubectl/manifest/load.ts';
import type { CommandReport } from './grade.ts';
import type { Submission } from './submission.ts';

/** What a student wrote, for finding the line that a reason speaks of. */
export interface Written {
  readonly submission: Submission;
  readonly commands: readonly CommandReport[];
}

/** An object that a reason names. */
interface Named {
  readonly kind: string;
  readonly name: string;
}

const MOST_PLACES = 2;
const MISSING_NAME = /^there is no .*"([^"]+)"/;
/** Nothing else makes what is missing: a `curl` that fails is what comes of it. */
const KUBECTL = /(?:^|[\s;&|(`])(?:kubectl|k)\s/;
const MISSING = /^there is no |\bno .* at all$/;

/**
 * Where in the submission the reasons come from, as `service.yaml:7: app: nginx`: for something that is not there, what of the submission
 * was refused; else the line that says what the last reason with a place complains of. Empty where nothing of it is written there.
 */
export function placesOf(causes: readonly string[], written: Written): readonly string[] {
  if (causes.some((cause) => MISSING.test(cause))) {
    const names = causes.flatMap((cause) => MISSING_NAME.exec(cause)?.[1] ?? []);
    const refusals = refusalsOf(written, names);
    if (refusals.length > 0) return refusals.slice(0, MOST_PLACES);
  }
  const named = causes.flatMap(objectsIn);
  for (const cause of causes.toReversed()) {
    const place = placeOf(cause, named, written);
    if (place !== undefined) return [place];
  }
  return [];
}

/** Manifests that were not read to their end, then rows that are not run and commands that failed: first those that say one of the names. */
function refusalsOf({ submission, commands }: Written, names: readonly string[]): readonly string[] {
  const unread = submission.reports.flatMap(({ path, kind, problems }) =>
    kind === 'ignored' ? [] : problems.map(({ line, message }) => ({ kind, text: `${at(path, line)}: ${message}` })),
  );
  const manifests = unread.filter(({ kind }) => kind !== 'transcript').map(({ text }) => text);
  const rows = unread.filter(({ kind }) => kind === 'transcript').map(({ text }) => text);
  const failed = commands
    .filter(
      ({ command, exit, file }) =>
        exit !== 0 && KUBECTL.test(command) && !manifests.some((text) => text.startsWith(file)),
    )
    .map(({ file, line, command, stderr }) => `${at(file, line)}: ${firstLine(command)}: ${firstLine(stderr)}`);
  const isAbout = (text: string): boolean => names.some((name) => text.split(/[^\w.-]+/).includes(name));
  const lines = [...rows, ...failed];
  return [...manifests, ...lines.filter(isAbout), ...lines.filter((text) => !isAbout(text))];
}

const at = (path: string, line: number | undefined): string => (line === undefined ? path : `${path}:${line}`);
const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';

function objectsIn(cause: string): readonly Named[] {
  return [...cause.matchAll(/\b([A-Z][A-Za-z]+) "([^"]+)"/g)].map(([, kind = '', name = '']) => ({ kind, name }));
}

/** The line of the manifest of one of the objects, or of a command, that holds what the cause quotes. */
function placeOf(cause: string, named: readonly Named[], { submission }: Written): string | undefined {
  const quoted = quotesOf(cause);
  if (quoted.length === 0) return undefined;
  for (const { path, text } of submission.files.filter((file) => submission.manifests.includes(file.path))) {
    for (const document of loadManifests(text, path).documents) {
      if (!named.some((object) => isObject(document, object))) continue;
      const line = quoted.map((quote) => lineOf(document, quote)).find((found) => found !== undefined);
      if (line !== undefined) return `${path}:${line}: ${(text.split(/\r?\n/)[line - 1] ?? '').trim()}`;
    }
  }
  const command = submission.lines.find(({ text }) =>
    quoted.some(({ value }) => value.length > 1 && text.split(/[\s=,:]+/).includes(value)),
  );
  return command === undefined ? undefined : `${command.file}:${command.line}: ${firstLine(command.text)}`;
}

interface Quote {
  /** The last key on the way to the value, where the cause names it. */
  readonly key?: string;
  readonly value: string;
}

/** `app=web`, `port 8080`, `image "ngnix"`, `in namespace web instead`: what stands in a manifest as it stands in the cause. */
function quotesOf(cause: string): readonly Quote[] {
  const pairs = [...cause.matchAll(/([\w./-]+)=([\w./:-]+)/g)].map(([, key = '', value = '']) => ({ key, value }));
  const ports = [...cause.matchAll(/\bport (\d+)/g)].map(([, value = '']) => ({ value })).toReversed();
  const images = [...cause.matchAll(/\bimage "([^"]+)"/g)].map(([, value = '']) => ({ key: 'image', value }));
  const spaces = [...cause.matchAll(/\bin namespace ([\w-]+) instead/g)].map(([, value = '']) => ({
    key: 'namespace',
    value,
  }));
  const fields = [...cause.matchAll(/(?:\.|\b)(\w+)\}? of [A-Z]\w+ "[^"]+" is (.+)/g)].flatMap(
    ([, key = '', said = '']) => [said, said.replace(/^"?([\w./:-]*).*$/, '$1')].map((value) => ({ key, value })),
  );
  const exports = [...cause.matchAll(/\bNFS export [\w.-]+:([\w./-]+)/g)].map(([, value = '']) => ({
    key: 'path',
    value,
  }));
  const resources = [...cause.matchAll(/\ballows [^"]+ on ([^\s,]+)/g)].map(([, value = '']) => ({
    key: 'resources',
    value,
  }));
  return [...pairs, ...fields, ...resources, ...images, ...spaces, ...exports, ...ports];
}

function isObject({ value }: ManifestDocument, { kind, name }: Named): boolean {
  const object = value as { kind?: unknown; metadata?: { name?: unknown } };
  if (typeof object !== 'object') return false;
  const own = typeof object.metadata?.name === 'string' ? object.metadata.name : '';
  // A pod of a workload is written as the workload.
  return own === name
    ? object.kind === kind || kind === 'Pod'
    : own !== '' && kind === 'Pod' && name.startsWith(`${own}-`);
}

function lineOf(document: ManifestDocument, { key, value }: Quote): number | undefined {
  const path = pathTo(document.value, value, key, []);
  return path === undefined ? undefined : document.lineOf(path);
}

type Path = readonly (string | number)[];

function pathTo(node: unknown, value: string, key: string | undefined, path: Path): Path | undefined {
  if (typeof node !== 'object' || node === null) {
    const isValue = typeof node === 'string' || typeof node === 'number' ? String(node) === value : false;
    // An item of a list has the list's key.
    const own = path.findLast((step) => typeof step === 'string');
    return isValue && (key === undefined || own === key) ? path : undefined;
  }
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(node)
    ? node.map((item: unknown, index) => [index, item] as const)
    : Object.entries(node);
  for (const [step, child] of entries) {
    const found = pathTo(child, value, key, [...path, step]);
    if (found !== undefined) return found;
  }
  return undefined;
}
