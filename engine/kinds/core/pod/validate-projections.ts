import { type FieldError, forbiddenField, invalid, required } from '../../../api/validation/field-error.ts';
import { descendingPath, each, type Errors, onceRight, present } from '../../field-checks.ts';
import type { Volume } from '../../types.ts';
import { fieldSelector, resourceSelector } from './validate-env.ts';

type Items = NonNullable<Volume['secret']>['items'];
type DownwardFile = NonNullable<NonNullable<Volume['downwardAPI']>['items']>[number];
type Projected = NonNullable<Volume['projected']>;
type Source = NonNullable<Projected['sources']>[number];

const FILE_MODE_ERROR = 'must be a number between 0 and 0777 (octal), both inclusive';
const MAX_FILE_MODE = 0o777;

export function fileMode(path: string, mode: number | undefined): Errors {
  return mode !== undefined && (mode < 0 || mode > MAX_FILE_MODE) ? [invalid(path, mode, FILE_MODE_ERROR)] : [];
}

/** Names with two dots at the start are the kubelet's own. */
function filePath(path: string, target = ''): Errors {
  const isReserved = target.startsWith('..') && !target.startsWith('../');
  const reserved = isReserved ? [invalid(path, target, "must not start with '..'")] : [];
  return [...descendingPath(path, target), ...reserved];
}

/** Keys of a config map or secret and the files they become (validateKeyToPath, v1.25). */
export function keyPaths(path: string, items: Items): Errors {
  return each(path, items, ({ key, path: target, mode }, itemPath) => [
    ...present(`${itemPath}.key`, key),
    ...present(`${itemPath}.path`, target),
    ...filePath(`${itemPath}.path`, target),
    ...fileMode(`${itemPath}.mode`, mode),
  ]);
}

/** What a file may take from its pod, in the order in which the message lists it. */
const FILE_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

/** validateDownwardAPIVolumeFile, v1.25: what is wrong with one file is said of the whole volume. */
export function downwardFile(path: string, file: DownwardFile): Errors {
  const { path: target, fieldRef, resourceFieldRef } = file;
  const errors: FieldError[] = [...present(`${path}.path`, target), ...filePath(`${path}.path`, target)];
  if (fieldRef !== undefined) {
    errors.push(...fieldSelector(`${path}.fieldRef`, fieldRef, FILE_FIELDS));
    if (resourceFieldRef !== undefined) {
      errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    }
  } else if (resourceFieldRef === undefined) {
    errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  } else errors.push(...containerResource(`${path}.resourceFieldRef`, resourceFieldRef));
  return [...errors, ...fileMode(`${path}.mode`, file.mode)];
}

/** A file must say whose resource it tells. */
function containerResource(path: string, ref: NonNullable<DownwardFile['resourceFieldRef']>): Errors {
  return (ref.containerName ?? '') === '' ? [required(`${path}.containerName`)] : resourceSelector(path, ref);
}

const MIN_TOKEN_SECONDS = 600;
const MAX_TOKEN_SECONDS = 2 ** 32;

/** validateProjectedVolumeSource, v1.25. */
export const projections: (path: string, volume: Projected) => Errors = onceRight((path: string, volume: Projected) => {
  const paths = new Set<string>();
  /** Two sources must not give the same file. */
  const conflict = (target: string | undefined, whose: string): Errors => {
    if (target === undefined || target === '') return [];
    if (paths.has(target)) return [invalid(path, whose, 'conflicting duplicate paths')];
    paths.add(target);
    return [];
  };
  return [
    ...fileMode(`${path}.defaultMode`, volume.defaultMode),
    ...each(`${path}.sources`, volume.sources, (source, itemPath) => [
      ...keysOf(`${itemPath}.secret`, source.secret, conflict),
      ...keysOf(`${itemPath}.configMap`, source.configMap, conflict),
      ...(source.downwardAPI?.items ?? []).flatMap((file) => [
        ...downwardFile(`${itemPath}.downwardAPI`, file),
        ...conflict(file.path, file.path),
      ]),
      ...tokenErrors(path, itemPath, source.serviceAccountToken),
      ...(Object.keys(source).length > 1 ? [forbiddenField(itemPath, 'may not specify more than 1 volume type')] : []),
    ]),
  ];
});

type Conflict = (target: string | undefined, whose: string) => Errors;

function keysOf(path: string, source: Source['secret'] | Source['configMap'], conflict: Conflict): Errors {
  if (source === undefined) return [];
  const { name = '', items } = source;
  return [
    ...present(`${path}.name`, name),
    ...each(`${path}.items`, items, (item, itemPath) => [
      ...keyPaths(`${path}.items`, [item]).map((error) => ({
        ...error,
        field: error.field.replace(`${path}.items[0]`, itemPath),
      })),
      ...conflict(item.path, name),
    ]),
  ];
}

function tokenErrors(path: string, itemPath: string, token: Source['serviceAccountToken']): Errors {
  if (token === undefined) return [];
  const { expirationSeconds = 0 } = token;
  const field = `${itemPath}.serviceAccountToken.expirationSeconds`;
  const errors: FieldError[] = [];
  if (expirationSeconds < MIN_TOKEN_SECONDS) {
    errors.push(invalid(field, expirationSeconds, 'may not specify a duration less than 10 minutes'));
  }
  if (expirationSeconds > MAX_TOKEN_SECONDS) {
    errors.push(invalid(field, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
  }
  return [...errors, ...present(`${path}.path`, token.path)];
}
