import { goQuote } from '../../../api/go-format.ts';
import { canonicalQuantity, milliValue } from '../../../api/quantity.ts';
import type { Container, NodeSelectorTerm, Pod, PodSpec, PodTemplateSpec, ResourceList } from '../../types.ts';
import { SECCOMP_CONTAINER, SECCOMP_POD } from './validate-annotations.ts';

type Annotations = Readonly<Record<string, string>>;
type Warnings = readonly string[];

/** Labels of nodes that have a successor. */
const OLD_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};

const OLD_ANNOTATIONS: readonly (readonly [string, string])[] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
];
const OLD_SECCOMP =
  'deprecated since v1.19, non-functional in a future release; use the "seccompProfile" field instead';

const REMOVAL_PLANNED = 'deprecated in v1.22, support removal is planned in v1.26';
/** Field of a volume, how the warning calls it, and what it says. */
const OLD_VOLUMES = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', REMOVAL_PLANNED],
  ['storageos', 'storageOS', REMOVAL_PLANNED],
  ['quobyte', 'quobyte', REMOVAL_PLANNED],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, this feature will be removed soon after in a subsequent release'],
] as const;

/** What users of a new pod should hear about (GetWarningsForPod, v1.25). */
export function podWarnings({ metadata, spec }: Pod, old: Pod | undefined): Warnings {
  if (old !== undefined) return [];
  return warningsOf('', spec, metadata.annotations ?? {});
}

type Generations = { readonly metadata: { readonly generation?: number } };

/**
 * The same of a template; `path`: `spec.template` (GetWarningsForPodTemplate, v1.25). Of an object that was there before, only when its
 * generation grew.
 */
export function templateWarnings(
  path: string,
  template: PodTemplateSpec | undefined,
  object: Generations,
  old: Generations | undefined,
): Warnings {
  if (template?.spec === undefined || (old !== undefined && isSameGeneration(object, old))) return [];
  return warningsOf(`${path}.`, template.spec, template.metadata?.annotations ?? {});
}

const isSameGeneration = (object: Generations, old: Generations): boolean =>
  object.metadata.generation === old.metadata.generation;

/** `path`: empty, or the template's with a dot at its end. */
function warningsOf(path: string, spec: PodSpec, annotations: Annotations): Warnings {
  const at = `${path}spec`;
  return [
    ...labelWarnings(at, spec),
    ...OLD_ANNOTATIONS.filter(([key]) => key in annotations).map(
      ([key, message]) => `${path}metadata.annotations[${key}]: ${message}`,
    ),
    ...(spec.volumes ?? []).flatMap((volume, i) =>
      OLD_VOLUMES.filter(([field]) => volume[field] !== undefined).map(
        ([, name, message]) => `${at}.volumes[${i}].${name}: ${message}`,
      ),
    ),
    ...repeated(`${at}.hostAliases`, 'ip', spec.hostAliases, ({ ip }) => ip ?? ''),
    ...pullSecretWarnings(`${at}.imagePullSecrets`, spec),
    ...repeated(`${at}.volumes`, 'name', spec.volumes, ({ name }) => name),
    ...fractions(`${at}.overhead`, spec.overhead),
    ...seccompWarning(path, annotations, SECCOMP_POD, spec.securityContext?.seccompProfile),
    ...containerWarnings(path, 'initContainers', spec.initContainers, annotations),
    ...containerWarnings(path, 'containers', spec.containers, annotations),
  ];
}

function labelWarnings(at: string, spec: PodSpec): Warnings {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: hard,
    preferredDuringSchedulingIgnoredDuringExecution: soft,
  } = spec.affinity?.nodeAffinity ?? {};
  const affinity = `${at}.affinity.nodeAffinity`;
  return [
    ...Object.keys(spec.nodeSelector ?? {})
      .toSorted()
      .flatMap((key) => (OLD_LABELS[key] === undefined ? [] : [`${at}.nodeSelector[${key}]: ${OLD_LABELS[key]}`])),
    ...(hard?.nodeSelectorTerms ?? []).flatMap((term, i) =>
      termWarnings(`${affinity}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${i}]`, term),
    ),
    ...(soft ?? []).flatMap(({ preference }, i) =>
      termWarnings(`${affinity}.preferredDuringSchedulingIgnoredDuringExecution[${i}].preference`, preference),
    ),
    ...(spec.topologySpreadConstraints ?? []).flatMap(({ topologyKey }, i) =>
      oldLabel(`${at}.topologySpreadConstraints[${i}].topologyKey`, topologyKey),
    ),
  ];
}

const oldLabel = (path: string, key: string): Warnings =>
  OLD_LABELS[key] === undefined ? [] : [`${path}: ${key} is ${OLD_LABELS[key]}`];

function termWarnings(path: string, term: NodeSelectorTerm | undefined): Warnings {
  return (term?.matchExpressions ?? []).flatMap(({ key }, i) => oldLabel(`${path}.matchExpressions[${i}].key`, key));
}

/** Each item that repeats what an earlier one says. */
function repeated<T>(
  path: string,
  field: string,
  list: readonly T[] | undefined,
  textOf: (item: T) => string,
): Warnings {
  const seen = new Set<string>();
  return (list ?? []).flatMap((item, i) => {
    const text = textOf(item);
    if (seen.has(text)) return [`${path}[${i}].${field}: duplicate ${field} ${goQuote(text)}`];
    seen.add(text);
    return [];
  });
}

function pullSecretWarnings(path: string, { imagePullSecrets = [] }: PodSpec): Warnings {
  const nameOf = ({ name = '' }: { readonly name?: string }): string => name;
  return [
    ...repeated(path, 'name', imagePullSecrets, nameOf),
    ...imagePullSecrets.flatMap((secret, i) =>
      nameOf(secret) === '' ? [`${path}[${i}].name: invalid empty name ""`] : [],
    ),
  ];
}

const MILLI = 1000;

function fractions(path: string, list: ResourceList | undefined): Warnings {
  return ['memory', 'ephemeral-storage'].flatMap((name) => {
    const quantity = list?.[name];
    if (quantity === undefined || milliValue(quantity) % MILLI === 0) return [];
    const text = goQuote(canonicalQuantity(quantity));
    return [`${path}[${name}]: fractional byte value ${text} is invalid, must be an integer`];
  });
}

function seccompWarning(path: string, annotations: Annotations, key: string, profile: object | undefined): Warnings {
  return profile !== undefined || !(key in annotations) ? [] : [`${path}metadata.annotations[${key}]: ${OLD_SECCOMP}`];
}

function containerWarnings(
  path: string,
  field: string,
  list: readonly Container[] | undefined,
  annotations: Annotations,
): Warnings {
  return (list ?? []).flatMap((container, i) => {
    const at = `${path}spec.${field}[${i}]`;
    const { limits, requests } = container.resources ?? {};
    const profile = container.securityContext?.seccompProfile;
    const [ofLimits, ofRequests] = [
      fractions(`${at}.resources.limits`, limits),
      fractions(`${at}.resources.requests`, requests),
    ];
    return [
      ...seccompWarning(path, annotations, `${SECCOMP_CONTAINER}${container.name}`, profile),
      ...ofLimits.filter((text) => text.includes('[memory]')),
      ...ofRequests.filter((text) => text.includes('[memory]')),
      ...ofLimits.filter((text) => !text.includes('[memory]')),
      ...ofRequests.filter((text) => !text.includes('[memory]')),
      ...repeated(`${at}.env`, 'name', container.env, ({ name }) => name),
    ];
  });
}
