import { posix } from 'node:path';
import { quoteWord, splitWords } from '../kubectl/command-line/words.ts';
import { endsOf, isUrl } from '../kubectl/handed-in.ts';
import { matchesWildcard } from '../kubectl/wildcard.ts';
import { readTranscript, type TranscriptLine } from '../runner/play/transcript.ts';
import { TypedNames } from '../runner/play/typed-names.ts';
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
 * transcript names a kustomization (`-k`), all that lies in and below folders of kustomizations is left to it: bases and patches. What a
 * line of a shell applies is known only when it runs: whatever it could mean counts (`for f in *.yaml; do kubectl apply -f $f; done`).
 * A transcript that another one runs (`bash setup.sh`) is left to that, too.
 */
export function planOf(submission: Submission): readonly PlannedLine[] {
  const names = new TypedNames();
  const all = submission.lines.flatMap(({ file, line, text }) =>
    readTranscript(text, file, names).map((run): PlannedLine => ({ file, line, run: { ...run, line } })),
  );
  const scripts = scriptsOf(all);
  const lines = all.filter(({ file }) => !scripts.has(file));
  const applied = placed(lines).filter(({ words }) => isApplying(words));
  const kustomized = applied.some(({ words }) => words.some((word) => /^(?:-k.*|--kustomize(?:=.*)?)$/.test(word)))
    ? kustomizations(submission)
    : [];
  const named = [...applied.flatMap(filesOf).map(tidy), ...kustomized];
  const alone = submission.manifests.filter(
    (path) => !named.some((name) => isIn(path, name) || matchesWildcard(path, name)),
  );
  return [...alone.map(application), ...lines];
}

/** Files that a line of another file runs: `bash FILE`, `./FILE`, `source FILE`. */
function scriptsOf(lines: readonly PlannedLine[]): ReadonlySet<string> {
  const places = placed(lines);
  const found = lines.flatMap(({ file, run }, index) => {
    if (run.kind !== 'shell') return [];
    const named = [...run.text.matchAll(SCRIPT)].map(([, script = '']) => script.replace(/^(?:~|\$HOME)\//, ''));
    const paths = named.flatMap((script) => [script, posix.join(places[index]?.folder ?? '', script)]);
    return paths.map(tidy).filter((path) => path !== file);
  });
  return new Set(found);
}

const SCRIPT =
  /(?:^|[;&|({\n]|\bsudo|\bdo|\bthen)\s*(?:(?:(?:ba)?sh(?:\s+-[a-z]+)*|source|\.)\s+)?([\w./~$-]+\.\w+|(?:\.{1,2}|~)\/[\w./-]+)/g;

/** `kubectl apply -f FILE`, as somebody would type it. */
export function application(path: string): PlannedLine {
  return { file: path, run: { line: 1, kind: 'kubectl', text: `apply -f ${quoteWord(path)}` } };
}

/** Folders that have a kustomization. */
function kustomizations({ files }: Submission): readonly string[] {
  const found = files.filter(({ path }) => roleOf(path) === 'kustomization');
  return found.map(({ path }) => tidy(posix.dirname(path)));
}

/** A line's words, and the folder in which they are typed. */
interface Placed {
  readonly words: readonly string[];
  readonly folder: string;
  readonly isShell: boolean;
}

function placed(lines: readonly PlannedLine[]): readonly Placed[] {
  let folder = '';
  return lines.map(({ run }): Placed => {
    const words = wordsOf(run);
    if (run.kind === 'shell' && words[0] === 'cd') folder = folderBehind(folder, words[1] ?? '~');
    return { words, folder, isShell: run.kind === 'shell' };
  });
}

function folderBehind(folder: string, target: string): string {
  if (target.startsWith('/')) return '';
  return tidy(target.startsWith('~') ? target.replace(/^~\/?/, '') : posix.join(folder, target));
}

function wordsOf(line: TranscriptLine): readonly string[] {
  if (line.kind === 'shell') return line.text.split(/[\s'"`;&|<>()]+/).filter((word) => word !== '');
  if (line.kind !== 'kubectl') return [];
  const split = splitWords(line.text);
  return 'refused' in split ? [] : split.words;
}

/** Only what makes objects takes manifests over: `kubectl logs web -f` names no file, and `kubectl get -f web.yaml` only looks. */
function isApplying(words: readonly string[]): boolean {
  return words.some((word) => word === 'apply' || word === 'create' || word === 'replace');
}

/**
 * What a line gives to -f: files and folders. A file that is typed in a folder may have been handed in without it, and of a line of a shell any word
 * may come to be a file's name.
 */
function filesOf({ words, folder, isShell }: Placed): readonly string[] {
  const given = words.flatMap((word, index) => filenamesOf(word, words[index + 1]));
  const perhaps = isShell ? words.filter((word) => /\w/.test(word)) : [];
  return [...given, ...perhaps]
    .flatMap((list) => list.split(','))
    .filter((path) => path !== '')
    .flatMap((path) => (isUrl(path) ? endsOf(path) : [path]))
    .map((path) => path.replace(/^(?:~|\$HOME)\//, ''))
    .flatMap((path) => (folder === '' ? [path] : [posix.join(folder, path), ...(/\.\w+$/.test(path) ? [path] : [])]));
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
