import type { ConfigMap, Container } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { parseResourceArgs } from '../../resource-args.ts';
import { refOf } from '../../resources.ts';

export type EnvVar = NonNullable<Container['env']>[number];

/**
 * `--from=configmap/NAME` or `secret/NAME`: a variable for each key, named in capitals behind `--prefix`.
 * @throws KubectlError for anything else
 */
export function envFromSource(invocation: Invocation, from: string): readonly EnvVar[] {
  const [source] = parseResourceArgs(invocation.client, [from]).named;
  if (source === undefined) throw new KubectlError(`--from must be TYPE/NAME, not ${JSON.stringify(from)}`);
  const { kind, name } = source;
  if (kind.group !== '' || (kind.kind !== 'ConfigMap' && kind.kind !== 'Secret'))
    throw new KubectlError(`unsupported resource specified in --from`);
  const object = invocation.client.get(refOf({ kind, namespace: invocation.namespace, name })) as ConfigMap;
  const wanted = invocation.list('keys');
  const prefix = invocation.string('prefix') ?? '';
  return Object.keys(object.data ?? {})
    .filter((key) => wanted.length === 0 || wanted.includes(key))
    .sort()
    .map((key) => ({
      name: `${prefix}${variableName(invocation, key)}`,
      valueFrom: kind.kind === 'ConfigMap' ? { configMapKeyRef: { key, name } } : { secretKeyRef: { key, name } },
    }));
}

/** A key as the name of a variable; where it becomes another, kubectl says so. */
function variableName(invocation: Invocation, key: string): string {
  const name = key.replaceAll(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
  if (name !== key) invocation.errLineOnce(`Warning: key ${key} transferred to ${name}`);
  return name;
}

/** A variable as `set env --list` shows it; values from elsewhere are comments. */
export function printedEnv({ name, value = '', valueFrom }: EnvVar): string {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom ?? {};
  if (configMapKeyRef !== undefined)
    return `# ${name} from configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`;
  if (secretKeyRef !== undefined) return `# ${name} from secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`;
  if (fieldRef !== undefined) return `# ${name} from field path ${fieldRef.fieldPath}`;
  if (resourceFieldRef !== undefined) {
    const { containerName = '', resource } = resourceFieldRef;
    return `# ${name} from resource field ${containerName === '' ? '' : `${containerName}/`}${resource}`;
  }
  return `${name}=${value}`;
}
