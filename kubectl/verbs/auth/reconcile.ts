import {
  decode,
  definitionOf,
  isStatusError,
  type JsonObject,
  type KubeObject,
  type PolicyRule,
} from '../../../engine/index.ts';
import { objectOf } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { eachManifest, type ManifestBody, refuseOtherNamespace } from '../../manifest-objects.ts';
import { checkOutput, outputFormat, printChange, shownObject } from '../../object-output.ts';
import { printStructJson } from '../../output/struct-order.ts';
import { dryRunFlag, fileFlags, printFlags } from '../../shared-flags.ts';
import { typedForm } from '../../typed-form.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf } from '../../write-flags.ts';
import {
  type AnyBinding,
  type AnyRole,
  creation,
  type Reconciled,
  reconciledBinding,
  reconciledRole,
  type Subject,
} from './reconciliation.ts';

const GROUP = 'rbac.authorization.k8s.io';
const ROLES: ReadonlySet<string> = new Set(['ClusterRole', 'Role']);
const BINDINGS: ReadonlySet<string> = new Set(['ClusterRoleBinding', 'RoleBinding']);
/** Versions that kubectl can still read, and refuses by name. */
const OLD_VERSIONS: ReadonlySet<string> = new Set([`${GROUP}/v1alpha1`, `${GROUP}/v1beta1`]);
const MANAGER = { fieldManager: 'kubectl' };

