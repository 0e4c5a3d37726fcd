/** Kubernetes' reasons (metav1.StatusReason). Callers switch on them, never on texts. */
export type StatusReason =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Gone'
  | 'Expired'
  | 'RequestEntityTooLarge'
  | 'UnsupportedMediaType'
  | 'Invalid'
  | 'TooManyRequests'
  | 'InternalError'
  | 'ServerTimeout'
  | 'Timeout'
  | 'ServiceUnavailable'
  /** No reason: what went wrong inside the server, in its own words. */
  | 'Unknown';

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** The body of a refusal, as the API server sends it. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Record<string, never>;
  readonly status: 'Failure' | 'Success';
  readonly message?: string;
  readonly reason?: StatusReason;
  readonly details?: StatusDetails;
  readonly code?: number;
}

/** A request that the API server refused. The one error class of the API; `reason` says which refusal it is. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: StatusReason;
  readonly details: StatusDetails | undefined;

  constructor(code: number, reason: StatusReason, message: string, details?: StatusDetails) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason === 'Unknown' ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

/** A kubelet's refusal to be connected to a container: it answers with plain words, which the API server hands on as they are. */
export class KubeletRefusal extends StatusError {
  constructor(message: string) {
    super(500, 'InternalError', message);
  }
}

/** `deployments` in group `apps` is `deployments.apps`; the core group adds nothing. */
export function qualified(name: string, group: string): string {
  return group === '' ? name : `${name}.${group}`;
}

interface Resource {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
}

const groupOf = (resource: Pick<Resource, 'group'>): { readonly group?: string } =>
  resource.group === '' ? {} : { group: resource.group };

export function notFound(resource: Omit<Resource, 'kind'>, name: string): StatusError {
  const message = `${qualified(resource.plural, resource.group)} "${name}" not found`;
  return new StatusError(404, 'NotFound', message, { name, ...groupOf(resource), kind: resource.plural });
}

export function alreadyExists(resource: Resource, name: string): StatusError {
  const message = `${qualified(resource.plural, resource.group)} "${name}" already exists`;
  return new StatusError(409, 'AlreadyExists', message, { name, ...groupOf(resource), kind: resource.plural });
}

/** `detail` is what follows the colon: why the operation cannot be fulfilled. */
export function conflict(resource: Resource, name: string, detail: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(resource.plural, resource.group)} "${name}": ${detail}`;
  return new StatusError(409, 'Conflict', message, { name, ...groupOf(resource), kind: resource.plural });
}

export const STALE_VERSION =
  'the object has been modified; please apply your changes to the latest version and try again';

export function forbidden(resource: Resource, name: string, why: string, causes?: readonly StatusCause[]): StatusError {
  const subject = qualified(resource.plural, resource.group);
  const message = name === '' ? `${subject} is forbidden: ${why}` : `${subject} "${name}" is forbidden: ${why}`;
  return new StatusError(403, 'Forbidden', message, {
    ...(name === '' ? {} : { name }),
    ...groupOf(resource),
    kind: resource.plural,
    ...(causes === undefined ? {} : { causes }),
  });
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function internalError(message: string): StatusError {
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}

/** An error that the server's own code did not expect: 500 without a reason, told as it is. */
export function unexpected(message: string): StatusError {
  return new StatusError(500, 'Unknown', message);
}

export function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** What is asked of a kind whose definition is being deleted (`crdHandler`, v1.25). */
export function terminating(): StatusError {
  const message = 'create not allowed while custom resource definition is terminating';
  return new StatusError(405, 'MethodNotAllowed', message, {});
}

export function resourceUnknown(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** A subresource that a kind does not have; the server of custom resources says that the object is not there (`crdHandler`, v1.25). */
export function unknownSubresource(
  kind: Resource & { readonly schema: string | undefined },
  name: string,
): StatusError {
  return kind.schema === undefined ? notFound(kind, name) : resourceUnknown();
}

/** A watch or a continued list that asks for a revision that compaction has taken (410). */
export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}

export function tooManyRequests(
  message: string,
  causes?: readonly StatusCause[],
  retryAfterSeconds?: number,
): StatusError {
  return new StatusError(429, 'TooManyRequests', message, {
    ...(causes === undefined ? {} : { causes }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

export function isStatusError(error: unknown, reason?: StatusReason): error is StatusError {
  return error instanceof StatusError && (reason === undefined || error.reason === reason);
}
