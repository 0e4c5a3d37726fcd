import type { AdmissionPlugin } from '../../api/admission.ts';
import { certificateRequestor } from './certificate-requestor.ts';
import { defaultIngressClass } from './default-ingress-class.ts';
import { defaultStorageClass } from './default-storage-class.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { limitRanger } from './limit-ranger.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import { persistentVolumeClaimResize } from './persistent-volume-claim-resize.ts';
import { podSecurity } from './pod-security/pod-security.ts';
import { priority } from './priority.ts';
import { rbacEscalation } from './rbac-escalation.ts';
import { resourceQuota } from './resource-quota.ts';
import { runtimeClassAdmission } from './runtime-class.ts';
import { serviceAccount } from './service-account.ts';
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';
import { type WebhookCall, webhookPlugins } from './webhooks.ts';

const BEFORE_WEBHOOKS: readonly AdmissionPlugin[] = [
  certificateRequestor,
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClassAdmission,
  defaultIngressClass,
  rbacEscalation,
];

/** The plugins in the order of a v1.25 API server, without those that ask webhooks. */
export const ADMISSION: readonly AdmissionPlugin[] = [...BEFORE_WEBHOOKS, resourceQuota];

/** The same with webhooks, which come before the quota. */
export function admissionPlugins(call: WebhookCall): readonly AdmissionPlugin[] {
  return [...BEFORE_WEBHOOKS, ...webhookPlugins(call), resourceQuota];
}
