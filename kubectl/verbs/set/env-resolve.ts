import {
  type Client,
  type Container,
  decodeBase64Text,
  isStatusError,
  type KubeObject,
  milliValue,
  type Secret,
  quantityValue,
} from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { EnvVar } from './env-sources.ts';

type Source = NonNullable<EnvVar['valueFrom']>;

/** Where values are looked up: the object that `set env` is about, and the container whose variables are listed. */
export interface EnvPlace {
  readonly client: Client;
  readonly namespace: string;
  readonly object: KubeObject;
  readonly container: Container;
}

/**
 * The value that a reference stands for (pkg/cmd/set/env, v1.25).
 * @throws KubectlError, StatusError when it cannot be told
 */
export function resolvedValue(place: EnvPlace, source: Source): string {
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = source;
  if (secretKeyRef !== undefined) return secretValue(place, secretKeyRef.name ?? '', secretKeyRef.key);
  if (configMapKeyRef !== undefined) return configMapValue(place, configMapKeyRef.name ?? '', configMapKeyRef.key);
  if (fieldRef !== undefined) return fieldValue(place.object, fieldRef.fieldPath);
  if (resourceFieldRef !== undefined) return resourceValue(place.container, resourceFieldRef);
  throw new KubectlError('invalid valueFrom');
}

function secretValue({ client, namespace }: EnvPlace, name: string, key: string): string {
  const { data = {} } = client.get({ kind: 'Secret', namespace, name }) as Secret;
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  if (value === undefined) throw new KubectlError(`key ${key} not found in secret ${name}`);
  return decodeBase64Text(value);
}

function configMapValue({ client, namespace }: EnvPlace, name: string, key: string): string {
  const { data = {} } = client.get({ kind: 'ConfigMap', namespace, name }) as KubeObject & {
    readonly data?: Readonly<Record<string, string>>;
  };
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  if (value === undefined) throw new KubectlError(`key ${key} not found in config map ${name}`);
  return value;
}

const SUBSCRIPT = /^metadata\.(labels|annotations)\['([^']*)'\]$/;

/** The object's own metadata: what is known only of a running pod is refused (fieldpath.ExtractFieldPathAsString). */
function fieldValue({ metadata }: KubeObject, path: string): string {
  const [, map, key = ''] = SUBSCRIPT.exec(path) ?? [];
  if (map === 'labels' || map === 'annotations') return metadata[map]?.[key] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'metadata.labels':
    case 'metadata.annotations':
      return mapText(metadata[path === 'metadata.labels' ? 'labels' : 'annotations'] ?? {});
    default:
      throw new KubectlError(`unsupported fieldPath: ${path}`);
  }
}

/** `key="value"`, one a line. */
function mapText(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}

const RESOURCE = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** Of the container whose variables are listed, whichever the reference names; rounded up to whole divisors. */
function resourceValue(container: Container, { resource, divisor }: NonNullable<Source['resourceFieldRef']>): string {
  const [, side, name = ''] = RESOURCE.exec(resource) ?? [];
  if (side !== 'limits' && side !== 'requests') throw new KubectlError(`Unsupported container resource : ${resource}`);
  const amount = container.resources?.[side]?.[name] ?? '0';
  const unit = divisor === undefined || divisor === '0' ? '1' : divisor;
  const count = name === 'cpu' ? milliValue : quantityValue;
  return String(Math.ceil(count(amount) / count(unit)));
}

/** Why references of a container could not be resolved, each reason with all variables that it keeps from having a value. */
export class EnvFailures {
  readonly #names = new Map<string, string[]>();

  /** @throws anything that is no refusal */
  add(name: string, error: unknown): void {
    if (!(error instanceof KubectlError) && !isStatusError(error)) throw error;
    this.#names.set(error.message, [...(this.#names.get(error.message) ?? []), name]);
  }

  /** The lines for stderr. */
  lines(): readonly string[] {
    return [...this.#names]
      .map(([why, names]) => `error retrieving reference for ${names.toSorted().join(', ')}: ${why}`)
      .toSorted();
  }
}
