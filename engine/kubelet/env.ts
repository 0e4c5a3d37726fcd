import { decodeBase64Text } from '../api/base64.ts';
import { StartError } from '../component/workload.ts';
import type { View } from '../component/view.ts';
import type { ConfigMap, Container, Node, Pod, Secret, Service } from '../kinds/types.ts';
import { podField, resourceField } from './field-ref.ts';
import { OverlaidMap } from './overlaid-map.ts';

/** The container cannot be created: CreateContainerConfigError with this text. */
export class ContainerConfigError extends Error {}

export interface EnvInput {
  readonly pod: Pod;
  readonly container: Container;
  readonly view: View;
  readonly node: Node | undefined;
  readonly hostIP: string;
  readonly podIP: string;
}

export interface EnvOutcome {
  readonly env: ReadonlyMap<string, string>;
  /** Keys of configMaps and secrets that make no variable names: text of the InvalidEnvironmentVariableNames events. */
  readonly skipped: readonly string[];
}

type EnvVar = NonNullable<Container['env']>[number];

/**
 * A container's environment: service variables, then envFrom, then env with $(VAR) expanded (kubelet, v1.25). Throws
 * ContainerConfigError for what is missing and not optional.
 */
export function environmentOf(input: EnvInput): EnvOutcome {
  const services = serviceEnv(input);
  const result = new Map<string, string>();
  const skipped: string[] = [];
  for (const source of input.container.envFrom ?? []) {
    const { kind, name, data } = sourceOf(input, source);
    const invalid: string[] = [];
    for (const key of Object.keys(data).sort()) {
      const variable = (source.prefix ?? '') + key;
      if (isVariableName(variable)) result.set(variable, data[key] ?? '');
      else invalid.push(variable);
    }
    if (invalid.length > 0) {
      const from = `${kind} ${input.pod.metadata.namespace ?? ''}/${name}`;
      const list = invalid.join(', ');
      skipped.push(
        `Keys [${list}] from the EnvFrom ${from} were skipped since they are considered invalid environment variable names.`,
      );
    }
  }
  for (const variable of input.container.env ?? []) {
    const text = valueOf(input, variable, (name) => result.get(name) ?? services.get(name));
    if (text !== undefined) result.set(variable.name, text);
  }
  return { env: result.size === 0 ? services : new OverlaidMap(result, services), skipped };
}

/** What Linux takes as one argument or variable (MAX_ARG_STRLEN): variables that stand for variables grow faster than any memory. */
const MAX_LENGTH = 128 * 1024;

/**
 * `$(NAME)` becomes the variable's value, `$$` a dollar sign; unknown names stay as they are (third_party/forked/golang/expansion).
 * Throws StartError for what no process can be given.
 */
export function expand(text: string, lookup: (name: string) => string | undefined): string {
  let length = 0;
  // Behind the last `)` nothing can be expanded, and looking for one from every `$(` would take for ever.
  const end = text.lastIndexOf(')') + 1;
  const head = text
    .slice(0, end)
    .replaceAll(/\$(\$|\(([^)]*)\))/g, (whole: string, what: string, name: string | undefined) => {
      const value = what === '$' ? '$' : (lookup(name ?? '') ?? whole);
      length += value.length;
      if (length > MAX_LENGTH) throw new StartError('exec: argument list too long: unknown');
      return value;
    });
  return head + text.slice(end).replaceAll('$$', '$');
}

/** Letters, digits, `_`, `-`, `.`, not beginning with a digit (validation.IsEnvVarName). */
function isVariableName(name: string): boolean {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name !== '.' && name !== '..';
}

function valueOf(input: EnvInput, variable: EnvVar, lookup: (name: string) => string | undefined): string | undefined {
  const from = variable.valueFrom;
  if (from === undefined) return expand(variable.value ?? '', lookup);
  const namespace = input.pod.metadata.namespace ?? '';
  if (from.fieldRef !== undefined) {
    const text = podField(input.pod, from.fieldRef.fieldPath, input.hostIP, input.podIP);
    if (text === undefined) throw new ContainerConfigError(`unsupported fieldPath: ${from.fieldRef.fieldPath}`);
    return text;
  }
  if (from.resourceFieldRef !== undefined) {
    const { containerName, divisor, resource } = from.resourceFieldRef;
    const other = input.pod.spec.containers.find((one) => one.name === containerName) ?? input.container;
    return resourceField(other, resource, divisor, input.node) ?? '';
  }
  const ref = from.configMapKeyRef ?? from.secretKeyRef;
  if (ref === undefined) return '';
  const isSecret = from.secretKeyRef !== undefined;
  const name = ref.name ?? '';
  const data = isSecret ? secretData(input.view, namespace, name) : configData(input.view, namespace, name);
  if (data?.[ref.key] !== undefined) return data[ref.key];
  if (ref.optional === true) return undefined;
  if (data === undefined) throw new ContainerConfigError(`${isSecret ? 'secret' : 'configmap'} "${name}" not found`);
  throw new ContainerConfigError(
    `couldn't find key ${ref.key} in ${isSecret ? 'Secret' : 'ConfigMap'} ${namespace}/${name}`,
  );
}

