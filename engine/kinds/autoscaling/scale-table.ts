import type { Table } from '../../api/client.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Scale } from '../../api/server/scale.ts';
import { type Printed, tableFor } from '../../api/server/table.ts';
import { AGE, NAME } from '../columns.ts';

const SCALE: Printed = {
  group: 'autoscaling',
  version: 'v1',
  columns: [
    NAME,
    {
      name: 'Desired',
      type: 'integer',
      description: 'desired number of instances for the scaled object.',
      cell: (scale) => (scale as Scale).spec.replicas,
    },
    {
      name: 'Available',
      type: 'integer',
      description: 'actual number of observed instances of the scaled object.',
      cell: (scale) => (scale as Scale).status.replicas,
    },
    AGE,
  ],
};

/** What `kubectl get deployment web --subresource=scale` shows: the Table of one Scale (printers `scaleColumnDefinitions`, v1.25). */
export function scaleTable(scale: KubeObject, nowMs: number): Table {
  return tableFor(SCALE, [scale], { resourceVersion: scale.metadata.resourceVersion ?? '' }, nowMs);
}
