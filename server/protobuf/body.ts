import { StatusError } from '../../engine/index.ts';
import { BodyError, decodeBody } from './envelope.ts';

/** So many bytes of a body that says nothing of itself are shown (rest.go, v1.25). */
const SHOWN_BYTES = 30;

/** A protobuf body as the object it is. @param expected the kind that the path asks for @throws StatusError in the API server's words */
export function protobufValue(bytes: Buffer, expected: string): object {
  try {
    return decodeBody(bytes);
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    const { message, kind, version } = error;
    const text =
      kind === ''
        ? `the object provided is unrecognized (must be of type ${expected}): ${message} (${shown(bytes)})`
        : `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${expected}: ${message}`;
    throw new StatusError(400, 'BadRequest', text);
  }
}

function shown(bytes: Buffer): string {
  if (bytes.length === 0) return '<empty>';
  const tail = bytes.length > SHOWN_BYTES ? ' ...' : '';
  return `${bytes.subarray(0, SHOWN_BYTES).toString('hex')}${tail}`;
}
