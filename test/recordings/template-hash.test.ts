import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { podTemplateHash, withoutTemplateHash } from '../../engine/kinds/apps/template-hash.ts';

/** Recordings of a real control plane, where they lie beside the repository. */
const RECORDINGS = new URL('../../../shared/oracle/golden/', import.meta.url);

interface Recorded {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly template: object };
}

interface Recording {
  readonly steps: readonly { readonly state?: Readonly<Record<string, readonly Recorded[]>> }[];
  readonly trace: readonly { readonly kind?: string; readonly name?: string }[];
}

const read = (file: string): Recording => JSON.parse(readFileSync(new URL(file, RECORDINGS), 'utf8')) as Recording;

const recorded = (recording: Recording, kind: string): readonly Recorded[] =>
  recording.steps.flatMap(({ state }) => state?.[kind] ?? []);

test('every recorded ReplicaSet has the name that its template hashes to', { skip: !existsSync(RECORDINGS) }, () => {
  let checked = 0;
  for (const file of readdirSync(RECORDINGS).filter((name) => name.endsWith('.json'))) {
    const recording = read(file);
    const names = recording.trace.filter(({ kind }) => kind === 'ReplicaSet').map(({ name }) => name);
    for (const { metadata, spec } of recorded(recording, 'replicasets')) {
      const hash = metadata.labels?.['pod-template-hash'];
      if (hash === undefined) continue; // Made by hand, not by a deployment.
      assert.equal(podTemplateHash(withoutTemplateHash(spec.template)), hash, `${file} ${metadata.name}`);
      assert.ok(metadata.name.endsWith(`-${hash}`));
      checked++;
    }
    for (const { metadata, spec } of recorded(recording, 'deployments')) {
      const name = `${metadata.name}-${podTemplateHash(spec.template)}`;
      assert.ok(names.includes(name), `${file}: no ReplicaSet ${name} among ${names.join(' ')}`);
      checked++;
    }
  }
  assert.ok(checked > 30, `only ${checked} templates were found`);
});
