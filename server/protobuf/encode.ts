import { type Field, messageOf, unionOf } from './table.ts';
import { lengthField, textField } from './wire-writer.ts';
import { VALUE_WRITERS } from './write-values.ts';

type Members = Readonly<Record<string, unknown>>;

/** Writes an object, as JSON has it, as a message of the table. What the message has no field for (apiVersion, kind) is left out. */
export function encodeMessage(members: Members, name: string): Buffer {
  return Buffer.concat(messageOf(name).fields.flatMap((field) => fieldBytes(members, field)));
}

function fieldBytes(members: Members, field: Field): readonly Buffer[] {
  const { name, number, form, type } = field;
  if (name === '' && form === 'one') return [lengthField(number, encodeMessage(members, type))];
  const value = members[name];
  if (value === undefined || value === null) return [];
  if (form === 'list') return (value as readonly unknown[]).map((element) => valueBytes(number, type, element));
  if (form === 'one') return [valueBytes(number, type, value)];
  return Object.entries(value).map(([key, element]) =>
    lengthField(number, Buffer.concat([textField(1, key), valueBytes(2, type, element)])),
  );
}

function valueBytes(number: number, type: string, value: unknown): Buffer {
  const write = VALUE_WRITERS[type];
  return write === undefined ? lengthField(number, encodeMessage(membersOf(type, value), type)) : write(number, value);
}

/** A value of one piece that is a message with fields: a list without a name, or one of a union's. */
function membersOf(type: string, value: unknown): Members {
  if (unionOf(type) !== undefined) return unionMembers(type, value);
  return Array.isArray(value) ? { '': value } : (value as Members);
}

/** JSONSchemaPropsOrBool says of a schema that it is allowed, too. */
function unionMembers(type: string, value: unknown): Members {
  if (typeof value === 'boolean') return { allows: value };
  if (!Array.isArray(value)) return { schema: value, allows: true };
  return unionOf(type)?.includes('property') === true ? { property: value } : { jSONSchemas: value };
}
