/** What a shortest spelling does not have: empty names, `.`, `..`, a slash at the end; or no slash at the beginning. */
const ABNORMAL = /\/\/|\/\.\.?(?:\/|$)|.\/$|^(?!\/)/;

/** The names along an absolute path, `.` and `..` resolved: `/a//b/../c` is a, c. */
export function segmentsOf(path: string): readonly string[] {
  if (path === '/') return [];
  if (!ABNORMAL.test(path)) return path.slice(1).split('/');
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') names.pop();
    else names.push(name);
  }
  return names;
}

/** The shortest spelling of an absolute path. */
export function normalPath(path: string): string {
  return ABNORMAL.test(path) ? `/${segmentsOf(path).join('/')}` : path;
}

/** `path` below `base`; neither needs to be normal. */
export function joinPath(base: string, path: string): string {
  return normalPath(`${base}/${path}`);
}

/** The rest of `path` below `base` (both normal): '' for base itself, undefined when it lies elsewhere. */
export function below(base: string, path: string): string | undefined {
  if (path === base) return '';
  const prefix = base === '/' ? '/' : `${base}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** The directory that holds `path` (normal). */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}
