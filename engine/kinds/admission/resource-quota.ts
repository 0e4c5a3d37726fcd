import type { AdmissionPlugin, AdmissionRequest } from '../../api/admission.ts';
import type { KubeObject } from '../../api/object.ts';
import { signOfQuantity } from '../../api/quantity.ts';
import { addLists, computeUsage } from '../quota/pod-usage.ts';
import { exceeded, listText, maskList, quotaSees, quotaUsage, usageDelta } from '../quota/usage.ts';
import type { Container, Pod, ResourceList, ResourceQuota } from '../types.ts';
import { deny, isMainWrite } from './denial.ts';

/** Kinds whose usage can change while they live. */
const CHARGED_ON_UPDATE = ['Service', 'PersistentVolumeClaim'];

/** The last plugin: charges what a request takes to every quota that sees it, or refuses it (v1.25). */
export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  validate: (request) => {
    const verbs =
      CHARGED_ON_UPDATE.includes(request.kind.kind) && request.kind.group === ''
        ? (['create', 'update'] as const)
        : (['create'] as const);
    if (request.namespace === undefined || !isMainWrite(request, ...verbs)) return;
    const quotas = request.context.list<ResourceQuota>('ResourceQuota', request.namespace);
    if (quotas.length > 0) charge(request, quotas);
  },
};

function charge(request: AdmissionRequest, quotas: readonly ResourceQuota[]): void {
  const { kind, object, old, context } = request;
  const usage = quotaUsage(kind, object, context.nowMs);
  const concerned = quotas.filter(
    (quota) => quotaSees(quota, kind, object) && restricted(quota, kind, usage).length > 0,
  );
  for (const quota of concerned) checkReady(request, quota, restricted(quota, kind, usage));
  const before = old === undefined ? {} : quotaUsage(kind, old, context.nowMs);
  const delta = old === undefined ? withoutZeros(usage) : usageDelta(usage, before);
  if (Object.keys(delta).length === 0) return;
  const charged = concerned.map((quota) => [quota, chargedUsage(request, quota, delta)] as const);
  if (request.dryRun) return;
  for (const [quota, used] of charged) {
    if (used === undefined || used === quota.status.used) continue;
    request.update('ResourceQuota', quota.metadata.namespace, quota.metadata.name, (current) =>
      withUsed(current, used),
    );
  }
}

function withUsed(current: KubeObject, used: ResourceList): ResourceQuota {
  const quota = current as ResourceQuota;
  return { ...quota, status: { ...quota.status, used } };
}

const COMPUTE = [
  'cpu',
  'memory',
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
  'ephemeral-storage',
  'requests.ephemeral-storage',
  'limits.ephemeral-storage',
];

/** Of what the quota bounds, the names that this kind of object can take. */
function restricted(quota: ResourceQuota, { group, plural }: AdmissionRequest['kind'], usage: ResourceList): string[] {
  const isPod = group === '' && plural === 'pods';
  return Object.keys(quota.status?.hard ?? {})
    .filter(
      (name) =>
        usage[name] !== undefined || (isPod && (COMPUTE.includes(name) || name.startsWith('requests.hugepages-'))),
    )
    .sort();
}

function checkReady(request: AdmissionRequest, quota: ResourceQuota, names: readonly string[]): void {
  const { name } = quota.metadata;
  const isPod = request.kind.group === '' && request.kind.plural === 'pods';
  const missing = isPod ? unspecified(request.object as Pod, names) : '';
  if (missing !== '') throw deny(request, `failed quota: ${name}: must specify ${missing}`, { final: true });
  const unknown = names.filter((resource) => quota.status.used?.[resource] === undefined);
  if (unknown.length > 0) {
    throw deny(request, `status unknown for quota: ${name}, resources: ${unknown.join(',')}`, { final: true });
  }
}

/** Only these: the list was a mistake that Kubernetes did not want to repeat for storage and devices. */
const MUST_SPECIFY = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

/** Compute resources that every container must speak about because a quota bounds them: `limits.cpu for: a,b; limits.memory for: a`. */
function unspecified(pod: Pod, names: readonly string[]): string {
  const wanted = names.filter((name) => MUST_SPECIFY.includes(name));
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return wanted
    .map((name) => [name, containers.filter((container) => usageOf(container)[name] === undefined)] as const)
    .filter(([, silent]) => silent.length > 0)
    .map(([name, silent]) => `${name} for: ${[...new Set(silent.map((one) => one.name))].sort().join(',')}`)
    .join('; ');
}

const usageOf = ({ resources }: Container): ResourceList =>
  computeUsage(resources?.requests ?? {}, resources?.limits ?? {});

function withoutZeros(usage: ResourceList): ResourceList {
  return Object.fromEntries(Object.entries(usage).filter(([, quantity]) => signOfQuantity(quantity) !== 0));
}

function chargedUsage(request: AdmissionRequest, quota: ResourceQuota, delta: ResourceList): ResourceList | undefined {
  const hard: ResourceList = quota.status.hard ?? {};
  const used: ResourceList = quota.status.used ?? {};
  const requested = maskList(delta, Object.keys(hard));
  const names = Object.keys(requested);
  if (names.length === 0) return quota.status.used;
  const next = addLists(used, requested);
  const over = exceeded(maskList(next, names), hard);
  if (over.length > 0) {
    const [wanted, now, limit] = [requested, used, hard].map((list) => listText(maskList(list, over)));
    const why = `exceeded quota: ${quota.metadata.name}, requested: ${wanted}, used: ${now}, limited: ${limit}`;
    throw deny(request, why, { final: true });
  }
  return next;
}
