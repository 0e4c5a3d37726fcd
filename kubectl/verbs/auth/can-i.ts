import { type Kind, unkeptOf } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { alignColumns } from '../../output/table.ts';
import { allNamespacesFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';
import { accessTo, rulesOf } from './review.ts';
import { reconcileVerb } from './reconcile.ts';
import { accessRows } from './rules.ts';

const canIVerb: Verb = {
  name: 'can-i',
  summary: 'Check whether an action is allowed',
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  flags: [
    allNamespacesFlag,
    { name: 'list', type: 'bool' },
    { name: 'no-headers', type: 'bool' },
    { name: 'quiet', shorthand: 'q', type: 'bool' },
    { name: 'subresource', type: 'string' },
  ],
  run,
};

export const authVerb: Verb = groupVerb({
  name: 'auth',
  summary: 'Inspect authorization',
  usage: '',
  subcommands: [canIVerb, reconcileVerb],
});

const resourceVerbs: ReadonlySet<string> = new Set(
  'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest'.split(
    ' ',
  ),
);

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.bool('list')) return list(invocation, environment);
  const [verb = '', word, more] = invocation.args;
  if (word === undefined || more !== undefined)
    throw new KubectlError('you must specify two or three arguments: verb, resource, and optional resourceName');
  const { allowed, reason } = accessTo(
    invocation,
    environment,
    word.startsWith('/') ? pathAttributes(invocation, verb, word) : resourceAttributes(invocation, verb, word),
  );
  const refusal = reason === '' ? 'no' : `no - ${reason}`;
  if (!invocation.bool('quiet')) invocation.outLine(allowed ? 'yes' : refusal);
  return allowed ? 0 : 1;
}

const pathVerbs: ReadonlySet<string> = new Set(['get', 'put', 'post', 'head', 'options', 'delete', 'patch']);

function pathAttributes(invocation: Invocation, verb: string, path: string): object {
  if ((invocation.string('subresource') ?? '') !== '')
    throw new KubectlError('--subresource can not be used with NonResourceURL');
  if (!pathVerbs.has(verb)) invocation.errLine(`Warning: verb '${verb}' is not a known verb\n`);
  refuseHeaders(invocation);
  return { nonResourceAttributes: { verb, path } };
}

function refuseHeaders(invocation: Invocation): void {
  if (invocation.bool('no-headers')) throw new KubectlError('--no-headers cannot be set without --list specified');
}

/** What is asked of the authorizer, after a word about what does not look right. */
function resourceAttributes(invocation: Invocation, verb: string, word: string): object {
  const slash = word.indexOf('/');
  const [type, name] = slash === -1 ? [word, ''] : [word.slice(0, slash), word.slice(slash + 1)];
  const kind = type === '*' ? undefined : (invocation.client.resolve(type.toLowerCase()) ?? listed(type));
  const everywhere = invocation.bool('all-namespaces');
  if (kind === undefined && !unlisted.has(type)) {
    const group = type.includes('.') ? ` in group '${type.slice(type.indexOf('.') + 1)}'` : '';
    const plain = type.split('.')[0] ?? type;
    invocation.errLine(`Warning: the server doesn't have a resource type '${plain}'${group}\n`);
  }
  if (kind?.scope === 'Cluster' && !everywhere)
    invocation.errLine(
      `Warning: resource '${kind.plural}' is not namespace scoped${kind.group === '' ? '' : ` in group '${kind.group}'`}\n`,
    );
  if (!everywhere && !resourceVerbs.has(verb)) invocation.errLine(`Warning: verb '${verb}' is not a known verb\n`);
  refuseHeaders(invocation);
  const subresource = invocation.string('subresource') ?? '';
  const { plural: resource = type, group = '' } = kind ?? {};
  const namespace = everywhere ? '' : invocation.namespace;
  return { resourceAttributes: { verb, group, resource, subresource, namespace, name } };
}

/** What the server has and keeps no objects of. */
function listed(type: string): Pick<Kind, 'plural' | 'group' | 'scope'> | undefined {
  const unkept = unkeptOf(type);
  return unkept === undefined ? undefined : { ...unkept, scope: unkept.namespaced ? 'Namespaced' : 'Cluster' };
}

/** What may be asked about though no server has it. */
const unlisted: ReadonlySet<string> = new Set(['*', 'groups', 'users']);

/** The rules that hold for the user here, as the server's SelfSubjectRulesReview tells them. */
function list(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.args.length > 0) throw new KubectlError('list option must be specified with no arguments');
  if (invocation.bool('quiet') || invocation.bool('all-namespaces') || (invocation.string('subresource') ?? '') !== '')
    throw new KubectlError("list option can't be specified with neither quiet, all-namespaces nor subresource options");
  const rows = accessRows(rulesOf(invocation, environment)).map(({ resource, url, name, verbs }) => [
    resource,
    `[${url}]`,
    `[${name}]`,
    `[${verbs.join(' ')}]`,
  ]);
  const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  invocation.out(alignColumns(invocation.bool('no-headers') ? rows : [header, ...rows]));
  return 0;
}
