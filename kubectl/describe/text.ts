import type { KubeObject } from '../../engine/index.ts';
import { formatRfc1123z } from '../output/rfc1123z.ts';

/** Label pairs of any object. */
export type Pairs = Readonly<Record<string, string>>;

const skippedAnnotations: ReadonlySet<string> = new Set(['kubectl.kubernetes.io/last-applied-configuration']);
const maxAnnotationLength = 140;

/** `Name:` and `Namespace:`, the latter for namespaced objects. */
export function nameLines({ metadata }: KubeObject): string {
  return `Name:\t${metadata.name}\n${metadata.namespace === undefined ? '' : `Namespace:\t${metadata.namespace}\n`}`;
}

/** Labels, or other pairs, one a line. */
export function pairLines(title: string, pairs: Pairs | undefined): string {
  const lines = sortedPairs(pairs).map(([key, value]) => `${key}=${value}`);
  return listLines(title, lines);
}

/** Values under each other, aligned behind the title. */
export function listLines(title: string, lines: readonly string[]): string {
  return `${title}:\t${lines.length === 0 ? '<none>' : lines.join('\n\t')}\n`;
}

/** Annotations: long ones and those of several lines below their key. */
export function annotationLines(title: string, annotations: Pairs | undefined): string {
  const shown = sortedPairs(annotations).filter(([key]) => !skippedAnnotations.has(key));
  return listLines(title, shown.map(annotationText));
}

function annotationText([key, text]: readonly [string, string]): string {
  const value = text.replace(/\n$/, '');
  if (value.length + key.length + 2 <= maxAnnotationLength && !value.includes('\n')) return `${key}: ${value}`;
  const lines = value.split('\n').map((line) => `\n\t  ${shorten(line, maxAnnotationLength - 2)}`);
  return `${key}:${lines.join('')}`;
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}...` : text;
}

export function sortedPairs(pairs: Pairs | undefined): readonly (readonly [string, string])[] {
  return Object.entries(pairs ?? {}).toSorted(([left], [right]) => (left < right ? -1 : 1));
}

/** `a=b,c=d` on one line. */
export function pairText(pairs: Pairs | undefined): string {
  return orNone(
    sortedPairs(pairs)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
  );
}

/** Name, namespace, labels and annotations, as most descriptions begin. */
export function metadataLines(object: KubeObject): string {
  const { labels, annotations } = object.metadata;
  return nameLines(object) + pairLines('Labels', labels) + annotationLines('Annotations', annotations);
}

/** `Mon, 03 Oct 2022 00:00:00 +0000`, or Go's zero time. */
export function timeText(timestamp: string | undefined | null): string {
  return formatRfc1123z(timestamp ?? '0001-01-01T00:00:00Z');
}

/** `Controlled By:` where there is a controller. */
export function controllerLine({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.find((reference) => reference.controller === true);
  return owner === undefined ? '' : `Controlled By:\t${owner.kind}/${owner.name}\n`;
}

export function optionalLine(title: string, value: string | number | undefined | null): string {
  return value === undefined || value === null || value === '' ? '' : `${title}:\t${value}\n`;
}

/** `a=b,c in (d,e)`, `<none>` for nothing. */
export function orNone(text: string): string {
  return text === '' ? '<none>' : text;
}

/** Go's `%v` of a bool as kubectl writes conditions: `True`, `False`. */
export function boolText(value: boolean | undefined): string {
  return value === true ? 'True' : 'False';
}
