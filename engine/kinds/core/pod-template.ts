/** Pod templates as the workload kinds need them. */
export { podSpecDefaults, podTemplateDefaults } from './pod/template-defaults.ts';
export { validatePodSpec, validatePodTemplateSpec } from './pod/validate-template.ts';
