import { type FieldError, invalid, required } from '../../../api/validation/field-error.ts';
import { each } from '../../field-checks.ts';
import type { CustomResourceDefinition } from '../../types.ts';

type Version = CustomResourceDefinition['spec']['versions'][number];
type Errors = readonly FieldError[];

/** The paths of the scale subresource (ValidateCustomResourceDefinitionSubresources, v1.25). */
export function subresourceErrors(subresources: Version['subresources'], path: string): Errors {
  const scale = subresources?.scale;
  if (scale === undefined) return [];
  const { specReplicasPath = '', statusReplicasPath = '', labelSelectorPath = '' } = scale as Partial<typeof scale>;
  const at = (name: string): string => `${path}.scale.${name}`;
  const selector = at('labelSelectorPath');
  return [
    ...(specReplicasPath === ''
      ? [required(at('specReplicasPath'))]
      : pathErrors(at('specReplicasPath'), specReplicasPath, ['.spec.'], 'should be a json path under .spec')),
    ...(statusReplicasPath === ''
      ? [required(at('statusReplicasPath'))]
      : pathErrors(at('statusReplicasPath'), statusReplicasPath, ['.status.'], 'should be a json path under .status')),
    ...(labelSelectorPath === ''
      ? []
      : pathErrors(
          selector,
          labelSelectorPath,
          ['.spec.', '.status.'],
          'should be a json path under either .spec or .status',
        )),
  ];
}

function pathErrors(at: string, text: string, below: readonly string[], why: string): Errors {
  const wrong = simplePathErrors(at, text);
  if (wrong.length > 0) return wrong;
  return below.some((prefix) => text.startsWith(prefix)) ? [] : [invalid(at, text, why)];
}

function simplePathErrors(at: string, text: string): Errors {
  return text.startsWith('.') ? [] : [invalid(at, text, 'must be a simple json path starting with .')];
}

const TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

/** The columns that kubectl shows (ValidateCustomResourceColumnDefinition, v1.25). */
export function columnErrors(columns: Version['additionalPrinterColumns'], path: string): Errors {
  return each(path, columns, (column, at) => {
    const { name, type = '', format = '', jsonPath = '' } = column as Partial<typeof column>;
    const types = `must be one of ${TYPES.join(',')}`;
    return [
      ...((name ?? '') === '' ? [required(`${at}.name`)] : []),
      ...(type === '' ? [required(`${at}.type`, types)] : []),
      ...(type === '' || TYPES.includes(type) ? [] : [invalid(`${at}.type`, type, types)]),
      ...(format === '' || FORMATS.includes(format)
        ? []
        : [invalid(`${at}.format`, format, `must be one of ${FORMATS.join(',')}`)]),
      ...(jsonPath === '' ? [required(`${at}.JSONPath`)] : simplePathErrors(`${at}.JSONPath`, jsonPath)),
    ];
  });
}
