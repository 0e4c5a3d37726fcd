import type { Cluster } from '../../../engine/index.ts';
import { nearest } from '../../../scenarios/gherkin/nearest.ts';
import { subject, type SubjectCommand } from '../../../scenarios/subject.ts';

type View = Cluster['view'];

/** Names that a message lists at most. */
const MAX_NAMES = 5;

/** Kinds by which a step may mean a bare name. */
const NAMED_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const;

/** Lines that only look do not bring anything about. */
const LOOKING = new Set(['get', 'describe', 'logs', 'explain', 'top', 'version', 'cluster-info', 'api-resources']);

/**
 * Why an object that should be there may not be: it is in another namespace, it has a similar name, it is of another kind, or what should have
 * made it failed. From the nearest reason to the root.
 */
export function missingCauses(
  view: View,
  namespace: string,
  kind: string | undefined,
  name: string,
): readonly string[] {
  const kinds = kind === undefined ? NAMED_KINDS : [kind];
  const elsewhere = kinds.flatMap((each) => inOtherNamespaces(view, namespace, each, name));
  const noNamespace = missingNamespace(view, namespace);
  const similar = kinds.flatMap((each) => similarIn(view, namespace, each, name));
  const otherKind = kind === undefined ? [] : ofOtherKind(view, namespace, kind, name);
  const hint = otherKind[0] ?? elsewhere[0] ?? similar[0];
  const missing = `there is no ${kind ?? 'workload or Pod'} "${name}" in namespace ${namespace}`;
  if (noNamespace !== undefined) return [missing, noNamespace, ...failedCommands()];
  if (hint !== undefined) return [missing, hint];
  return [missing, ...(kind === undefined ? [] : [inventory(view, namespace, kind)]), ...failedCommands()];
}

function inOtherNamespaces(view: View, namespace: string, kind: string, name: string): readonly string[] {
  const namespaces = view
    .list(kind)
    .flatMap(({ metadata }) => (metadata.name === name ? (metadata.namespace ?? []) : []));
  const others = namespaces.filter((each) => each !== namespace);
  return others.length === 0 ? [] : [`a ${kind} "${name}" is only in namespace ${others.join(', ')}`];
}

function missingNamespace(view: View, namespace: string): string | undefined {
  if (view.get('Namespace', undefined, namespace) !== undefined) return undefined;
  const near = nearest(namespace, namesOf(view, undefined, 'Namespace'));
  return `there is no Namespace "${namespace}"${near === undefined ? '' : `, but a Namespace "${near}"`}`;
}

/** A slip of the fingers, another case, or a name that continues. */
function similarIn(view: View, namespace: string, kind: string, name: string): readonly string[] {
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

/** What of the submission went wrong for good, where the scenario is about one. */
function failedCommands(): readonly string[] {
  const commands = subject()?.commands ?? [];
  const worked = new Set(commands.flatMap(({ command, exit }) => (exit === 0 ? command : [])));
  const failed = commands.filter((each) => each.exit !== 0 && !worked.has(each.command) && !LOOKING.has(verbOf(each)));
  return [...new Set(failed.map(describeFailure))].slice(0, MAX_NAMES);
}

function describeFailure({ command, exit, stderr = '' }: SubjectCommand): string {
  const [first = ''] = command.split('\n');
  const [said = ''] = stderr.split('\n');
  return `"${first}" failed: ${said === '' ? `exit code ${exit}` : said}`;
}

function verbOf({ command }: SubjectCommand): string {
  return command.split(/\s+/).find((word) => word !== 'kubectl' && !word.startsWith('-')) ?? '';
}
