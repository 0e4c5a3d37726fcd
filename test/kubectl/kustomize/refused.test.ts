import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { FileAccess } from '../../../kubectl/environment.ts';
import { buildKustomization } from '../../../kubectl/kustomize/build.ts';

interface Refused {
  readonly name: string;
  readonly base?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly message: string;
}

const cases = parse(readFileSync(join(import.meta.dirname, 'refused.yaml'), 'utf8')) as readonly Refused[];

function access(files: Readonly<Record<string, string>>): FileAccess {
  return {
    read: (path) => files[posix.normalize(path)],
    list: () => undefined,
    kind: (path) => {
      const clean = posix.normalize(path);
      if (clean in files) return 'file';
      return clean === '.' || Object.keys(files).some((name) => name.startsWith(`${clean}/`)) ? 'directory' : undefined;
    },
    write: () => 'read only',
  };
}

function filesOf(base: string): Readonly<Record<string, string>> {
  const folder = join(import.meta.dirname, 'trees', base);
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

for (const { name, base, files, message } of cases) {
  test(`kubectl kustomize refuses as the real one does: ${name}`, () => {
    const all = { ...(base === undefined ? {} : filesOf(base)), ...files };
    assert.throws(() => buildKustomization('.', access(all)), { message });
  });
}
