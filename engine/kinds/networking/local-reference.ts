import { dns1123Subdomain, pathSegmentName } from '../../api/validation/names.ts';
import { type Errors, named, present } from '../field-checks.ts';

interface LocalReference {
  readonly apiGroup?: string | null;
  readonly kind?: string;
  readonly name?: string;
}

/** validateIngressTypedLocalObjectReference (v1.25): ingresses' backends and classes' parameters refer to any kind. */
export function localReferenceErrors({ apiGroup, kind, name }: LocalReference, path: string): Errors {
  return [
    ...(apiGroup === undefined || apiGroup === null ? [] : named(`${path}.apiGroup`, apiGroup, dns1123Subdomain)),
    ...present(`${path}.kind`, kind, 'kind is required'),
    ...named(`${path}.kind`, kind, pathSegmentName),
    ...present(`${path}.name`, name, 'name is required'),
    ...named(`${path}.name`, name, pathSegmentName),
  ];
}
