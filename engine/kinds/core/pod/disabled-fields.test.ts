import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PodSpec } from '../../types.ts';
import { podSpecDefaults } from './template-defaults.ts';

const SPREAD = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };

test('fields behind a gate that is off are not kept', () => {
  const given = {
    hostUsers: false,
    topologySpreadConstraints: [
      { ...SPREAD, minDomains: 8, nodeTaintsPolicy: 'Honor', nodeAffinityPolicy: 'Ignore', matchLabelKeys: ['a'] },
    ],
    containers: [{ name: 'c', image: 'nginx', securityContext: { procMount: 'Unmasked' } }],
  } as PodSpec;
  const { hostUsers, topologySpreadConstraints, containers } = podSpecDefaults(given);
  assert.equal(hostUsers, undefined);
  assert.deepEqual(topologySpreadConstraints, [SPREAD]);
  assert.deepEqual(containers[0]?.securityContext, { procMount: 'Default' });
});
