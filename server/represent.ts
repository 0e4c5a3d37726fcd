import { StatusError } from '../engine/index.ts';
import { type Answer, json } from './answer.ts';
import { formOf, takesJson, wantsProtobuf } from './negotiate.ts';
import { encodeObject, type KubeLike, PROTOBUF } from './protobuf/envelope.ts';
import { isCustom, type ResourcePath } from './request-path.ts';

/** What the API server names in refusals, custom kinds or not (v1.25). */
const ACCEPTED = ['application/json', 'application/yaml', PROTOBUF];

/** An object in the form that the client wants most: protobuf where it asks for that and the kind has it, else JSON. */
export function represent(accept: string | undefined, code: number, body: object): Answer {
  const bytes = wantsProtobuf(accept) ? encodeObject(body as KubeLike) : undefined;
  return bytes === undefined ? json(code, body) : { code, type: PROTOBUF, body: bytes };
}

/**
 * Whether a client gets protobuf of what is at a path: of custom objects only their metadata has that form, of Tables nothing.
 * @throws StatusError where the client takes nothing else
 */
export function isWrittenAsProtobuf(accept: string | undefined, path: ResourcePath): boolean {
  if (!wantsProtobuf(accept)) return false;
  const form = formOf(accept);
  if (form === 'metadata' || (form === 'object' && !isCustom(path))) return true;
  if (takesJson(accept)) return false;
  throw notAcceptable();
}

export function notAcceptable(): StatusError {
  const message = `only the following media types are accepted: ${ACCEPTED.join(', ')}`;
  return new StatusError(406, 'NotAcceptable', message);
}
