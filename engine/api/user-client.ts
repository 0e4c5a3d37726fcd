import type { Client } from './client.ts';
import type { ApiServer } from './server.ts';
import type { Caller } from './server/core.ts';

/** The API as a user sees it. `by` is the name in the trace ('kubectl', 'scenario'). */
export function clientFor(server: ApiServer, user: string, groups: readonly string[], by: string): Client {
  const caller: Caller = { user, groups, by, manager: by, component: false };
  return {
    user,
    kinds: () => server.registry.all(),
    resolve: (resource) => server.registry.resolve(resource),
    kindOf: (apiVersion, kind) => server.registry.kindOf(apiVersion, kind),
    get: (ref, options) => server.get(caller, ref, options?.subresource),
    list: (kind, options) => server.list(caller, kind, options),
    table: (kind, options) => server.table(caller, kind, options),
    tableOf: (ref) => server.tableOf(caller, ref),
    create: (kind, namespace, body, options) => server.create(caller, kind, namespace, body, options),
    update: (ref, body, options) => server.update(caller, ref, body, options),
    patch: (ref, type, patch, options) => server.patch(caller, ref, type, patch, options),
    delete: (ref, options) => server.delete(caller, ref, options),
    deleteCollection: (kind, options) => server.deleteCollection(caller, kind, options),
    createSubresource: (ref, subresource, body) => server.createSubresource(caller, ref, subresource, body),
    can: (verb, resource, group, namespace, name) => server.can(caller, verb, resource, group, namespace, name),
    as: (other, otherGroups) => clientFor(server, other, otherGroups ?? ['system:authenticated'], by),
    watch: (kind, options, deliver) => server.watch(caller, kind, options, deliver),
    takeWarnings: () => server.takeWarnings(),
  };
}
