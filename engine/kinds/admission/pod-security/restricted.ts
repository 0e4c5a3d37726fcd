import { addedCapabilities, seccompProfile as forbiddenSeccomp } from './baseline.ts';
import {
  type Check,
  containersText,
  namesWhere,
  plural,
  quoted,
  type SecurityContext,
  settersText,
  sortedUnique,
} from './secured.ts';

/** The checks that the level `restricted` adds (pod-security-admission/policy, v1.25). */

export const allowPrivilegeEscalation: Check = (pod) => {
  const bad = namesWhere(pod, (context) => context.allowPrivilegeEscalation !== false);
  if (bad.length === 0) return undefined;
  const detail = `${containersText(bad)} must set securityContext.allowPrivilegeEscalation=false`;
  return { reason: 'allowPrivilegeEscalation != false', detail };
};

const ADDABLE: ReadonlySet<string> = new Set(['NET_BIND_SERVICE']);

export const capabilities: Check = (pod) => {
  const bad = namesWhere(pod, (context) => context.capabilities?.drop?.includes('ALL') !== true);
  const added = addedCapabilities(pod, ADDABLE);
  const details = [
    ...(bad.length === 0 ? [] : [`${containersText(bad)} must set securityContext.capabilities.drop=["ALL"]`]),
    ...(added === undefined ? [] : [added]),
  ];
  return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
};

const ALLOWED_VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

export const volumeTypes: Check = ({ volumes }) => {
  const bad = volumes.filter((volume) => !ALLOWED_VOLUMES.some((type) => type in volume));
  if (bad.length === 0) return undefined;
  const types = sortedUnique(bad.map((volume) => Object.keys(volume).find((key) => key !== 'name') ?? 'unknown'));
  const names = quoted(bad.map(({ name }) => name));
  const what = `${plural('restricted volume type', types.length)} ${quoted(types)}`;
  const detail = `${plural('volume', bad.length)} ${names} ${bad.length === 1 ? 'uses' : 'use'} ${what}`;
  return { reason: 'restricted volume types', detail };
};

export const runAsNonRoot: Check = (pod) => {
  const reason = 'runAsNonRoot != true';
  const isBad = ({ runAsNonRoot: value }: SecurityContext): boolean => value === false;
  const setters = settersText(isBad(pod.context), namesWhere(pod, isBad));
  if (setters !== '') return { reason, detail: `${setters} must not set securityContext.runAsNonRoot=false` };
  if (pod.context.runAsNonRoot === true) return undefined;
  const silent = namesWhere(pod, ({ runAsNonRoot: value }) => value === undefined);
  if (silent.length === 0) return undefined;
  return { reason, detail: `pod or ${containersText(silent)} must set securityContext.runAsNonRoot=true` };
};

export const runAsUser: Check = (pod) => {
  const isBad = ({ runAsUser: user }: SecurityContext): boolean => user === 0;
  const setters = settersText(isBad(pod.context), namesWhere(pod, isBad));
  return setters === '' ? undefined : { reason: 'runAsUser=0', detail: `${setters} must not set runAsUser=0` };
};

export const seccompProfile: Check = (pod) => {
  const forbidden = forbiddenSeccomp(pod);
  if (forbidden !== undefined || pod.context.seccompProfile !== undefined) return forbidden;
  const silent = namesWhere(pod, (context) => context.seccompProfile === undefined);
  if (silent.length === 0) return undefined;
  const must = 'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"';
  return { reason: 'seccompProfile', detail: `pod or ${containersText(silent)} ${must}` };
};
