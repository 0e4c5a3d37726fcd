import { lengthField as message, textField as text } from '../protobuf/wire-writer.ts';
import type { Operation, Parameter, PathItem, Swagger } from './document.ts';
import type { Schema } from './schemas.ts';

/**
 * The protobuf form of OpenAPI v2 (openapi_v2.proto), as far as kubectl reads it: patch operations with their query parameters, and
 * definitions. Field numbers: Document{1 swagger, 2 info, 8 paths, 9 definitions}; the others stand at their functions.
 */
export function encodeSwagger({ swagger, info, paths, definitions }: Swagger): Buffer {
  const items = Object.entries(paths).map(([path, item]) => message(2, named(path, pathItem(item))));
  const schemas = Object.entries(definitions).map(([name, schema]) => message(1, named(name, schemaBytes(schema))));
  return Buffer.concat([
    text(1, swagger),
    message(2, Buffer.concat([text(1, info.title), text(2, info.version)])),
    message(8, Buffer.concat(items)),
    message(9, Buffer.concat(schemas)),
  ]);
}

/** Named*{1 name, 2 value}. */
function named(name: string, value: Buffer): Buffer {
  return Buffer.concat([text(1, name), message(2, value)]);
}

/** PathItem{2 get, 3 put, 4 post, 5 delete, 8 patch}: kubectl looks at patch alone. */
function pathItem({ patch }: PathItem): Buffer {
  return patch === undefined ? Buffer.alloc(0) : message(8, operationBytes(patch));
}

/** Operation{8 parameters, 13 vendor_extension}. */
function operationBytes(operation: Operation): Buffer {
  const parameters = (operation.parameters ?? []).map((parameter) => message(8, parameterBytes(parameter)));
  return Buffer.concat([...parameters, ...extensions(13, operation)]);
}

/** ParametersItem{1 Parameter{2 NonBodyParameter{3 query{2 in, 3 description, 4 name, 6 type}}}}. */
function parameterBytes({ in: place, description, name, type }: Parameter): Buffer {
  const query = Buffer.concat([text(2, place), text(3, description), text(4, name), text(6, type)]);
  return message(1, message(2, message(3, query)));
}

/** Schema{1 $ref, 2 format, 4 description, 19 required, 21 additional_properties, 22 type, 23 items, 25 properties, 31 extensions}. */
function schemaBytes(schema: Schema): Buffer {
  const { $ref, format, description, required = [], additionalProperties, type, items, properties } = schema;
  const members = Object.entries(properties ?? {}).map(([name, member]) =>
    message(1, named(name, schemaBytes(member))),
  );
  return Buffer.concat([
    ...($ref === undefined ? [] : [text(1, $ref)]),
    ...(format === undefined ? [] : [text(2, format)]),
    ...(description === undefined ? [] : [text(4, description)]),
    ...required.map((name) => text(19, name)),
    ...(typeof additionalProperties === 'object' ? [message(21, message(1, schemaBytes(additionalProperties)))] : []),
    ...(type === undefined ? [] : [message(22, text(1, type))]),
    ...(items === undefined ? [] : [message(23, message(1, schemaBytes(items)))]),
    ...(members.length === 0 ? [] : [message(25, Buffer.concat(members))]),
    ...extensions(31, schema),
  ]);
}

/** vendor_extension: NamedAny{1 name, 2 Any{2 yaml}}; JSON is YAML. */
function extensions(field: number, of: object): Buffer[] {
  return Object.entries(of)
    .filter(([name]) => name.startsWith('x-'))
    .map(([name, value]) => message(field, Buffer.concat([text(1, name), message(2, text(2, JSON.stringify(value)))])));
}
