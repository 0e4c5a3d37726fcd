import type { Client } from './client.ts';
import { isObject } from './json.ts';
import type { Objects } from './objects.ts';

const ACCOUNT = 'default';

/**
 * A client whose pods may be the first thing in a new namespace. The ServiceAccount admission plugin looks up to ten times for the account
 * `default` before it refuses a pod, because a controller makes it (serviceaccount/admission.go, v1.25); here what happens at once happens
 * before it looks. Other accounts are not waited for.
 */
export function withPatience(client: Client, objects: Objects, settle: () => void): Client {
  return {
    ...client,
    create: (kind, namespace, body, options) => {
      if (kind === 'Pod' && runsAsDefault(body) && isNew(objects, namespace)) settle();
      return client.create(kind, namespace, body, options);
    },
    as: (user, groups) => withPatience(client.as(user, groups), objects, settle),
  };
}

function runsAsDefault(body: unknown): boolean {
  const spec = isObject(body) ? body['spec'] : undefined;
  const name = isObject(spec) ? spec['serviceAccountName'] : undefined;
  return name === undefined || name === '' || name === ACCOUNT;
}

function isNew(objects: Objects, namespace: string | undefined): boolean {
  if (namespace === undefined || objects.get('Namespace', undefined, namespace) === undefined) return false;
  return objects.get('ServiceAccount', namespace, ACCOUNT) === undefined;
}