export const reconcileVerb: Verb = {
  name: 'reconcile',
  summary: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
  usage: '-f FILENAME',
  flags: [
    ...fileFlags,
    ...printFlags,
    dryRunFlag,
    { name: 'remove-extra-permissions', type: 'bool' },
    { name: 'remove-extra-subjects', type: 'bool' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  if (!hasFiles(invocation)) throw new KubectlError('must specify one of -f and -k');
  if (invocation.args.length > 0) throw new KubectlError('no arguments are allowed');
  const isDryRun = isTried(invocation);
  checkOutput(invocation, environment);
  eachManifest(invocation, environment, (manifest) => reconcile(invocation, environment, manifest, isDryRun));
  return 0;
}

function isTried(invocation: Invocation): boolean {
  try {
    const dryRun = dryRunOf(invocation);
    if (dryRun !== 'server') return dryRun === 'client';
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    throw new KubectlError(`error accessing --dry-run flag for command reconcile: ${error.message}`);
  }
  throw new KubectlError('--dry-run=server for command reconcile is not supported yet');
}

/** Objects of other kinds are passed over (pkg/cmd/auth/reconcile.go, v1.25). */
function reconcile(
  invocation: Invocation,
  environment: KubectlEnvironment,
  { source, body }: ManifestBody,
  isDryRun: boolean,
): void {
  const { apiVersion, kind } = body as { readonly apiVersion?: string; readonly kind?: string };
  const isRbac = ROLES.has(kind ?? '') || BINDINGS.has(kind ?? '');
  if (isRbac && OLD_VERSIONS.has(apiVersion ?? ''))
    throw new KubectlError(`only ${GROUP}/v1 is supported: not *${apiVersion?.split('/')[1] ?? ''}.${kind ?? ''}`);
  const wanted = typed(source, body);
  if (!isRbac || apiVersion !== `${GROUP}/v1`) return;
  const isNamespaced = !wanted.kind.startsWith('Cluster');
  if (isNamespaced && invocation.namespaceGiven) refuseOtherNamespace(invocation, wanted.metadata.namespace ?? '');
  if (isNamespaced && (wanted.metadata.namespace ?? '') === '')
    throw new KubectlError('an empty namespace may not be set when a resource name is provided');
  const plan = planFor(invocation, wanted);
  const object = isDryRun || plan.isProtected ? plan.object : carriedOut(invocation, plan);
  // The printer of JSON writes members as Go's structs have them.
  if (outputFormat(invocation).format === 'json') invocation.out(printStructJson(shownObject(invocation, object)));
  else printChange(invocation, environment, object, 'reconciled');
  for (const line of report(invocation, plan)) invocation.errLine(line);
}

/** The manifest as kubectl's own types have it. */
function typed(source: string, body: JsonObject): KubeObject {
  const { apiVersion, kind } = body as { readonly apiVersion?: string; readonly kind?: string };
  const unreadable = (why: string): KubectlError =>
    new KubectlError(`unable to decode ${JSON.stringify(source)}: ${why}`);
  const id = definitionOf(apiVersion ?? '', kind ?? '');
  if (id === undefined)
    throw unreadable(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/scheme/scheme.go:28"`,
    );
  const [error] = decode(id, body, { strict: 'Ignore' }).errors;
  if (error !== undefined) throw unreadable(error.replace(`${kind ?? ''}.metadata`, 'ObjectMeta.metadata'));
  return objectOf({ ...typedForm(id, body), apiVersion: apiVersion ?? '', kind: kind ?? '' });
}

const refOf = ({ kind, metadata: { namespace, name } }: KubeObject) => ({ kind, namespace, name });

function planFor(invocation: Invocation, wanted: KubeObject): Reconciled {
  const isRole = ROLES.has(wanted.kind);
  try {
    const existing = invocation.client.get(refOf(wanted));
    return isRole
      ? reconciledRole(existing as AnyRole, wanted as AnyRole, invocation.bool('remove-extra-permissions'))
      : reconciledBinding(existing as AnyBinding, wanted as AnyBinding, invocation.bool('remove-extra-subjects'));
  } catch (error) {
    if (!isStatusError(error, 'NotFound')) throw error;
    return isRole
      ? creation(wanted, { missingRules: (wanted as AnyRole).rules ?? [] })
      : creation(wanted, { missingSubjects: (wanted as AnyBinding).subjects ?? [] });
  }
}

/** Makes what is missing, in a namespace that is made for it if there is none. */
function carriedOut({ client }: Invocation, { operation, object }: Reconciled): KubeObject {
  const { kind, metadata } = object;
  const { namespace } = metadata;
  if (operation === 'none') return object;
  if (operation === 'update') return client.update(refOf(object), object, MANAGER);
  if (operation === 'recreate') client.delete(refOf(object));
  else if (namespace !== undefined && !isThere(client, namespace))
    client.create(
      'Namespace',
      undefined,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      MANAGER,
    );
  return client.create(kind, namespace, object, MANAGER);
}

function isThere(client: Invocation['client'], namespace: string): boolean {
  try {
    client.get({ kind: 'Namespace', name: namespace });
    return true;
  } catch (error) {
    if (!isStatusError(error, 'NotFound')) throw error;
    return false;
  }
}

/** What kubectl says beside the object: what had to be done, and what that changed. */
function report(invocation: Invocation, plan: Reconciled): readonly string[] {
  const { operation, isProtected } = plan;
  if (operation === 'none') return [];
  const caveat = isProtected ? `, but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)` : '';
  const section = (title: string, texts: readonly string[]): readonly string[] =>
    texts.length === 0 ? [] : [`\t${title}:`, ...texts.map((text) => `\t\t${text}`)];
  const removed = (flag: string, title: string, texts: readonly string[]): readonly string[] =>
    invocation.bool(flag) ? section(title, texts) : [];
  return [
    `\treconciliation required ${operation}${caveat}`,
    ...section('missing rules added', plan.missingRules.map(ruleText)),
    ...removed('remove-extra-permissions', 'extra rules removed', plan.extraRules.map(ruleText)),
    ...section('missing subjects added', plan.missingSubjects.map(subjectText)),
    ...removed('remove-extra-subjects', 'extra subjects removed', plan.extraSubjects.map(subjectText)),
  ];
}

/** A struct as Go's `%+v` shows it. */
function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const list = (items: readonly string[] = []): string => `[${items.join(' ')}]`;
  return `{Verbs:${list(verbs)} APIGroups:${list(apiGroups)} Resources:${list(resources)} ResourceNames:${list(resourceNames)} NonResourceURLs:${list(nonResourceURLs)}}`;
}

function subjectText({ kind, apiGroup = '', name, namespace = '' }: Subject): string {
  return `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;
}
