import type { ListOptions, ObjectList } from '../client.ts';
import type { CompactedError } from '../../kernel/store.ts';
import { decodeBase64Text, encodeBase64 } from '../base64.ts';
import { type FieldRequirement, parseFieldSelector } from '../field-selectors.ts';
import { goQuote } from '../go-format.ts';
import { apiVersionOf, type Kind, kindId } from '../kind.ts';
import { parseMatcher } from '../label-parser.ts';
import type { LabelMatcher } from '../labels.ts';
import { type KubeObject, keyOf } from '../object.ts';
import { badRequest, expired, StatusError } from '../status-error.ts';
import type { Core } from './core.ts';

/** The objects of a kind that namespace, label and field selectors leave, by namespace and name. */
export function selectObjects(core: Core, kind: Kind, options: ListOptions): readonly KubeObject[] {
  const matches = matcherOf(kind, options);
  const byName = nameOnly(options);
  if (byName !== undefined && (kind.scope === 'Cluster' || options.namespace !== undefined)) {
    const namespace = kind.scope === 'Cluster' ? undefined : options.namespace;
    const object = objectOf(core, kind, namespace, byName);
    return object !== undefined && matches(object) ? [object] : [];
  }
  return objectsOf(core, kind, kind.scope === 'Cluster' ? undefined : options.namespace).filter(matches);
}

/** The object as it is now, stored or not. */
export function objectOf(core: Core, kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined {
  if (kind.isLive === true) return objectsOf(core, kind, namespace).find(({ metadata }) => metadata.name === name);
  return core.objects.get(kindId(kind), namespace, name);
}

function objectsOf(core: Core, kind: Kind, namespace: string | undefined): readonly KubeObject[] {
  if (kind.isLive !== true) return core.objects.list(kindId(kind), namespace);
  const all = core.live(kindId(kind));
  return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
}

/** A test of both selectors; parse errors are refused with Kubernetes' texts. */
export function matcherOf(kind: Kind, options: ListOptions): (object: KubeObject) => boolean {
  const labels =
    options.labelSelector === undefined || options.labelSelector === ''
      ? undefined
      : labelMatcher(options.labelSelector);
  const fields =
    options.fieldSelector === undefined || options.fieldSelector === '' ? [] : fieldTests(kind, options.fieldSelector);
  return (object) =>
    (labels === undefined || labels(object.metadata.labels ?? {})) && fields.every((test) => test(object));
}

function labelMatcher(text: string): LabelMatcher {
  try {
    return parseMatcher(text);
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : String(error));
  }
}

function fieldTests(kind: Kind, text: string): ((object: KubeObject) => boolean)[] {
  let requirements: readonly FieldRequirement[];
  try {
    requirements = parseFieldSelector(text);
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : String(error));
  }
  return requirements.map(({ field, op, value }) => {
    const read = fieldReader(kind, field);
    return (object) => (read(object) === value) === (op === '=');
  });
}

function fieldReader(kind: Kind, field: string): (object: KubeObject) => string {
  if (field === 'metadata.name') return (object) => object.metadata.name;
  if (field === 'metadata.namespace') return (object) => object.metadata.namespace ?? '';
  const declared = kind.fieldSelectors?.[field];
  if (declared === undefined) throw badRequest(kind.fieldRefusal?.(field) ?? fieldRefusal(kind, field));
  return declared;
}

/** Kinds with fields of their own word the refusal in another way than the others (apimachinery `runtime/conversion.go`, v1.25). */
function fieldRefusal(kind: Kind, field: string): string {
  if (kind.fieldSelectors !== undefined) return `field label not supported: ${field}`;
  return `${goQuote(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

function nameOnly(options: ListOptions): string | undefined {
  const match = /^metadata\.name==?([^,!=]+)$/.exec(options.fieldSelector ?? '');
  return match?.[1];
}

/** GET of a collection, in pages where `limit` asks for them. */
export function listObjects(core: Core, kind: Kind, options: ListOptions): ObjectList {
  const { revision } = core.objects;
  refuseFuture(options.resourceVersion, revision);
  if (options.resourceVersionMatch === 'Exact' && Number(options.resourceVersion) !== revision) throw expired(TOO_OLD);
  const found = selectObjects(core, kind, options);
  const page = pageOf(found, options, revision);
  return {
    kind: `${kind.kind}List`,
    apiVersion: apiVersionOf(kind),
    metadata: { resourceVersion: String(page.revision), ...page.rest },
    items: page.items,
  };
}

/** Only the last version is kept (etcd3/errors.go, v1.25). */
const TOO_OLD = 'The resourceVersion for the provided list is too old.';

function refuseFuture(asked: string | undefined, revision: number): void {
  const wanted = Number(asked ?? '0');
  if (!(wanted > revision)) return;
  const message = `Timeout: Too large resource version: ${wanted}, current: ${revision}`;
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
  throw new StatusError(504, 'Timeout', message, { causes, retryAfterSeconds: 1 });
}

interface Page {
  readonly items: readonly KubeObject[];
  readonly revision: number;
  readonly rest: { readonly continue?: string; readonly remainingItemCount?: number };
}

function pageOf(found: readonly KubeObject[], options: ListOptions, revision: number): Page {
  const from =
    options.continue === undefined || options.continue === '' ? undefined : readToken(options.continue, revision);
  const rest = from === undefined ? found : found.filter((object) => keyOf(object) > from.after);
  const limit = options.limit ?? 0;
  const at = from?.revision ?? revision;
  if (limit <= 0 || rest.length <= limit) return { items: rest, revision: at, rest: {} };
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const token = encodeBase64(
    JSON.stringify({ v: 'meta.k8s.io/v1', rv: at, start: last === undefined ? '' : keyOf(last) }),
  );
  const selected = (options.labelSelector ?? '') !== '' || (options.fieldSelector ?? '') !== '';
  const remaining = selected ? {} : { remainingItemCount: rest.length - limit };
  return { items, revision: at, rest: { continue: token, ...remaining } };
}

function readToken(token: string, revision: number): { readonly after: string; readonly revision: number } {
  let parsed: { rv?: unknown; start?: unknown };
  try {
    parsed = JSON.parse(decodeBase64Text(token)) as { rv?: unknown; start?: unknown };
  } catch (error) {
    throw badRequest(`continue key is not valid: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof parsed.rv !== 'number' || typeof parsed.start !== 'string')
    throw badRequest('continue key is not valid: no start');
  if (parsed.rv > revision) throw expired('The provided continue parameter is too old');
  return { after: parsed.start, revision: parsed.rv };
}

/** 410 as a watch or a list that asks for compacted history gets it. */
export function goneError(error: CompactedError): StatusError {
  return expired(error.message);
}
