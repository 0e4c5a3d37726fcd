import type { FileAccess } from './environment.ts';
import { KubectlError } from './errors.ts';

/** Whether kubectl would fetch what stands behind -f. */
export function isUrl(path: string): boolean {
  return /^https?:\/\//.test(path);
}

/**
 * The file that stands for a URL, which nothing here fetches: the longest end of the URL that names a file, so that
 * `https://k8s.io/examples/pods/web.yaml` is `k8s.io/examples/pods/web.yaml`, `examples/pods/web.yaml`, `pods/web.yaml` or `web.yaml`.
 * @throws KubectlError where there is none, with what to hand in
 */
export function handedIn(url: string, files: FileAccess): string {
  const ends = endsOf(url);
  const found = ends.find((path) => files.kind(path) === 'file');
  if (found !== undefined) return found;
  const name = ends.at(-1);
  const remedy = name === undefined ? 'save it as a file and name that' : `hand the file in as ${name}`;
  throw new KubectlError(`reading ${url}: there is no network here; ${remedy}`);
}

/** What a file of a URL may be called, longest first. */
export function endsOf(url: string): readonly string[] {
  const parts = url
    .replace(/^https?:\/\//, '')
    .replace(/[?#].*$/, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  // A host alone names no file.
  if (parts.length < 2 || parts.includes('..')) return [];
  return parts.map((_, index) => parts.slice(index).join('/'));
}
