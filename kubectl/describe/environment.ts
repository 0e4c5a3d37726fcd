import { type Container, milliValue, type Pod, quantityValue } from '../../engine/index.ts';

type EnvVar = NonNullable<Container['env']>[number];
type ResourceField = NonNullable<NonNullable<EnvVar['valueFrom']>['resourceFieldRef']>;
type EnvFrom = NonNullable<Container['envFrom']>[number];

/** `Environment:` of a container; a pod resolves its own fields, a template cannot. */
export function envLines(container: Container, pod: Pod | undefined): string {
  const { env = [] } = container;
  if (env.length === 0) return 'Environment:\t<none>\n';
  return `Environment:\n${env.map((entry) => `  ${envText(entry, container, pod)}`).join('')}`;
}

function envText(entry: EnvVar, container: Container, pod: Pod | undefined): string {
  const { name, value = '', valueFrom } = entry;
  if (valueFrom === undefined) return `${name}:\t${value.split('\n').join('\n  \t')}\n`;
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef !== undefined)
    return `${name}:\t${fieldText(fieldRef.fieldPath, pod)} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})\n`;
  if (resourceFieldRef !== undefined)
    return `${name}:\t${resourceText(resourceFieldRef, container)} (${resourceFieldRef.resource})\n`;
  if (secretKeyRef !== undefined)
    return `${name}:\t<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ''}'>\tOptional: ${secretKeyRef.optional === true}\n`;
  if (configMapKeyRef !== undefined)
    return `${name}:\t<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ''}'>\tOptional: ${configMapKeyRef.optional === true}\n`;
  return `${name}:\t\n`;
}

/** A field of the pod's metadata; fields beyond that kubectl does not look up (fieldpath.ExtractFieldPathAsString, v1.25). */
function fieldText(path: string, pod: Pod | undefined): string {
  if (pod === undefined) return '';
  const known: Readonly<Record<string, string | undefined>> = {
    'metadata.name': pod.metadata.name,
    'metadata.namespace': pod.metadata.namespace,
    'metadata.uid': pod.metadata.uid,
  };
  const [, map, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (map === 'labels' || map === 'annotations') return pod.metadata[map]?.[key ?? ''] ?? '';
  return known[path] ?? '';
}

/** `limits.cpu` and its like in whole multiples of the divisor; what is not limited is limited by the node. */
function resourceText({ resource, divisor = '0' }: ResourceField, { resources = {} }: Container): string {
  const dot = resource.indexOf('.');
  const [list, name] = [resource.slice(0, dot), resource.slice(dot + 1)];
  const quantity = (list === 'limits' ? resources.limits?.[name] : resources.requests?.[name]) ?? '0';
  const unit = quantityValue(divisor) === 0 ? '1' : divisor;
  const number =
    name === 'cpu' ? milliValue(quantity) / milliValue(unit) : quantityValue(quantity) / quantityValue(unit);
  const isUnlimited = number === 0 && (resource === 'limits.cpu' || resource === 'limits.memory');
  return isUnlimited ? 'node allocatable' : String(Math.ceil(number));
}

export function envFromLines(sources: readonly EnvFrom[]): string {
  const lines = sources.map(({ configMapRef, secretRef, prefix = '' }) => {
    const from = configMapRef === undefined ? 'Secret' : 'ConfigMap';
    const reference = configMapRef ?? secretRef;
    const prefixed = prefix === '' ? from : `${from} with prefix '${prefix}'`;
    return `  ${reference?.name ?? ''}\t${prefixed}\tOptional: ${reference?.optional === true}\n`;
  });
  return `Environment Variables from:\n${lines.join('')}`;
}
