import { StatusError, type StatusReason } from '../engine/index.ts';

/** So much of an answer is repeated in an error (client-go, v1.25). */
const MAX_TEXT = 2048;

interface Said {
  readonly reason: StatusReason;
  /** Undefined: the answer's own text. */
  readonly message?: string;
}

const SAID: Readonly<Record<number, Said>> = {
  400: { reason: 'BadRequest', message: 'the server rejected our request for an unknown reason' },
  401: { reason: 'Unauthorized', message: 'the server has asked for the client to provide credentials' },
  403: { reason: 'Forbidden' },
  404: { reason: 'NotFound', message: 'the server could not find the requested resource' },
  405: { reason: 'MethodNotAllowed', message: 'the server does not allow this method on the requested resource' },
  406: { reason: 'NotAcceptable' },
  409: { reason: 'Conflict', message: 'the server reported a conflict' },
  415: { reason: 'UnsupportedMediaType' },
  422: { reason: 'Invalid', message: 'the server rejected our request due to an error in our request' },
  429: {
    reason: 'TooManyRequests',
    message: 'the server has received too many requests and has asked us to try again later',
  },
  503: { reason: 'ServiceUnavailable', message: 'the server is currently unable to handle the request' },
  504: {
    reason: 'Timeout',
    message: 'the server was unable to return a response in the time allotted, but may still be processing the request',
  },
};

/** What a client makes of an answer that is neither a success nor a Status (errors.NewGenericServerResponse, v1.25). */
export function unstructuredRefusal(method: string, code: number, type: string, text: string): StatusError {
  const own = type.startsWith('text/') ? text.slice(0, MAX_TEXT).trim() : 'unknown';
  const said = SAID[code];
  if (said !== undefined) {
    const reason = code === 409 && method === 'POST' ? 'AlreadyExists' : said.reason;
    return new StatusError(code, reason, said.message ?? own);
  }
  if (code >= 500) {
    const message = `an error on the server (${JSON.stringify(own)}) has prevented the request from succeeding`;
    return new StatusError(code, 'InternalError', message);
  }
  const message = `the server responded with the status code ${code} but did not return more information`;
  return new StatusError(code, 'Unknown', message);
}
