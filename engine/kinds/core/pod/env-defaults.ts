import { omitZero, withDefaults } from '../../omit.ts';
import type { Container } from '../../types.ts';

type EnvVar = NonNullable<Container['env']>[number];
type ValueFrom = NonNullable<EnvVar['valueFrom']>;

/** Field references name the API version of their path; divisors are printed even when nobody gave one. */
export function envDefaults(given: EnvVar): EnvVar {
  const variable = omitZero(given, ['value']);
  return variable.valueFrom === undefined
    ? variable
    : { ...variable, valueFrom: valueFromDefaults(variable.valueFrom) };
}

function valueFromDefaults(given: ValueFrom): ValueFrom {
  const { fieldRef, resourceFieldRef } = given;
  return {
    ...given,
    ...(fieldRef === undefined ? {} : { fieldRef: withDefaults(fieldRef, { apiVersion: 'v1' }) }),
    ...(resourceFieldRef === undefined ? {} : { resourceFieldRef: withDefaults(resourceFieldRef, { divisor: '0' }) }),
  };
}
