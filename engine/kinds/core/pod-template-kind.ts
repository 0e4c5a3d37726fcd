import type { Column, Kind } from '../../api/kind.ts';
import { templateWarnings } from './pod/warnings.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { NAME, containerColumns, mapText } from '../columns.ts';
import type { PodTemplate } from '../types.ts';
import { podTemplateDefaults, validatePodTemplateSpec } from './pod-template.ts';

const columns: readonly Column<PodTemplate>[] = [
  NAME,
  ...containerColumns<PodTemplate>(({ template }) => template?.spec?.containers ?? []).map((column) => ({
    ...column,
    priority: 0 as const,
  })),
  {
    name: 'Pod Labels',
    description: 'Labels of the pods that come of it.',
    cell: ({ template }) => mapText(template?.metadata?.labels),
  },
];

/** A pod template as an object of its own; nothing in the cluster makes pods of it. */
export const podTemplate: Kind<PodTemplate> = {
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  plural: 'podtemplates',
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.PodTemplate',
  nameCheck: dns1123Subdomain,
  defaults: (object) => ({ ...object, template: podTemplateDefaults(object.template) }),
  validate: ({ template }) => validatePodTemplateSpec(template, 'template'),
  warnings: (object, old) => templateWarnings('template', object.template, object, old),
  hasGeneration: true,
  generationOf: ({ template }) => template,
  columns,
};
