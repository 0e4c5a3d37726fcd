import type { KubeObject } from '../api/object.ts';
import type { ApiServer } from '../api/server.ts';
import type { Caller } from '../api/server/core.ts';
import type { Write } from './write.ts';

/** Makes one write as an API call; gives what the server stored, where that is an object. Refusals are thrown. */
export function performWrite(
  server: ApiServer,
  caller: Caller,
  write: Exclude<Write, { verb: 'event' }>,
): KubeObject | undefined {
  switch (write.verb) {
    case 'create':
      return server.create(caller, idOf(server, write.object), write.object.metadata.namespace, write.object);
    case 'update': {
      const { object, subresource } = write;
      const ref = { kind: idOf(server, object), namespace: object.metadata.namespace, name: object.metadata.name };
      return server.update(caller, ref, object, subresource === undefined ? {} : { subresource });
    }
    case 'patch': {
      const { kind, namespace, name, subresource } = write;
      const options = subresource === undefined ? {} : { subresource };
      return server.patch(caller, { kind, namespace, name }, write.type, write.patch, options);
    }
    case 'delete': {
      const { kind, namespace, name, uid, gracePeriodSeconds, propagation } = write;
      const options = {
        ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
        ...(propagation === undefined ? {} : { propagationPolicy: propagation }),
        ...(uid === undefined ? {} : { preconditions: { uid } }),
      };
      const result = server.delete(caller, { kind, namespace, name }, options);
      return result.kind === 'Status'
        ? { apiVersion: 'v1', kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } }
        : (result as KubeObject);
    }
    case 'deleteCollection':
      server.deleteCollection(caller, write.kind, { namespace: write.namespace, propagationPolicy: 'Background' });
      return undefined;
    case 'bind': {
      const { namespace, name, node } = write;
      const body = {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name, namespace },
        target: { kind: 'Node', name: node },
      };
      server.createSubresource(caller, { kind: 'Pod', namespace, name }, 'binding', body);
      return server.objects.get('Pod', namespace, name);
    }
  }
}

/** The id under which an object's kind is served: the kind name, or `Kind.group` of a custom resource. */
function idOf(server: ApiServer, object: KubeObject): string {
  if (server.registry.find(object.kind) !== undefined) return object.kind;
  const slash = object.apiVersion.indexOf('/');
  return slash < 0 ? object.kind : `${object.kind}.${object.apiVersion.slice(0, slash)}`;
}
