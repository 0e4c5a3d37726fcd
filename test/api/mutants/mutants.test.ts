import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { KINDS } from '../../../engine/kinds/index.ts';
import type { JsonObject } from '../../../engine/api/json.ts';
import { apiVersionOf } from '../../../engine/api/kind.ts';
import { withServer, type TestServer } from '../../server/serving.ts';
import { mutantsOf } from './mutants.ts';

/**
 * seeds.yaml holds a rich object of each kind; answers.json, what a v1.25.2 API server said of mutants of them: by what was asked, by the
 * seed's position, by what is other about the mutant. Of answers that differ only in names and numbers it holds the first.
 */
type Answers = Readonly<Record<'create' | 'update', Readonly<Record<number, Readonly<Record<string, string>>>>>>;

const here = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const answers = JSON.parse(here('answers.json')) as Answers;
const seeds = parseAllDocuments(here('seeds.yaml')).map((document) => document.toJS() as JsonObject);

/** Nothing is kept, whatever is wrong. */
const DRY = '?dryRun=All&fieldManager=f';

function placeOf({ apiVersion, kind }: JsonObject): string {
  const found = KINDS.find(
    (each) =>
      each.kind === kind &&
      [each, ...(each.alsoServed ?? [])].some((served) => apiVersionOf(served) === String(apiVersion)),
  );
  assert.ok(found !== undefined, `no kind ${String(apiVersion)} ${String(kind)}`);
  const group = String(apiVersion).includes('/') ? `/apis/${String(apiVersion)}` : `/api/${String(apiVersion)}`;
  return `${group}${found.scope === 'Cluster' ? '' : '/namespaces/default'}/${found.plural}`;
}

async function check(
  { ask }: TestServer,
  method: string,
  path: string,
  seed: JsonObject,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  const mutants = new Map(Array.from(mutantsOf(seed), ({ what, object }) => [what, object]));
  for (const [what, answer] of Object.entries(expected)) {
    const body = mutants.get(what);
    assert.ok(body !== undefined, `there is no mutant ${what}`);
    const { status, json } = await ask(method, `${path}${DRY}`, { body });
    assert.equal(`${status} ${String(json['message'])}`, answer, what);
  }
}

for (const [position, seed] of seeds.entries()) {
  const { name } = seed['metadata'] as { readonly name: string };
  const create = answers.create[position] ?? {};
  const update = answers.update[position] ?? {};
  test(`${String(seed['kind'])} ${name}: mutants are refused as by a v1.25.2 API server`, async () => {
    await withServer(async (server) => {
      for (const each of server.cluster.processes('').filter((process) => process !== 'kube-apiserver'))
        server.cluster.stop(each);
      const path = placeOf(seed);
      await check(server, 'POST', path, seed, create);
      if (Object.keys(update).length === 0) return;
      const { json } = await server.ask('POST', path, { body: seed });
      const stored = json as unknown as JsonObject & { readonly metadata: JsonObject };
      const { managedFields: _fields, ...metadata } = stored.metadata;
      await check(server, 'PUT', `${path}/${name}`, { ...stored, metadata }, update);
    });
  });
}
