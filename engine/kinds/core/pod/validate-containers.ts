import { duplicate, forbiddenField, invalid, notFoundField, required } from '../../../api/validation/field-error.ts';
import { dns1123Label, portName, portNumber } from '../../../api/validation/names.ts';
import { type Errors, each, oneOf, present, requiredName } from '../../field-checks.ts';
import type { Container, PodSpec } from '../../types.ts';
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

function validateContainer(path: string, container: Container, volumes: Volumes): Errors {
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
  return each(path, list, ({ image }, itemPath) => imageSpaces(itemPath, image));
}

function imageSpaces(path: string, image = ''): Errors {
  return image === image.trim()
    ? []
    : [invalid(`${path}.image`, image, 'must not have leading or trailing whitespace')];
}

const FORBIDDEN_IN_EPHEMERAL = 'cannot be set for an Ephemeral Container';
/** In the order of the fields. */
const NOT_IN_EPHEMERAL = [
  'ports',
  'resources',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

type EphemeralContainer = NonNullable<PodSpec['ephemeralContainers']>[number];

const isSet = (value: object | undefined): boolean => value !== undefined && Object.keys(value).length > 0;

/** Containers added for debugging: no ports, probes, resources or sub-paths (validateEphemeralContainers, v1.25). */
export function validateEphemeralContainers(path: string, spec: PodSpec, volumes: Volumes): Errors {
  const others = new Set([...spec.containers, ...(spec.initContainers ?? [])].map(({ name }) => name));
  const names = new Set(others);
  return each(path, spec.ephemeralContainers, (given, itemPath) => {
    const container: EphemeralContainer = given;
    const target = container.targetContainerName ?? '';
    return [
      ...validateContainer(itemPath, container, volumes),
      ...imageSpaces(itemPath, container.image),
      ...onceNamed(itemPath, container.name, names),
      ...(target === '' || others.has(target) ? [] : [notFoundField(`${itemPath}.targetContainerName`, target)]),
      ...NOT_IN_EPHEMERAL.filter((field) => isSet(container[field])).map((field) =>
        forbiddenField(`${itemPath}.${field}`, FORBIDDEN_IN_EPHEMERAL),
      ),
      ...each(`${itemPath}.volumeMounts`, container.volumeMounts, (mount, mountPath) =>
        (['subPath', 'subPathExpr'] as const)
          .filter((field) => (mount[field] ?? '') !== '')
          .map((field) => forbiddenField(`${mountPath}.${field}`, FORBIDDEN_IN_EPHEMERAL)),
      ),
    ];
  });
}
