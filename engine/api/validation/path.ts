/** `child('spec', 'replicas')` is `spec.replicas`; several names are one below the other. */
export function child(path: string, ...names: readonly string[]): string {
  return path === '' ? names.join('.') : [path, ...names].join('.');
}

/** `index('spec.containers', 0)` is `spec.containers[0]`. */
export function index(path: string, position: number): string {
  return `${path}[${position}]`;
}

/** `key('data', 'a b')` is `data[a b]`. */
export function key(path: string, name: string): string {
  return `${path}[${name}]`;
}
