import type { HttpTarget, Reach } from '../engine/index.ts';
import type { FileAccess } from '../kubectl/environment.ts';
import { endsOf } from '../kubectl/handed-in.ts';

/**
 * The same network, in which a host that nobody knows serves the files that stand for its pages: `curl -LO https://k8s.io/examples/web.yaml` finds what
 * `kubectl apply -f` of that URL finds.
 */
export function withPages(reach: Reach, files: FileAccess): Reach {
  const page = ({ host, path }: HttpTarget): string | undefined => {
    const found = endsOf(`http://${host}${path}`).find((end) => files.kind(end) === 'file');
    return found === undefined ? undefined : files.read(found);
  };
  return {
    ...reach,
    http: (source, target) => {
      const outcome = reach.http(source, target);
      if (outcome.outcome !== 'unresolved' || !isReading(target)) return outcome;
      const body = page(target);
      if (body === undefined) return outcome;
      const response = { status: 200, headers: { 'Content-Type': 'text/plain' }, body };
      return { outcome: 'answered', response, by: target.host, address: UNKNOWN };
    },
  };
}

/** Nobody has such an address. */
const UNKNOWN = '0.0.0.0';

function isReading({ method = 'GET' }: HttpTarget): boolean {
  return method === 'GET' || method === 'HEAD';
}
