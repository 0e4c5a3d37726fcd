import type { GoValue } from '../../api/validation/field-error.ts';
import type { PodSpec, PodTemplateSpec } from '../types.ts';
import { goStruct } from './source-text.ts';

/** A pod's spec as the API server holds it: the host's namespaces are the security context's, which is always there. */
export function internalPodSpec(spec: PodSpec): object {
  const { hostNetwork, hostPID, hostIPC, hostUsers, shareProcessNamespace, ...kept } = spec;
  const ofHost = Object.entries({ hostNetwork, hostPID, hostIPC, hostUsers, shareProcessNamespace });
  const given = ofHost.filter(([, value]) => value !== undefined);
  return { ...kept, securityContext: { ...kept.securityContext, ...Object.fromEntries(given) } };
}

/** A template as a message prints it. */
export function goTemplate(template: PodTemplateSpec): GoValue {
  const spec = internalPodSpec(template.spec ?? { containers: [] });
  return goStruct('core.PodTemplateSpec', { ...template, spec });
}
