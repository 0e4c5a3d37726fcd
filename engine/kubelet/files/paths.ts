const [SLASH, DOT] = [47, 46];

/** A path as a text, or as the names along it, which are normal then: who knows them spares the tree to take a text apart. */
export type Path = string | readonly string[];

/** Whether an absolute path is spelled in the shortest way: no empty names, no `.` or `..`, no slash at the end. */
function isNormal(path: string): boolean {
  if (path.charCodeAt(0) !== SLASH) return false;
  if (path.length === 1) return true;
  for (let from = 1, to = 0; to !== path.length; from = to + 1) {
    to = path.indexOf('/', from);
    if (to < 0) to = path.length;
    const dots = path.charCodeAt(from) !== DOT ? 0 : path.charCodeAt(from + 1) !== DOT ? 1 : 2;
    if (to === from || (dots > 0 && to - from === dots)) return false;
  }
  return true;
}

/** The names along an absolute path, `.` and `..` resolved: `/a//b/../c` is a, c. */
export function segmentsOf(path: Path): readonly string[] {
  if (typeof path !== 'string') return path;
  if (path !== latestPath) {
    latestNames = namesAlong(path);
    latestPath = path;
  }
  return latestNames;
}

/** The path that was taken apart last: a container is started and read at one place several times in a row. */
let latestPath = '/';
let latestNames: readonly string[] = [];

function namesAlong(path: string): readonly string[] {
  if (path === '/') return [];
  if (isNormal(path)) return path.slice(1).split('/');
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
  return isNormal(path) ? path : `/${segmentsOf(path).join('/')}`;
}

/** `path` below `base`; neither needs to be normal. */
export function joinPath(base: string, path: string): string {
  return normalPath(`${base}/${path}`);
}

/** The rest of `path` below `base` (both normal): '' for base itself, undefined when it lies elsewhere. */
export function below(base: string, path: string): string | undefined {
  return isWithin(base, path) ? path.slice(base === '/' ? 1 : base.length + 1) : undefined;
}

/** Is `path` the place `base`, or does it lie below (both normal)? */
export function isWithin(base: string, path: string): boolean {
  if (base === '/') return true;
  return path.startsWith(base) && (path.length === base.length || path.charCodeAt(base.length) === SLASH);
}
