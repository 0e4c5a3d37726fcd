import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { loadYaml } from '../kubectl/manifest/load.ts';

/** exercise.yaml, with its defaults filled in. */
export interface ExerciseSettings {
  readonly title: BothLanguages;
  readonly task: BothLanguages;
  readonly topology: string;
  readonly setup?: string;
  readonly paceSeconds: number;
  readonly settleSeconds: number;
  readonly retryApply: boolean;
  readonly limits: ExerciseLimits;
}

export interface BothLanguages {
  readonly en: string;
  readonly ko: string;
}

/** How much a submission may cost. Only heapMiB and wallSeconds depend on the machine: no score follows from them. */
export interface ExerciseLimits {
  /** API objects in the cluster. */
  readonly objects: number;
  /** Turns of the engine, for the submission and for each check. */
  readonly steps: number;
  /** Virtual time of the submission's own lines. */
  readonly virtualHours: number;
  readonly files: number;
  readonly documents: number;
  readonly wallSeconds: number;
  readonly heapMiB: number;
}

/** One exercise: a folder with exercise.yaml, rubric.feature, solution/ and mistakes/. */
export interface Exercise extends ExerciseSettings {
  /** The folder's name. */
  readonly id: string;
  /** Absolute path. */
  readonly folder: string;
}

/** The exercise cannot be read; the message is one line that says what and where. */
export class ExerciseError extends Error {}

/** Exercises that come with seatrial. */
const FOLDER = join(import.meta.dirname, 'exercises');
const SCHEMA = join(import.meta.dirname, 'schemas/exercise.schema.json');

const DEFAULT_LIMITS: ExerciseLimits = {
  objects: 600,
  steps: 200_000,
  virtualHours: 24,
  files: 200,
  documents: 200,
  wallSeconds: 60,
  heapMiB: 512,
};

/** Ids of the exercises that come with seatrial, sorted. */
export function exerciseIds(): readonly string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/**
 * An exercise by its id or by the path of its folder.
 * @throws ExerciseError
 */
export function readExercise(idOrFolder: string): Exercise {
  const folder = folderOf(idOrFolder);
  const file = join(folder, 'exercise.yaml');
  const settings = settingsOf(file);
  if (!existsSync(join(folder, 'rubric.feature')))
    throw new ExerciseError(`${join(folder, 'rubric.feature')} is missing: an exercise needs a rubric`);
  return { ...settings, id: basename(folder), folder };
}

function folderOf(idOrFolder: string): string {
  const own = join(FOLDER, idOrFolder);
  const folder = /^[a-z0-9-]+$/.test(idOrFolder) && existsSync(own) ? own : resolve(idOrFolder);
  if (existsSync(folder) && statSync(folder).isDirectory()) {
    if (existsSync(join(folder, 'exercise.yaml'))) return folder;
    throw new ExerciseError(`${idOrFolder} holds no exercise.yaml: is it an exercise?`);
  }
  throw new ExerciseError(
    `no exercise is named "${idOrFolder}"; known are ${exerciseIds().join(', ')}, or the path of an exercise's folder`,
  );
}

function settingsOf(file: string): ExerciseSettings {
  const { limits, ...settings } = validated(parsed(file), file);
  return {
    topology: 'course',
    paceSeconds: 2,
    settleSeconds: 60,
    retryApply: false,
    ...settings,
    limits: { ...DEFAULT_LIMITS, ...limits },
  };
}

function parsed(file: string): unknown {
  try {
    return loadYaml(readFileSync(file, 'utf8'), file);
  } catch (error) {
    throw new ExerciseError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

type WrittenSettings = Pick<ExerciseSettings, 'title' | 'task'> &
  Partial<Omit<ExerciseSettings, 'limits'>> & { readonly limits?: Partial<ExerciseLimits> };

function validated(value: unknown, file: string): WrittenSettings {
  const validate = new Ajv({ strict: true, strictRequired: false }).compile<WrittenSettings>(
    JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
  );
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  const path = (error?.instancePath ?? '').slice(1).replaceAll('/', '.');
  const extra = (error?.params as { additionalProperty?: string } | undefined)?.additionalProperty;
  const what = `${error?.message ?? 'is wrong'}${extra === undefined ? '' : ` (${extra})`}`;
  throw new ExerciseError(`${file}: ${path === '' ? 'the document' : path} ${what}`);
}
