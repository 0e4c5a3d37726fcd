import type { KubeObject } from '../../engine/index.ts';
import { goPrint, sortedEntries } from '../output/go-value.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { annotationLines, pairLines } from './text.ts';

const skipped: ReadonlySet<string> = new Set([
  '.metadata.annotations',
  '.metadata.labels',
  '.metadata.name',
  '.metadata.namespace',
]);

/** Every field of an object, its names as words: kinds without a describer of their own, and custom resources. */
export const describeGeneric: Describer = (object: KubeObject, { events, nowMs }) =>
  namesLines(object) + contentLines(object, '', '') + eventLines(events, nowMs);

/** A line for the namespace, also where there is none. */
function namesLines(object: KubeObject): string {
  const { name, namespace = '', labels, annotations } = object.metadata;
  return `Name:\t${name}\nNamespace:\t${namespace}\n${pairLines('Labels', labels)}${annotationLines('Annotations', annotations)}`;
}

function contentLines(content: object, indent: string, path: string): string {
  return sortedEntries(content)
    .map(([field, value]) => {
      const at = `${path}.${field}`;
      if (skipped.has(at) || value === undefined) return '';
      const label = `${indent}${smartLabel(field)}:`;
      if (Array.isArray(value)) return `${label}\n${value.map((item) => itemLines(item, `${indent}  `, at)).join('')}`;
      if (typeof value === 'object' && value !== null) return `${label}\n${contentLines(value, `${indent}  `, at)}`;
      return `${label}\t${goPrint(value)}\n`;
    })
    .join('');
}

function itemLines(item: unknown, indent: string, path: string): string {
  if (typeof item === 'object' && item !== null && !Array.isArray(item)) return contentLines(item, indent, path);
  return `${indent}${goPrint(item)}\n`;
}

const acronyms: ReadonlySet<string> = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** `creationTimestamp` as `Creation Timestamp`, `apiVersion` as `API Version`; names with other characters as they are. */
function smartLabel(field: string): string {
  if (/[^A-Za-z-]/.test(field)) return field;
  const parts = field.match(/[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|-+/g) ?? [field];
  return parts
    .map((part) =>
      acronyms.has(part.toUpperCase()) ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join(' ');
}
