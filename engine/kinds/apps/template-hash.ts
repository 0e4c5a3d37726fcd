import { fnv132, fnv1a32 } from '../../api/hash.ts';
import { safeEncode } from '../../api/names.ts';
import { dumpTemplate } from './template-dump.ts';

const HASH_LABEL = 'pod-template-hash';

/** Hash states of templates before the collision count; templates are immutable and shared. */
const states = new WeakMap<object, number>();

function stateOf(template: object): number {
  const known = states.get(template);
  if (known !== undefined) return known;
  const state = fnv1a32(dumpTemplate(template));
  states.set(template, state);
  return state;
}

/**
 * The hash that names ReplicaSets (`<deployment>-<hash>`) and labels pods as pod-template-hash: FNV-1a over the template's dump
 * and, if the deployment has had collisions, their count as a little-endian uint64 (controller.ComputeHash, v1.25). The template
 * must be defaulted and without the pod-template-hash label (`withoutTemplateHash`).
 */
export function podTemplateHash(template: object, collisionCount?: number): string {
  const state = stateOf(template);
  return safeEncode(String(collisionCount === undefined ? state : fnv1a32(countBytes(collisionCount), state)));
}

function countBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(8);
  for (let i = 0; i < 4; i++) bytes[i] = count >>> (8 * i);
  return bytes;
}

interface LabelledTemplate {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
}

/** The template of a ReplicaSet as its deployment has it. */
export function withoutTemplateHash<T extends LabelledTemplate>(template: T): T {
  const labels = template.metadata?.labels;
  if (labels?.[HASH_LABEL] === undefined) return template;
  const { [HASH_LABEL]: _, ...others } = labels;
  return { ...template, metadata: { ...template.metadata, labels: others } };
}

const HTML_ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(members)
      .sort()
      .map((key) => [key, sorted(members[key])]),
  );
}

/** JSON as Go writes maps: compact, keys sorted, `<`, `>` and `&` escaped. */
export function goJson(value: unknown): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => HTML_ESCAPES[character] ?? character,
  );
}

/**
 * The patch that a ControllerRevision of a StatefulSet or DaemonSet holds as its data: the template, to replace the whole one.
 * Go always writes the template's creationTimestamp, as null.
 */
export function revisionPatch(template: { readonly metadata?: object }): string {
  const metadata = { creationTimestamp: null, ...template.metadata };
  return goJson({ spec: { template: { ...template, metadata, $patch: 'replace' } } });
}

/**
 * The hash that names a ControllerRevision (`<set>-<hash>`): FNV-1 over its data, as `revisionPatch` gives it, and the decimal
 * collision count (history.HashControllerRevision, v1.25).
 */
export function controllerRevisionHash(patch: string, collisionCount: number = 0): string {
  return safeEncode(String(fnv132(String(collisionCount), fnv132(patch))));
}
