import {
  type Client,
  Cluster,
  isStatusError,
  type Kind,
  kindId,
  refusedFields,
  type StatusError,
  storedOnlyFields,
} from '../../engine/index.ts';
import { loadManifests, type ManifestDocument, type ValuePath } from '../../kubectl/manifest/load.ts';
import { topology } from '../../scenarios/topologies.ts';
import type { Problem } from '../problem.ts';
import { nearest } from '../../scenarios/gherkin/nearest.ts';
import { lineOfField } from './places.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where a manifest's text stands. */
export interface ManifestText {
  readonly uri: string;
  readonly text: string;
  /** Line of the file on which the text begins, from 1. */
  readonly line: number;
}

/** An object of a manifest, and where it stands. */
interface Place {
  readonly uri: string;
  readonly document: ManifestDocument;
  readonly base: ValuePath;
  /** Lines of the file before the text. */
  readonly linesBefore: number;
}

/**
 * Checks manifests one after the other against one fresh cluster, as if they were applied in this order: what cannot be read, kinds and fields
 * that do not exist, what the API server would refuse. What is accepted without effect comes as a warning.
 */
export class ManifestLint {
  readonly #cluster = Cluster.start(topology('course'), { seed: '1' });
  readonly #client: Client;

  constructor() {
    this.#client = this.#cluster.client('lint');
  }

  problems({ uri, text, line }: ManifestText): readonly Problem[] {
    const { documents, errors } = loadManifests(text, uri);
    const linesBefore = line - 1;
    return [
      ...documents.flatMap((document) => this.#document({ uri, document, base: [], linesBefore }, document.value)),
      ...errors.map((error) => {
        const message = error.message.replace(`error parsing ${uri}: `, '');
        return { uri, line: error.line + linesBefore, message };
      }),
    ];
  }

  #document(place: Place, value: unknown): readonly Problem[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [problemAt(place, '', 'is no object: a manifest has apiVersion, kind and metadata')];
    const { apiVersion, kind: kindName, items } = value as Fields;
    if (typeof kindName === 'string' && kindName.endsWith('List') && Array.isArray(items))
      return items.flatMap((item, index) =>
        this.#document({ ...place, base: [...place.base, 'items', index] }, item as unknown),
      );
    const missing = Object.entries({ apiVersion, kind: kindName }).filter(([, given]) => typeof given !== 'string');
    if (missing.length > 0)
      return [problemAt(place, '', `${missing.map(([name]) => name).join(' and ')} not set: what is it?`)];
    const kind = this.#client.kindOf(String(apiVersion), String(kindName));
    if (kind === undefined) return [this.#unknownKind(place, String(apiVersion), String(kindName))];
    const refusals = this.#refusals(place, kind, value as Fields);
    return [...refusals, ...notes(place, kind, value, refusals)];
  }

  /** A group that the cluster itself serves cannot grow kinds; any other may come with a CRD. */
  #unknownKind(place: Place, apiVersion: string, kind: string): Problem {
    const kinds = this.#client.kinds();
    const named = kinds.find((one) => one.kind === kind);
    const meant = nearest(kind, kinds.map((one) => one.kind).toSorted());
    const hint =
      named !== undefined
        ? `; ${kind} is in ${named.group === '' ? '' : `${named.group}/`}${named.version}`
        : meant === undefined
          ? ''
          : `; did you mean ${meant}?`;
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
    const isOwn = kinds.some((one) => one.schema !== undefined && one.group === group) || named !== undefined;
    const text = `no kind ${kind} in ${apiVersion}${hint}`;
    return isOwn ? problemAt(place, 'kind', text) : warningAt(place, 'kind', `${text}: its CRD must be there first`);
  }

  #refusals(place: Place, kind: Kind, body: Fields): readonly Problem[] {
    const namespace = this.#namespaceOf(kind, body);
    const duplicateFields = place.document.duplicates.map(({ field }) => field);
    try {
      this.#client.create(kindId(kind), namespace, body, { fieldValidation: 'Strict', duplicateFields });
      this.#cluster.settleNow();
      return [];
    } catch (error) {
      if (!isStatusError(error)) throw error;
      return error.reason === 'AlreadyExists' ? [] : refusalProblems(place, error);
    } finally {
      this.#client.takeWarnings();
    }
  }

  /** The object's namespace, made where the manifest only takes it for granted. */
  #namespaceOf(kind: Kind, body: Fields): string | undefined {
    if (kind.scope === 'Cluster') return undefined;
    const { namespace } = (body['metadata'] ?? {}) as Fields;
    const name = typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
    try {
      this.#client.create('Namespace', undefined, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      this.#cluster.settleNow();
    } catch (error) {
      // It is there already, or its name is none: then the object's own refusal says so.
      if (!isStatusError(error)) throw error;
    }
    return name;
  }
}

/** One problem for each field that the API server names; what depends on the cluster's other objects is only a warning. */
function refusalProblems(place: Place, error: StatusError): readonly Problem[] {
  const strict = /strict decoding error: (.*)$/.exec(error.message)?.[1];
  if (strict !== undefined)
    return strict.split(/, (?=unknown field|duplicate field)/).map((text) => {
      const field = /"(.*)"/.exec(text)?.[1] ?? '';
      return { ...problemAt(place, field, text), line: lineOfDuplicate(place, text, field) };
    });
  const causes = error.reason === 'Invalid' ? (error.details?.causes ?? []) : [];
  if (causes.length > 0)
    return causes.map(({ field = '', message = '' }) => problemAt(place, field, `${field}: ${message}`));
  const isOwn = error.reason === 'Invalid' || error.reason === 'BadRequest';
  return [isOwn ? problemAt(place, '', error.message) : warningAt(place, '', error.message)];
}

/** A field written twice is wrong where it stands the second time. */
function lineOfDuplicate(place: Place, text: string, field: string): number {
  const duplicate = place.document.duplicates.find((one) => one.field === field);
  if (text.startsWith('duplicate') && duplicate !== undefined) return duplicate.line + place.linesBefore;
  return lineOf(place, field);
}

/** What is accepted, and then nothing comes of it. */
function notes(place: Place, kind: Kind, value: unknown, refusals: readonly Problem[]): readonly Problem[] {
  const id = kindId(kind);
  const unknown = refusals.map(({ message }) => /^unknown field "(.*)"/.exec(message)?.[1]?.replace(/\[\d+\]/g, '[*]'));
  const kept = storedOnlyFields(id, value).filter((path) => !unknown.includes(path));
  return [
    ...kept.map((path) => warningAt(place, path, `${path} is stored, but nothing acts on it`)),
    ...refusedFields(id, value).map((path) => warningAt(place, path, `${path} is not simulated`)),
  ];
}

const lineOf = (place: Place, field: string): number =>
  lineOfField(place.document, place.base, field) + place.linesBefore;

function problemAt(place: Place, field: string, message: string): Problem {
  return { uri: place.uri, line: lineOf(place, field), message };
}

function warningAt(place: Place, field: string, message: string): Problem {
  return { ...problemAt(place, field, message), isWarning: true };
}
