import { humanDuration, type Kind, type KubeObject, parseTimestamp, type Table } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { sortBy } from '../../output/sort-by.ts';

/** One object that was asked for, and its kind. */
export interface Fetched {
  readonly kind: Kind;
  readonly object: KubeObject;
}

/** A table of one kind. */
export interface LocalTable {
  readonly kind: Kind;
  readonly table: Table;
}

const COLUMNS: Table['columnDefinitions'] = ['Name', 'Age'].map((name) => ({
  name,
  type: 'string',
  format: name === 'Name' ? 'name' : '',
  description: '',
  priority: 0,
}));

/** What kubectl itself knows to print of an object whose kind it need not know (printers.TableGenerator, v1.25): its name and age. */
export function localTable(kind: Kind, objects: readonly KubeObject[], nowMs: number): LocalTable {
  return {
    kind,
    table: {
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { resourceVersion: '' },
      columnDefinitions: COLUMNS,
      rows: objects.map((object) => ({ cells: [object.metadata.name, ageOf(object, nowMs)], object })),
    },
  };
}

function ageOf({ metadata: { creationTimestamp } }: KubeObject, nowMs: number): string {
  return creationTimestamp === undefined ? '<unknown>' : humanDuration(nowMs - parseTimestamp(creationTimestamp));
}

/**
 * The objects of all kinds in one order, a table for each: those of one kind that come to stand beside each other are printed together.
 * @throws KubectlError when no object has the field
 */
export function sortedLocally(fetched: readonly Fetched[], field: string, nowMs: number): readonly LocalTable[] {
  const result = sortBy(fetched, field, ({ object }) => object);
  if (!result.fieldFound) throw new KubectlError(result.message);
  return result.sorted.map(({ kind, object }) => localTable(kind, [object], nowMs));
}
