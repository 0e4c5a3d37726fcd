import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { alignColumns } from '../../output/table.ts';
import { allNamespacesFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';
import { refusedVerb } from '../refused.ts';
import { accessRows, allowsPath, rulesOf } from './rules.ts';

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
  subcommands: [canIVerb, refusedVerb('reconcile', 'apply the roles and bindings instead', 'kubectl auth')],
});

const resourceVerbs: ReadonlySet<string> = new Set(
  'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest'.split(
    ' ',
  ),
);

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.bool('list')) return list(invocation, environment);
  const [verb = '', word, name, more] = invocation.args;
  if (word === undefined || more !== undefined)
    throw new KubectlError('you must specify two or three arguments: verb, resource, and optional resourceName');
  const slash = word.indexOf('/');
  const type = slash === -1 ? word : word.slice(0, slash);
  const object = slash === -1 ? name : word.slice(slash + 1);
  const isAllowed = word.startsWith('/')
    ? allowsPath(rulesOf(invocation, environment), verb, word)
    : ask(invocation, verb, type, object ?? '');
  if (!invocation.bool('quiet')) invocation.outLine(isAllowed ? 'yes' : 'no');
  return isAllowed ? 0 : 1;
}

/** Asks the authorizer, after a word about what does not look right. */
function ask(invocation: Invocation, verb: string, type: string, name: string): boolean {
  if (type !== '*' && !resourceVerbs.has(verb)) invocation.errLine(`Warning: verb '${verb}' is not a known verb\n`);
  const kind = type === '*' ? undefined : invocation.client.resolve(type);
  const everywhere = invocation.bool('all-namespaces');
  if (kind === undefined && type !== '*') {
    const group = type.includes('.') ? ` in group '${type.slice(type.indexOf('.') + 1)}'` : '';
    const plain = type.split('.')[0] ?? type;
    invocation.errLine(`Warning: the server doesn't have a resource type '${plain}'${group}\n`);
  }
  if (kind?.scope === 'Cluster')
    invocation.errLine(
      `Warning: resource '${kind.plural}' is not namespace scoped${kind.group === '' ? '' : ` in group '${kind.group}'`}\n`,
    );
  const subresource = invocation.string('subresource') ?? '';
  const resource = `${kind?.plural ?? type.split('.')[0] ?? type}${subresource === '' ? '' : `/${subresource}`}`;
  const group = kind?.group ?? (type === '*' ? '*' : type.split('.').slice(1).join('.'));
  const namespace = everywhere || kind?.scope === 'Cluster' ? undefined : invocation.namespace;
  return invocation.client.can(verb, resource, group, namespace, ...(name === '' ? [] : [name]));
}

/** The rules that hold for the user here, as the server's SelfSubjectRulesReview tells them. */
function list(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.args.length > 0) throw new KubectlError('list option must be specified with no arguments');
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
