import { goQuote, goSyntax } from '../go-format.ts';
import type { StatusCause } from '../status-error.ts';

export type FieldErrorType =
  | 'Required'
  | 'Invalid'
  | 'NotSupported'
  | 'Duplicate'
  | 'Forbidden'
  | 'TooLong'
  | 'TooMany'
  | 'NotFound'
  | 'InternalError'
  | 'TypeInvalid';

/** What is wrong with one field of an object: apimachinery's field.Error, v1.25. */
export interface FieldError {
  readonly type: FieldErrorType;
  /** The path, e.g. `spec.containers[0].name`; empty where no field is to blame. */
  readonly field: string;
  /** The offending value as JSON has it, or `goValue(text)` where Kubernetes prints a Go value that JSON does not tell. */
  readonly value?: unknown;
  readonly detail?: string;
  /** NotSupported: what is, in the order in which Kubernetes lists it. */
  readonly supported?: readonly string[];
}

/** Go source of a value, printed as it is: `v1.LabelSelector{MatchLabels:map[string]string(nil), ...}`. */
export interface GoValue {
  readonly goText: string;
}

export function goValue(text: string): GoValue {
  return { goText: text };
}

export function required(field: string, detail = ''): FieldError {
  return { type: 'Required', field, detail };
}

export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { type: 'Invalid', field, value, detail };
}

export function typeInvalid(field: string, value: unknown, detail: string): FieldError {
  return { type: 'TypeInvalid', field, value, detail };
}

export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  return { type: 'NotSupported', field, value, supported };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { type: 'Duplicate', field, value };
}

export function forbiddenField(field: string, detail: string): FieldError {
  return { type: 'Forbidden', field, detail };
}

export function tooLong(field: string, maxBytes: number): FieldError {
  return { type: 'TooLong', field, detail: `must have at most ${maxBytes} bytes` };
}

export function tooMany(field: string, actual: number, maxItems: number): FieldError {
  return { type: 'TooMany', field, value: actual, detail: `must have at most ${maxItems} items` };
}

export function notFoundField(field: string, value: unknown): FieldError {
  return { type: 'NotFound', field, value };
}

export function internalFieldError(field: string, detail: string): FieldError {
  return { type: 'InternalError', field, detail };
}

const TITLES: Readonly<Record<FieldErrorType, string>> = {
  Required: 'Required value',
  Invalid: 'Invalid value',
  NotSupported: 'Unsupported value',
  Duplicate: 'Duplicate value',
  Forbidden: 'Forbidden',
  TooLong: 'Too long',
  TooMany: 'Too many',
  NotFound: 'Not found',
  InternalError: 'Internal error',
  TypeInvalid: 'Invalid value',
};

const REASONS: Readonly<Record<FieldErrorType, string>> = {
  Required: 'FieldValueRequired',
  Invalid: 'FieldValueInvalid',
  NotSupported: 'FieldValueNotSupported',
  Duplicate: 'FieldValueDuplicate',
  Forbidden: 'FieldValueForbidden',
  TooLong: 'FieldValueTooLong',
  TooMany: 'FieldValueTooMany',
  NotFound: 'FieldValueNotFound',
  InternalError: 'InternalError',
  TypeInvalid: 'FieldValueTypeInvalid',
};

const WITHOUT_VALUE: ReadonlySet<FieldErrorType> = new Set(['Required', 'Forbidden', 'TooLong', 'InternalError']);

const isGoValue = (value: unknown): value is GoValue =>
  typeof value === 'object' && value !== null && typeof (value as Partial<GoValue>).goText === 'string';

/** A value in a message: texts quoted, numbers bare, nothing as the text "null", lists and maps as Go source. */
function formatValue(value: unknown): string {
  if (value === undefined || value === null) return goQuote('null');
  return isGoValue(value) ? value.goText : goSyntax(value);
}

function detailOf({ type, detail, supported }: FieldError): string {
  if (type === 'NotSupported' && supported !== undefined && supported.length > 0) {
    return `supported values: ${supported.map(goQuote).join(', ')}`;
  }
  return detail ?? '';
}

/** The message without the field, e.g. `Invalid value: "a b": must ...`. */
export function formatFieldError(error: FieldError): string {
  const title = TITLES[error.type];
  const subject = WITHOUT_VALUE.has(error.type) ? title : `${title}: ${formatValue(error.value)}`;
  const detail = detailOf(error);
  return detail === '' ? subject : `${subject}: ${detail}`;
}

/** The entry of a Status' details.causes. */
export function fieldErrorCause(error: FieldError): Required<StatusCause> {
  return { reason: REASONS[error.type], message: formatFieldError(error), field: error.field };
}

/** `F: B`, or `[F1: B1, F2: B2]` without repetitions: what follows "is invalid: ". */
export function joinFieldErrors(errors: readonly FieldError[]): string {
  const messages = [...new Set(errors.map((error) => `${error.field}: ${formatFieldError(error)}`))];
  return messages.length === 1 ? (messages[0] ?? '') : `[${messages.join(', ')}]`;
}
