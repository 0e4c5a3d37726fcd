/** Pod templates as the workload kinds need them. */
export { podTemplateDefaults } from './pod/template-defaults.ts';
export { validatePodTemplateSpec } from './pod/validate-template.ts';
