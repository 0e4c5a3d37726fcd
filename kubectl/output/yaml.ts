import { formatGoFloat } from './go-value.ts';
import { compareYamlKeys } from './natural-key-order.ts';
import { needsExplicitKey, writeString } from './yaml-scalar.ts';

const step = 2;

/**
 * `-o yaml` of one object, as kubectl's sigs.k8s.io/yaml (go-yaml v2) writes it: sorted keys, lists not indented under their
 * key, strings quoted where YAML 1.1 would read something else, lines folded after column 80.
 */
export function printYaml(value: unknown): string {
  if (isBlock(value)) return block(value, 0);
  return `${scalar(value, step, 0)}\n`;
}

/** Several objects as kubectl prints them one after another: `---` between them. */
export function printYamlDocuments(values: readonly unknown[]): string {
  return values.map((value) => printYaml(value)).join('---\n');
}

function isBlock(value: unknown): value is object {
  return typeof value === 'object' && value !== null && memberCount(value) > 0;
}

function memberCount(value: object): number {
  return Array.isArray(value) ? value.length : Object.values(value).filter((member) => member !== undefined).length;
}

/** A non-empty map or list at an indentation: whole lines. */
function block(value: object, indent: number): string {
  return Array.isArray(value) ? list(value, indent) : map(value, indent);
}

function list(items: readonly unknown[], indent: number): string {
  const pad = ' '.repeat(indent);
  return items
    .map((item) => {
      if (isBlock(item)) return `${pad}- ${block(item, indent + step).slice(indent + step)}`;
      return `${pad}- ${scalar(item, indent + step, indent + step)}\n`;
    })
    .join('');
}

function map(value: object, indent: number): string {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => compareYamlKeys(left, right))
    .map(([key, member]) => entry(key, member, indent))
    .join('');
}

function entry(key: string, member: unknown, indent: number): string {
  const pad = ' '.repeat(indent);
  const explicit = needsExplicitKey(key);
  const written = writeString(key, { indent: indent + step, column: indent + (explicit ? step : 0), isKey: !explicit });
  const head = explicit ? `${pad}? ${written}\n${pad}:` : `${pad}${written}:`;
  if (isBlock(member)) {
    if (explicit) return `${head} ${block(member, indent + step).slice(indent + step)}`;
    return `${head}\n${block(member, Array.isArray(member) ? indent : indent + step)}`;
  }
  const column = explicit ? indent + step : indent + [...written].length + 2;
  return `${head} ${scalar(member, indent + step, column)}\n`;
}

function scalar(value: unknown, indent: number, column: number): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return writeString(value, { indent, column, isKey: false });
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : formatGoFloat(value);
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? '[]' : '{}';
}
