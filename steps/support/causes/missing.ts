import type { Cluster } from '../../../engine/index.ts';
import { nearest } from '../../../scenarios/gherkin/nearest.ts';

type View = Cluster['view'];

/** Names that a message lists at most. */
const MAX_NAMES = 5;

/** Kinds by which a step may mean a bare name. */
const NAMED_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const;

/**
 * Why an object that should be there may not be: it is in another namespace, it has a similar name or it is of another kind. From the
 * nearest reason to the root.
 */
export function missingCauses(
  view: View,
  namespace: string | undefined,
  kind: string | undefined,
  name: string,
): readonly string[] {
  if (/^<.+>$/.test(name))
    return [`"${name}" is a placeholder, which only commands and URLs have: write the name alone`];
  const place = namespace === undefined ? '' : ` in namespace ${namespace}`;
  const missing = `there is no ${kind ?? 'workload or Pod'} "${name}"${place}`;
  const hint = hintFor(view, namespace, kind, name);
  return hint === undefined ? [missing] : [missing, hint];
}

function hintFor(
  view: View,
  namespace: string | undefined,
  kind: string | undefined,
  name: string,
): string | undefined {
  const kinds = kind === undefined ? NAMED_KINDS : [kind];
  const similar = kinds.flatMap((each) => similarIn(view, namespace, each, name));
  if (namespace === undefined) return similar[0];
  const otherKind = kind === undefined ? [] : ofOtherKind(view, namespace, kind, name);
  const elsewhere = kinds.flatMap((each) => inOtherNamespaces(view, namespace, each, name));
  const near = missingNamespace(view, namespace) ?? otherKind[0] ?? elsewhere[0] ?? similar[0];
  return near ?? (kind === undefined ? undefined : inventory(view, namespace, kind));
}

function inOtherNamespaces(view: View, namespace: string, kind: string, name: string): readonly string[] {
  const others = view
    .list(kind)
    .flatMap(({ metadata }) => (metadata.name === name && metadata.namespace !== namespace ? metadata.namespace : []));
  // Who forgot -n is in default; who was asked for default alone meant nothing else either.
  const [only, ...rest] = others;
  if (others.includes('default')) return [`a ${kind} "${name}" is in namespace default instead`];
  if (namespace === 'default' && only !== undefined && rest.length === 0)
    return [`a ${kind} "${name}" is in namespace ${only} instead`];
  return only === undefined ? [] : [`a ${kind} "${name}" is only in namespace ${others.join(', ')}`];
}

function missingNamespace(view: View, namespace: string): string | undefined {
  if (view.get('Namespace', undefined, namespace) !== undefined) return undefined;
  const near = nearest(namespace, namesOf(view, undefined, 'Namespace'));
  return `there is no Namespace "${namespace}"${near === undefined ? '' : `, but a Namespace "${near}"`}`;
}

/** A slip of the fingers, another case, or a name that continues. */
function similarIn(view: View, namespace: string | undefined, kind: string, name: string): readonly string[] {
  const names = namesOf(view, namespace, kind);
  const near = nearest(name, names) ?? names.find((each) => each.startsWith(name));
  return near === undefined ? [] : [`a ${kind} "${near}" is there instead`];
}

/** A workload of another kind has the name. */
function ofOtherKind(view: View, namespace: string, kind: string, name: string): readonly string[] {
  if (!NAMED_KINDS.some((each) => each === kind)) return [];
  return NAMED_KINDS.filter((each) => each !== kind && view.get(each, namespace, name) !== undefined).map(
    (each) => `"${name}" is a ${each} instead`,
  );
}

function inventory(view: View, namespace: string, kind: string): string {
  const names = namesOf(view, namespace, kind).filter((name) => name !== 'kubernetes');
  if (names.length === 0) return `namespace ${namespace} has no ${kind} at all`;
  const shown = names.slice(0, MAX_NAMES).join(', ');
  return `namespace ${namespace} has the ${kind}s ${shown}${names.length > MAX_NAMES ? ', ...' : ''}`;
}

function namesOf(view: View, namespace: string | undefined, kind: string): readonly string[] {
  return view.list(kind, namespace).map(({ metadata }) => metadata.name);
}
