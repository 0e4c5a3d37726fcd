import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadManifests, loadYaml } from '../../kubectl/manifest/load.ts';
import { Random } from '../../engine/kernel/random.ts';
import type { Exercise } from '../../scenarios/exercises.ts';
import { HOSTILE } from './hostile-members.ts';

export type Files = Readonly<Record<string, string>>;

/** What the grade of a generated submission must be. */
export type Expected =
  | { readonly status: 'graded'; readonly score: number }
  /** Less than all points, and each lost one with a reason. */
  | { readonly status: 'graded'; readonly below: number }
  /** A limit is named, whatever the score. */
  | { readonly status: 'graded'; readonly limit: string }
  | { readonly status: 'unreadable' };

export interface Member {
  readonly name: string;
  readonly files: Files;
  readonly expected: Expected;
}

/** Submissions of a made-up class: right ones in many forms, typical mistakes, halves, and hostile ones; the same for the same seed. */
export function classOf(exercise: Exercise, size: number, maxScore: number, seed: string): readonly Member[] {
  const random = new Random(`class ${seed}`);
  const right = [filesIn(join(exercise.folder, 'solution')), ...variants(exercise, 'alternatives')];
  const makers = [
    (): Omit<Member, 'name'> => ({ files: dressed(pick(right, random), random), expected: all(maxScore) }),
    () => mistake(exercise, random),
    () => half(right[0] ?? {}, maxScore, random),
    () => {
      const { files, expected } = pick(HOSTILE, random);
      const solution = pick(right, random);
      return { files: files(solution), expected: expected(maxScore) };
    },
  ];
  return Array.from({ length: size }, (_, index) => {
    const make = makers[index % makers.length] ?? pick(makers, random);
    return { name: `${String(index + 1).padStart(3, '0')}-${NAMES[index % NAMES.length] ?? ''}`, ...make() };
  });
}

/** Writes each member as a sub-folder of `folder`. */
export function writeClass(folder: string, members: readonly Member[]): void {
  for (const { name, files } of members) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true });
      writeFileSync(join(folder, name, path), text);
    }
  }
}

const NAMES = ['kim', '이서연', 'o’neill', 'françois', '=cmd', 'x".csv', '<b>bold', 'z-w j'];
const all = (score: number): Expected => ({ status: 'graded', score });

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function variants(exercise: Exercise, folder: string): readonly Files[] {
  return namesIn(join(exercise.folder, folder)).map((name) => filesIn(join(exercise.folder, folder, name)));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function filesIn(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths
      .filter((path) => !path.endsWith('/expected.yaml'))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

/** The same content in another form: what a teacher would never notice must not change the grade. */
function dressed(files: Files, random: Random): Files {
  const dress = pick([same, inFolder, withCarriageReturns, withByteOrderMark, asJson, withNotes], random);
  return dress(files);
}

const same = (files: Files): Files => files;
const inFolder = (files: Files): Files => mapPaths(files, (path) => `homework/${path}`);
const withCarriageReturns = (files: Files): Files => mapTexts(files, (text) => text.replaceAll('\n', '\r\n'));
const withByteOrderMark = (files: Files): Files => mapTexts(files, (text) => `\uFEFF${text}`);
const withNotes = (files: Files): Files => ({ ...files, 'NOTES.md': 'I did it!\n', 'shot.png': '\u0089PNG\u0000' });

/** A manifest may be JSON, whatever it is called. */
function asJson(files: Files): Files {
  const isAlone = !Object.keys(files).some((path) => /\.(sh|txt|md)$/.test(path));
  if (!isAlone) return files;
  return mapTexts(files, (text, path) =>
    loadManifests(text, path)
      .documents.map(({ value }) => JSON.stringify(value))
      .join('\n'),
  );
}

function mapPaths(files: Files, rename: (path: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [rename(path), text]));
}

function mapTexts(files: Files, change: (text: string, path: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text, path)]));
}

function mistake(exercise: Exercise, random: Random): Omit<Member, 'name'> {
  const folder = join(exercise.folder, 'mistakes');
  const name = pick(namesIn(folder), random);
  const file = join(folder, name, 'expected.yaml');
  const { score } = loadYaml(readFileSync(file, 'utf8'), file) as { score: number };
  return { files: filesIn(join(folder, name)), expected: all(score) };
}

/** One file of the solution is missing; of a solution in one file all but its beginning. */
function half(files: Files, maxScore: number, random: Random): Omit<Member, 'name'> {
  const paths = Object.keys(files);
  const expected: Expected = { status: 'graded', below: maxScore };
  if (paths.length > 1) {
    const lost = pick(paths, random);
    return { files: Object.fromEntries(Object.entries(files).filter(([path]) => path !== lost)), expected };
  }
  const beginning = (text: string): string => `${text.split(/\n(?=---|kubectl )/)[0] ?? ''}\n`;
  return { files: mapTexts(files, beginning), expected };
}
