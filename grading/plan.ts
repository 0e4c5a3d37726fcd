import { posix } from 'node:path';
import { splitWords } from '../kubectl/command-line/words.ts';
import { readTranscript, type TranscriptLine } from '../runner/play/transcript.ts';
import type { Submission } from './submission.ts';
import { roleOf } from './submission/names.ts';

/** One thing to run, and where the submission says so. */
export interface PlannedLine {
  readonly file: string;
  /** 1-based line of a transcript; absent for a manifest that is applied as a whole. */
  readonly line?: number;
  readonly run: TranscriptLine;
}

/**
 * What a submission runs, in order: first the manifests that no transcript applies, each by `kubectl apply -f`, in name order; then the
 * transcripts' lines. A manifest that a transcript applies is left to it: when, and how often, is the student's business. Where a
 * transcript names a kustomization (`-k`), all that lies in and below folders of kustomizations is left to it: bases and patches.
 */
export function planOf(submission: Submission): readonly PlannedLine[] {
  const lines = submission.lines.flatMap(({ file, line, text }) =>
    readTranscript(text, file).map((run): PlannedLine => ({ file, line, run: { ...run, line } })),
  );
  const applied = lines.map(({ run }) => wordsOf(run)).filter(isApplying);
  const kustomized = applied.flat().some((word) => /^(?:-k.*|--kustomize(?:=.*)?)$/.test(word))
    ? kustomizations(submission)
    : [];
  const named = [...applied.flatMap(filesOf).map(tidy), ...kustomized];
  const alone = submission.manifests.filter((path) => !named.some((name) => isIn(path, name)));
  return [...alone.map(application), ...lines];
}

/** `kubectl apply -f FILE`, as somebody would type it. */
export function application(path: string): PlannedLine {
  const word = /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
  return { file: path, run: { line: 1, kind: 'kubectl', text: `apply -f ${word}` } };
}

/** Folders that have a kustomization. */
function kustomizations({ files }: Submission): readonly string[] {
  const found = files.filter(({ path }) => roleOf(path) === 'kustomization');
  return found.map(({ path }) => tidy(posix.dirname(path)));
}

function wordsOf(line: TranscriptLine): readonly string[] {
  if (line.kind !== 'kubectl') return [];
  const split = splitWords(line.text);
  return 'refused' in split ? [] : split.words;
}

/** Only what makes objects takes manifests over: `kubectl logs web -f` names no file, and `kubectl get -f web.yaml` only looks. */
function isApplying(words: readonly string[]): boolean {
  return words.some((word) => word === 'apply' || word === 'create' || word === 'replace');
}

/** What a line gives to -f: files and folders. */
function filesOf(words: readonly string[]): readonly string[] {
  return words
    .flatMap((word, index) => filenamesOf(word, words[index + 1]))
    .flatMap((list) => list.split(','))
    .filter((path) => path !== '');
}

function filenamesOf(word: string, next: string | undefined): readonly string[] {
  if (word === '-f' || word === '--filename') return next === undefined ? [] : [next];
  const match = /^(?:--filename=|-f=?)(.+)$/.exec(word);
  return match === null ? [] : [match[1] ?? ''];
}

function tidy(path: string): string {
  const normal = posix.normalize(path).replace(/\/+$/, '');
  return normal === '.' ? '' : normal;
}

function isIn(path: string, fileOrFolder: string): boolean {
  return fileOrFolder === '' || path === fileOrFolder || path.startsWith(`${fileOrFolder}/`);
}
