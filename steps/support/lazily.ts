import { createRequire } from 'node:module';
import { extname } from 'node:path';
import type * as EngineModule from '../../engine/index.ts';
import type * as SessionModule from '../../scenarios/session.ts';
import type * as TopologyModule from '../../scenarios/topologies.ts';

type Engine = typeof EngineModule;
type Sessions = typeof SessionModule;
type Topologies = typeof TopologyModule;

const require = createRequire(import.meta.url);
/** TypeScript in the repository, JavaScript in the published package; a plain import would be rewritten, this is not. */
const load = (path: string): unknown => require(path + extname(import.meta.filename));

/**
 * The engine and kubectl, loaded when the first step needs a cluster: they are several hundred modules, which would be half of the
 * start-up of every run, also of one that only lists or checks steps. `require` because steps are synchronous.
 */
export const lazily = {
  engine: (): Engine => load('../../engine/index') as Engine,
  sessions: (): Sessions => load('../../scenarios/session') as Sessions,
  topologies: (): Topologies => load('../../scenarios/topologies') as Topologies,
} as const;
