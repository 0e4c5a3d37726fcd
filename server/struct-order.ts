import { byCodeUnit } from '../engine/index.ts';
import { type Field, isMessage, messageOf, unionOf } from './protobuf/table.ts';

type Members = Readonly<Record<string, unknown>>;

/** An object with its members as Go writes a struct: messages of protobuf have their fields in that order, and maps are sorted by their keys. */
export function inStructOrder(object: Members, message: string): Members {
  const ordered: Record<string, unknown> = {};
  place(ordered, object, message);
  for (const [name, value] of Object.entries(object)) if (!Object.hasOwn(ordered, name)) ordered[name] = value;
  return ordered;
}

function place(ordered: Record<string, unknown>, object: Members, message: string): void {
  for (const field of messageOf(message).fields) {
    if (field.name === '') place(ordered, object, field.type);
    else if (Object.hasOwn(object, field.name)) ordered[field.name] = fieldValue(object[field.name], field);
  }
}

function fieldValue(value: unknown, { form, type }: Field): unknown {
  if (value === null || form === 'one') return one(value, type);
  if (form === 'list') return (value as readonly unknown[]).map((element) => one(element, type));
  return sortedBy(value as Members, (element) => one(element, type));
}

function one(value: unknown, type: string): unknown {
  if (typeof value !== 'object' || value === null || !isMessage(type)) return value;
  if (unionOf(type) === undefined) return Array.isArray(value) ? value : inStructOrder(value as Members, type);
  const schema = messageOf(type).fields.find(({ name }) => name === 'schema')?.type ?? '';
  return Array.isArray(value) ? value.map((element) => one(element, schema)) : one(value, schema);
}

function sortedBy(members: Members, valueOf: (value: unknown) => unknown): Members {
  const entries = Object.entries(members).sort(([a], [b]) => byCodeUnit(a, b));
  return Object.fromEntries(entries.map(([name, value]) => [name, valueOf(value)]));
}

/** The same with all members of all objects sorted, as Go writes what has no struct. */
export function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted) as T;
  if (typeof value !== 'object' || value === null) return value;
  return sortedBy(value as Members, sorted) as T;
}
