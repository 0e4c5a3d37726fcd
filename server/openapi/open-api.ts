import { createHash } from 'node:crypto';
import type { Cluster, CustomResourceDefinition, Kind } from '../../engine/index.ts';
import { versionsOf } from '../request-path.ts';
import { groupKey, type Swagger, swaggerOf } from './document.ts';
import { encodeSwagger } from './protobuf.ts';
import { builtInDefinitions, type Describe, type Schema } from './schemas.ts';
import { groupDocument } from './v3.ts';

interface Made {
  readonly kinds: readonly Kind[];
  readonly swagger: Swagger;
  readonly json: string;
  readonly protobuf: Buffer;
}

/** The OpenAPI documents of a cluster; made again only when other kinds are served. */
export class OpenApi {
  readonly #cluster: Cluster;
  readonly #describe: Describe;
  #builtIn: Readonly<Record<string, Schema>> | undefined;
  #made: Made | undefined;

  constructor(cluster: Cluster, describe: Describe) {
    this.#cluster = cluster;
    this.#describe = describe;
  }

  json(): string {
    return this.#current().json;
  }

  protobuf(): Buffer {
    return this.#current().protobuf;
  }

  /** `/openapi/v3`: where each group's document is; the hash changes with it. */
  index(): object {
    const { kinds, json } = this.#current();
    const hash = createHash('sha256').update(json).digest('hex').slice(0, 32).toUpperCase();
    const keys = new Set(kinds.flatMap((kind) => versionsOf(kind).map(groupKey)));
    const paths = [...keys].map((key) => [key, { serverRelativeURL: `/openapi/v3/${key}?hash=${hash}` }]);
    return { paths: Object.fromEntries(paths) };
  }

  group(key: string): object | undefined {
    return groupDocument(this.#current().swagger, key);
  }

  #current(): Made {
    const kinds = this.#cluster.api.registry.all();
    if (this.#made?.kinds === kinds) return this.#made;
    const customs = this.#cluster.view.list<CustomResourceDefinition>('CustomResourceDefinition');
    this.#builtIn ??= builtInDefinitions(this.#describe);
    const swagger = swaggerOf(kinds, customs, this.#builtIn);
    this.#made = { kinds, swagger, json: JSON.stringify(swagger), protobuf: encodeSwagger(swagger) };
    return this.#made;
  }
}
