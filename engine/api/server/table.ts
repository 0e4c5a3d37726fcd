import type { ObjectList, Table, TableColumn } from '../client.ts';
import { apiVersionOf, type Column, type Kind } from '../kind.ts';
import type { KubeObject } from '../object.ts';
import { asStored } from '../versions.ts';

/** What of a kind its Table needs. */
export type Printed = Pick<Kind, 'group' | 'version' | 'columns' | 'completed' | 'alsoServed'>;

/** The Table form of some objects of one kind, in whichever version they are (meta.k8s.io/v1). */
export function tableFor(
  kind: Printed,
  objects: readonly KubeObject[],
  metadata: ObjectList['metadata'],
  nowMs: number,
): Table {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: kind.columns.map(definition),
    rows: objects.map((object) => ({
      cells: cellsOf(kind, asStored(kind, object.apiVersion, object), nowMs),
      ...completion(kind, object),
      object: object.apiVersion === '' ? { ...object, apiVersion: apiVersionOf(kind) } : object,
    })),
  };
}

function cellsOf(kind: Printed, stored: KubeObject, nowMs: number): ReturnType<Column['cell']>[] {
  return kind.columns.map((column) => column.cell(stored, nowMs));
}

function definition(column: Column): TableColumn {
  return {
    name: column.name,
    type: column.type ?? 'string',
    format: column.format ?? '',
    description: column.description ?? '',
    priority: column.priority ?? 0,
  };
}

function completion(kind: Printed, object: KubeObject): { readonly conditions?: readonly object[] } {
  const done = kind.completed?.(object);
  if (done === undefined) return {};
  return { conditions: [{ type: 'Completed', status: 'True', reason: done.reason, message: done.message }] };
}
