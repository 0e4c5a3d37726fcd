import { at, type Coverage } from '../patterns.ts';

/** Every object: the API server, the garbage collector and the namespace controller go by these. */
export const OBJECT: Coverage = {
  acted: [
    'apiVersion',
    'kind',
    ...at(
      'metadata',
      'name',
      'generateName',
      'namespace',
      'labels',
      'annotations',
      'finalizers',
      'ownerReferences[*].**',
      'uid',
      'resourceVersion',
      'generation',
      'creationTimestamp',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
      'managedFields[*].**',
    ),
  ],
};

/** What pods and claims take over from the template they are made of. */
export const TEMPLATE_METADATA: Coverage = { acted: at('metadata', 'labels', 'annotations', 'finalizers') };

/** Conditions as components keep them. */
export const CONDITIONS: readonly string[] = ['status.conditions[*].**'];
