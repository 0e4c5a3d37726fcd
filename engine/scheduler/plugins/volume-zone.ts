import type { PersistentVolume } from '../../kinds/types.ts';
import { type Cycle, type Plugin, type Prepared, SKIP } from '../framework.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import { claimsOf, volumeOf } from './volumes/claims.ts';

const NAME = 'VolumeZone';
const REJECTION = { plugin: NAME, reasons: ['node(s) had no available volume zone'], resolvable: false };
const TOPOLOGY_LABELS = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
];

/** A volume with a zone label can be used in that zone only; v1.25 does not look at generic ephemeral volumes here. */
export const volumeZone: Plugin = {
  name: NAME,
  events: ['storage-class', 'pvc', 'pv', 'node-add', 'node-label'],
  prepare,
};

function prepare({ pod, view }: Cycle): Prepared {
  const volumes = claimsOf(pod, view).flatMap(({ claim, ephemeral }) =>
    claim === undefined || ephemeral ? [] : (volumeOf(claim, view) ?? []),
  );
  const zones = volumes.flatMap(zonesOf);
  if (zones.length === 0) return SKIP;
  return { verdict: 'check', filter: (node) => (isInZones(node, zones) ? undefined : REJECTION) };
}

interface Zone {
  readonly key: string;
  readonly values: readonly string[];
}

/** A label's value may name several zones: `a__b` (volumehelpers.LabelZonesToSet, v1.25). */
function zonesOf({ metadata: { labels = {} } }: PersistentVolume): readonly Zone[] {
  return TOPOLOGY_LABELS.flatMap((key) => {
    const value = labels[key];
    return value === undefined ? [] : [{ key, values: value.split('__') }];
  });
}

/** A node without any zone label takes every volume. */
function isInZones(node: NodeInfo, zones: readonly Zone[]): boolean {
  if (TOPOLOGY_LABELS.every((key) => node.label(key) === undefined)) return true;
  return zones.every(({ key, values }) => values.includes(node.label(key) ?? ''));
}
