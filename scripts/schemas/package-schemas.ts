import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';

/** One schema as the package kubernetes-models publishes it (JSON Schema; references end in `#`). */
export interface PublishedSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly $ref?: string;
  readonly oneOf?: readonly PublishedSchema[];
  readonly items?: PublishedSchema;
  readonly additionalProperties?: PublishedSchema;
  readonly properties?: Readonly<Record<string, PublishedSchema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}

const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve('kubernetes-models'));

/** The package's own schemas, and the ones of the machinery package it depends on. */
const schemaFolders = ['kubernetes-models', '@kubernetes-models/apimachinery'].map((name) =>
  join(packageFolder, '..', name, '_schemas'),
);

/** The package's MIT licence text, which has to travel with what is generated from it. */
export function packageLicence(): string {
  return readFileSync(join(packageFolder, 'LICENSE'), 'utf8').trim();
}

/**
 * Every schema of the package, by OpenAPI name. Its modules register themselves with a validator of their own; we hand them a
 * registry that only collects, so no validator is compiled.
 */
export function readPackageSchemas(): Map<string, PublishedSchema> {
  const schemas = new Map<string, PublishedSchema>();
  const registry = { register: (id: string, schema: PublishedSchema): void => void schemas.set(id, schema) };
  for (const file of schemaFolders.flatMap(modulesOf)) {
    const module: { addSchema?: () => void } = {};
    const load = (request: string): unknown =>
      request === '@kubernetes-models/validate' ? registry : { addSchema: (): void => undefined };
    runInNewContext(readFileSync(file, 'utf8'), { exports: module, require: load });
    module.addSchema?.();
  }
  return schemas;
}

function modulesOf(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return names.sort().map((name) => join(folder, name));
}
