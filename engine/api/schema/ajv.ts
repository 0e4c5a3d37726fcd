/**
 * Compiles the schemas of custom resources. Loading ajv takes 20 ms, so this module is imported only once a
 * CustomResourceDefinition is in sight; the engine gets `compileSchema` from whoever made it.
 */
import { Ajv } from 'ajv';
import type { JsonObject } from '../json.ts';
import { toJsonSchema } from './structural.ts';
import type { Validator } from './validator.ts';

/** Turns an `openAPIV3Schema` into a validator. Throws an Error that says what ajv does not accept of it. */
export type CompileSchema = (openAPIV3Schema: JsonObject) => Validator;

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  verbose: false,
  validateFormats: false,
  addUsedSchema: false,
  logger: false,
});

export const compileSchema: CompileSchema = (openAPIV3Schema) => {
  const validate = ajv.compile(toJsonSchema(openAPIV3Schema));
  return wrap(validate);
};

/** ajv's function as a plain Validator: own `errors`, own type. */
function wrap(validate: ReturnType<typeof ajv.compile>): Validator {
  const validator: Validator = (body: unknown): boolean => {
    const isValid = validate(body) === true;
    validator.errors = validate.errors ?? null;
    return isValid;
  };
  return validator;
}
