import { StatusError } from '../engine/index.ts';
import { type Answer, json } from './answer.ts';
import { formOf, takesText, wantsProtobuf, wantsYaml } from './negotiate.ts';
import { encodeObject, type KubeLike, PROTOBUF } from './protobuf/envelope.ts';
import { isCustom, type ResourcePath } from './request-path.ts';

const YAML = 'application/yaml';

/** What the API server names in refusals, custom kinds or not (v1.25). */
const ACCEPTED = ['application/json', YAML, PROTOBUF];
const STREAMS = ['application/json', PROTOBUF].map((type) => `${type};stream=watch`);

/** Writes YAML. The server knows none: whoever starts it brings the printer, as the reader. */
export type YamlPrinter = (value: unknown) => string;

/** Who writes YAML. */
export interface Printing {
  readonly print: YamlPrinter;
}

/** An object in the form that the client wants most: protobuf where it asks for that and the kind has it, else YAML or JSON. */
export function represent(by: Printing, accept: string | undefined, code: number, body: object): Answer {
  const bytes = wantsProtobuf(accept) ? encodeObject(body as KubeLike) : undefined;
  return bytes === undefined ? asText(by, accept, code, body) : { code, type: PROTOBUF, body: bytes };
}

/** The same of what has no form in protobuf. */
export function asText({ print }: Printing, accept: string | undefined, code: number, body: object): Answer {
  return wantsYaml(accept) ? { code, type: YAML, body: print(body) } : json(code, body);
}

/** @throws StatusError where a client wants a stream in YAML, which has no such form */
export function refuseYamlStream(accept: string | undefined): void {
  if (!wantsProtobuf(accept) && wantsYaml(accept)) throw notAcceptable(STREAMS);
}

/**
 * Whether a client gets protobuf of what is at a path: of custom objects only their metadata has that form, of Tables nothing.
 * @throws StatusError where the client takes nothing else
 */
export function isWrittenAsProtobuf(accept: string | undefined, path: ResourcePath): boolean {
  if (!wantsProtobuf(accept)) return false;
  const form = formOf(accept);
  if (form === 'metadata' || (form === 'object' && !isCustom(path))) return true;
  if (takesText(accept)) return false;
  throw notAcceptable(ACCEPTED);
}

function notAcceptable(accepted: readonly string[]): StatusError {
  const message = `only the following media types are accepted: ${accepted.join(', ')}`;
  return new StatusError(406, 'NotAcceptable', message);
}
