/**
 * What API server v1.25.2 answered to objects of which one field was changed: field-values.json has, for each object, rows of the field, its
 * value (null: the object as it is), and the message of the refusal, or the object that was made, without its metadata. Each row stands for
 * a group of answers that once were different here.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { Cluster, isStatusError } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

type Json = Record<string, unknown>;
type Row = readonly [path: string, value: unknown, answer: string | Json];

interface Changes {
  readonly base: Json & { readonly kind: string; readonly metadata: { readonly namespace?: string } };
  readonly rows: readonly Row[];
}

const changes = JSON.parse(readFileSync(new URL('field-values.json', import.meta.url), 'utf8')) as readonly Changes[];

/** The object with one member more or another: `spec.ports.0.port`. */
function changed(base: object, path: string, value: unknown): Json {
  const copy = structuredClone(base) as Json;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let place = copy;
  names.forEach((name, position) => {
    const next = names[position + 1] ?? last;
    place = (place[name] ??= /^\d+$/.test(next) ? [] : {}) as Json;
  });
  place[last] = value;
  return copy;
}

/** Names that are drawn and times, which the recording has as words. */
function comparable(answer: unknown): unknown {
  const text = JSON.stringify(answer)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'UID')
    .replaceAll(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'T')
    .replaceAll(/0xc[0-9a-f]+/g, '0xPTR');
  return JSON.parse(text);
}

describe('one field of an object', () => {
  let cluster: Cluster;
  before(() => {
    cluster = Cluster.start(topology('bare'), { seed: 'field values' });
  });

  function answerTo(object: Json & { kind: string }, namespace: string | undefined): unknown {
    try {
      const options = { dryRun: true, fieldValidation: 'Ignore' } as const;
      const made = cluster.client('test').create(object.kind, namespace, object, options) as unknown as Json;
      const { apiVersion: _version, kind: _kind, metadata: _metadata, ...rest } = made;
      return rest;
    } catch (error) {
      if (isStatusError(error)) return error.message;
      throw error;
    }
  }

  for (const { base, rows } of changes) {
    for (const [path, value, answer] of rows) {
      const name = path === '' ? `a ${base.kind} as it is` : `${base.kind} ${path} = ${JSON.stringify(value)}`;
      test(name, () => {
        const object = path === '' ? base : changed(base, path, value);
        const given = answerTo({ ...object, kind: base.kind }, base.metadata.namespace);
        assert.deepEqual(comparable(given), comparable(answer));
      });
    }
  }
});
