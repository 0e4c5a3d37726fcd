import { duplicate, forbiddenField, invalid, required } from '../../../api/validation/field-error.ts';
import { dns1123Label, portName, portNumber } from '../../../api/validation/names.ts';
import { type Errors, each, oneOf, present, requiredName } from '../../field-checks.ts';
import type { Container } from '../../types.ts';
import { validateEnv, validateEnvFrom } from './validate-env.ts';
import { type Volumes, validateDevices, validateMounts } from './validate-mounts.ts';
import { validateProbes } from './validate-probes.ts';
import { resourceRequirements } from './validate-resources.ts';
import { validateSecurity } from './validate-security.ts';

export const PROTOCOLS: readonly string[] = ['SCTP', 'TCP', 'UDP'];

/** Regular containers: at least one, each name once, no port of the host twice. `volumes`: names that may be mounted. */
export function validateContainers(path: string, list: readonly Container[], volumes: Volumes): Errors {
  if (list.length === 0) return [required(path)];
  const names = new Set<string>();
  return [
    ...each(path, list, (container, itemPath) => [
      ...validateContainer(itemPath, container, volumes),
      ...onceNamed(itemPath, container.name, names),
      ...validateProbes(itemPath, container),
    ]),
    ...hostPortConflicts(path, list),
  ];
}

/** Init containers run before the others: no probes, and names that no other container has. */
export function validateInitContainers(
  path: string,
  list: readonly Container[] | undefined,
  regular: readonly Container[],
  volumes: Volumes,
): Errors {
  const names = new Set(regular.map(({ name }) => name));
  return each(path, list, (container, itemPath) => [
    ...validateContainer(itemPath, container, volumes),
    ...onceNamed(itemPath, container.name, names),
    ...hostPortConflicts(path, [container]),
    ...(['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const).flatMap((field) =>
      container[field] === undefined
        ? []
        : [forbiddenField(`${itemPath}.${field}`, 'may not be set for init containers')],
    ),
  ]);
}

function onceNamed(path: string, name = '', names: Set<string>): Errors {
  if (names.has(name)) return [duplicate(`${path}.name`, name)];
  names.add(name);
  return [];
}

/** What every container must obey, whichever list it stands in (validateContainerCommon, v1.25). */
export function validateContainer(path: string, container: Container, volumes: Volumes): Errors {
  const { name, image, ports, env, envFrom, imagePullPolicy, resources } = container;
  return [
    ...requiredName(`${path}.name`, name, dns1123Label),
    ...present(`${path}.image`, image),
    ...oneOf(`${path}.terminationMessagePolicy`, container.terminationMessagePolicy, ['File', 'FallbackToLogsOnError']),
    ...validatePorts(`${path}.ports`, ports),
    ...validateEnv(`${path}.env`, env),
    ...validateEnvFrom(`${path}.envFrom`, envFrom),
    ...validateMounts(`${path}.volumeMounts`, container, volumes),
    ...validateDevices(`${path}.volumeDevices`, container, volumes),
    ...oneOf(`${path}.imagePullPolicy`, imagePullPolicy, ['Always', 'IfNotPresent', 'Never']),
    ...resourceRequirements(`${path}.resources`, resources),
    ...validateSecurity(`${path}.securityContext`, container.securityContext),
  ];
}

function validatePorts(path: string, list: Container['ports']): Errors {
  const names = new Set<string>();
  return each(path, list, ({ name = '', containerPort, hostPort = 0, protocol }, itemPath) => [
    ...portNameErrors(`${itemPath}.name`, name, names),
    ...(containerPort === 0 || (containerPort as number | undefined) === undefined
      ? [required(`${itemPath}.containerPort`)]
      : numberErrors(`${itemPath}.containerPort`, containerPort)),
    ...(hostPort === 0 ? [] : numberErrors(`${itemPath}.hostPort`, hostPort)),
    ...oneOf(`${itemPath}.protocol`, protocol, PROTOCOLS),
  ]);
}

const numberErrors = (path: string, number: number): Errors =>
  portNumber(number).map((reason) => invalid(path, number, reason));

function portNameErrors(path: string, name: string, names: Set<string>): Errors {
  if (name === '') return [];
  const reasons = portName(name);
  if (reasons.length > 0) return reasons.map((reason) => invalid(path, name, reason));
  if (names.has(name)) return [duplicate(path, name)];
  names.add(name);
  return [];
}

/** Two containers of a pod cannot have the same port of the host (checkHostPortConflicts, v1.25). */
function hostPortConflicts(path: string, list: readonly Container[]): Errors {
  const taken = new Set<string>();
  return each(path, list, (container, itemPath) =>
    each(`${itemPath}.ports`, container.ports, ({ hostPort = 0, hostIP = '', protocol = '' }, portPath) => {
      if (hostPort === 0) return [];
      const place = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(place)) return [duplicate(`${portPath}.hostPort`, place)];
      taken.add(place);
      return [];
    }),
  );
}

/** Only pods, not templates, are held to this (validateContainersOnlyForPod, v1.25). */
export function validateImageSpaces(path: string, list: readonly Container[] | undefined): Errors {
  return each(path, list, (container, itemPath) => validateImageSpace(itemPath, container));
}

export function validateImageSpace(path: string, { image = '' }: Container): Errors {
  return image === image.trim()
    ? []
    : [invalid(`${path}.image`, image, 'must not have leading or trailing whitespace')];
}
