import type { ObjectType } from '../schema/decl-type.ts';

/** A type as the checker sees it (checked.proto). `none`: of something that could not be resolved. */
export type Type =
  | { readonly kind: 'none' | 'error' | 'dyn' | 'null' | 'duration' | 'timestamp' }
  | { readonly kind: 'bool' | 'int' | 'uint' | 'double' | 'string' | 'bytes' }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'object'; readonly name: string; readonly decl: ObjectType | undefined }
  | { readonly kind: 'type'; readonly of: Type | undefined }
  | { readonly kind: 'param'; readonly name: string };

type Simple = Exclude<Type['kind'], 'list' | 'map' | 'object' | 'type' | 'param'>;

const simple = (kind: Simple): Type => ({ kind });

export const NONE: Type = simple('none');
export const ERROR: Type = simple('error');
export const DYN: Type = simple('dyn');
export const NULL: Type = simple('null');
export const BOOL: Type = simple('bool');
export const INT: Type = simple('int');
export const UINT: Type = simple('uint');
export const DOUBLE: Type = simple('double');
export const STRING: Type = simple('string');
export const BYTES: Type = simple('bytes');
export const DURATION: Type = simple('duration');
export const TIMESTAMP: Type = simple('timestamp');
export const URL: Type = { kind: 'object', name: 'kubernetes.URL', decl: undefined };

export function listOf(of: Type): Type {
  return { kind: 'list', of };
}

export function mapOf(key: Type, value: Type): Type {
  return { kind: 'map', key, value };
}

export function typeOf(of: Type | undefined): Type {
  return { kind: 'type', of };
}

export function param(name: string): Type {
  return { kind: 'param', name };
}

/** A type in a message (FormatCheckedType, cel-go v0.12). */
export function formatType(type: Type): string {
  switch (type.kind) {
    case 'none':
      return '<nil>';
    case 'error':
      return '!error!';
    case 'list':
      return `list(${formatType(type.of)})`;
    case 'map':
      return `map(${formatType(type.key)}, ${formatType(type.value)})`;
    case 'object':
    case 'param':
      return type.name;
    case 'type':
      return type.of === undefined ? 'type' : `type(${formatType(type.of)})`;
    default:
      return type.kind;
  }
}

const PROTO: Readonly<Record<string, string>> = {
  bool: 'primitive:BOOL',
  int: 'primitive:INT64',
  uint: 'primitive:UINT64',
  double: 'primitive:DOUBLE',
  string: 'primitive:STRING',
  bytes: 'primitive:BYTES',
  null: 'null:NULL_VALUE',
  duration: 'well_known:DURATION',
  timestamp: 'well_known:TIMESTAMP',
  dyn: 'dyn:{}',
};

/** A type as its protocol buffer prints itself, which one of the messages shows. */
export function protoText(type: Type): string {
  switch (type.kind) {
    case 'list':
      return `list_type:{elem_type:{${protoText(type.of)}}}`;
    case 'map':
      return `map_type:{key_type:{${protoText(type.key)}} value_type:{${protoText(type.value)}}}`;
    case 'object':
      return `message_type:"${type.name}"`;
    case 'type':
      return `type:{${type.of === undefined ? '' : protoText(type.of)}}`;
    case 'param':
      return `type_param:"${type.name}"`;
    default:
      return PROTO[type.kind] ?? '';
  }
}

export function sameType(left: Type, right: Type): boolean {
  return left === right || (left.kind === right.kind && formatType(left) === formatType(right));
}

export const isDynOrError = ({ kind }: Type): boolean => kind === 'dyn' || kind === 'error';
