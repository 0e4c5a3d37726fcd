import { loadManifests } from './load.ts';

/** Reads the body of a request to the served API as a manifest: the reader that the server, which knows no YAML, is given. */
export function parseBody(text: string): { readonly value: unknown; readonly duplicates: readonly string[] } {
  const { documents, errors } = loadManifests(text, 'body');
  const [error] = errors;
  if (error !== undefined) throw new Error(error.message);
  const [document] = documents;
  return { value: document?.value, duplicates: (document?.duplicates ?? []).map(({ field }) => field) };
}
