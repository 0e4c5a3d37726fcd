/** `child('spec', 'replicas')` is `spec.replicas`; several names are one below the other. */
export function child(path: string, first: string, ...others: readonly string[]): string {
  const name = others.length === 0 ? first : `${first}.${others.join('.')}`;
  return path === '' ? name : `${path}.${name}`;
}

/** `index('spec.containers', 0)` is `spec.containers[0]`. */
export function index(path: string, position: number): string {
  return `${path}[${position}]`;
}

/** `key('data', 'a b')` is `data[a b]`. */
export function key(path: string, name: string): string {
  return `${path}[${name}]`;
}