type EnvFrom = NonNullable<Container['envFrom']>[number];

function sourceOf(
  input: EnvInput,
  source: EnvFrom,
): { kind: string; name: string; data: Readonly<Record<string, string>> } {
  const namespace = input.pod.metadata.namespace ?? '';
  const isSecret = source.secretRef !== undefined;
  const ref = source.secretRef ?? source.configMapRef;
  const name = ref?.name ?? '';
  const data = isSecret ? secretData(input.view, namespace, name) : configData(input.view, namespace, name);
  if (data === undefined && ref?.optional !== true) {
    throw new ContainerConfigError(`${isSecret ? 'secret' : 'configmap'} "${name}" not found`);
  }
  return { kind: isSecret ? 'secret' : 'configMap', name, data: data ?? {} };
}

/** The texts of a ConfigMap by key; undefined: there is none. */
export function configData(view: View, namespace: string, name: string): Readonly<Record<string, string>> | undefined {
  const map = view.get<ConfigMap>('ConfigMap', namespace, name);
  if (map === undefined) return undefined;
  if (map.binaryData === undefined) return map.data ?? NO_DATA;
  const binary = Object.entries(map.binaryData).map(([key, text]) => [key, decodeBase64Text(text)]);
  return { ...map.data, ...Object.fromEntries(binary) };
}

const NO_DATA: Readonly<Record<string, string>> = {};

/** The decoded texts of a Secret by key; undefined: there is none. */
export function secretData(view: View, namespace: string, name: string): Readonly<Record<string, string>> | undefined {
  const secret = view.get<Secret>('Secret', namespace, name);
  if (secret === undefined) return undefined;
  return Object.fromEntries(Object.entries(secret.data ?? {}).map(([key, text]) => [key, decodeBase64Text(text)]));
}

/** Variables for the services there are when the container starts: all of the pod's namespace, and always `kubernetes`. */
function serviceEnv(input: EnvInput): ReadonlyMap<string, string> {
  const namespace = input.pod.metadata.namespace ?? '';
  const master = input.view.get<Service>('Service', 'default', 'kubernetes');
  const own =
    input.pod.spec.enableServiceLinks === false
      ? NO_SERVICES
      : input.view.by<Service>('Service', 'namespace', namespace);
  return variablesOf(master, own);
}

const NO_SERVICES: readonly Service[] = [];

interface Variables {
  readonly master: Service | undefined;
  readonly env: ReadonlyMap<string, string>;
}

/** The variables last made for a list of services, which is the same list until one of them changes: containers that start in between share them. */
const made = new WeakMap<readonly Service[], Variables>();

function variablesOf(master: Service | undefined, own: readonly Service[]): ReadonlyMap<string, string> {
  const known = made.get(own);
  if (known !== undefined && known.master === master) return known.env;
  const env = new Map<string, string>();
  if (master !== undefined) addService(env, master);
  for (const service of own) if (service !== master) addService(env, service);
  made.set(own, { master, env });
  return env;
}

function addService(env: Map<string, string>, service: Service): void {
  const { clusterIP, ports = [] } = service.spec;
  if (clusterIP === undefined || clusterIP === '' || clusterIP === 'None') return;
  const prefix = service.metadata.name.toUpperCase().replaceAll('-', '_');
  const [first] = ports;
  env.set(`${prefix}_SERVICE_HOST`, clusterIP);
  if (first === undefined) return;
  env.set(`${prefix}_SERVICE_PORT`, String(first.port));
  for (const port of ports) {
    if (port.name !== undefined && port.name !== '') {
      env.set(`${prefix}_SERVICE_PORT_${port.name.toUpperCase().replaceAll('-', '_')}`, String(port.port));
    }
  }
  ports.forEach((port, i) => {
    const protocol = port.protocol ?? 'TCP';
    const url = `${protocol.toLowerCase()}://${clusterIP}:${port.port}`;
    if (i === 0) env.set(`${prefix}_PORT`, url);
    const name = `${prefix}_PORT_${port.port}_${protocol.toUpperCase()}`;
    env.set(name, url);
    env.set(`${name}_PROTO`, protocol.toLowerCase());
    env.set(`${name}_PORT`, String(port.port));
    env.set(`${name}_ADDR`, clusterIP);
  });
}
