import type { Cluster } from '../../../engine/index.ts';
import { missingCauses } from './missing.ts';

/** kubectl's words: `Error from server (NotFound): deployments.apps "web" not found`. */
const NOT_FOUND = /\(NotFound\): (?:.*: )?([a-z0-9.-]+) "([^"]+)" not found/;

/** Why kubectl did not find what a command names; none where something else was wrong. */
export function notFoundCauses(cluster: Cluster, argv: readonly string[], stderr: string): readonly string[] {
  const [, resource = '', name = ''] = NOT_FOUND.exec(stderr) ?? [];
  const kind = cluster.client().resolve(resource);
  if (kind === undefined) return [];
  const flag = argv.findIndex((word) => word === '-n' || word === '--namespace');
  const namespace = flag < 0 ? 'default' : (argv[flag + 1] ?? 'default');
  return missingCauses(cluster.view, kind.scope === 'Namespaced' ? namespace : undefined, kind.kind, name);
}
