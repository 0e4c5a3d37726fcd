import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, notSimulated, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { formatPrinter, outputFormat, unknownFormat } from '../../object-output.ts';
import { alignColumns } from '../../output/table.ts';
import { printYaml } from '../../output/yaml.ts';
import { printFlags } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';
import { refusedVerb } from '../refused.ts';

/** There is one cluster and one way in: what kubeadm writes. Only the namespace of its context can change. */
const CLUSTER = 'kubernetes';
const USER = 'kubernetes-admin';
const CONTEXT = `${USER}@${CLUSTER}`;
const DEFAULT_NAMESPACE = 'default';
const DEFAULT_SERVER = 'localhost:6443';

const ONE_CONTEXT = 'there is one cluster and one context here';

export const configVerb: Verb = groupVerb({
  name: 'config',
  summary: 'Modify kubeconfig files',
  usage: 'SUBCOMMAND',
  subcommands: [
    { name: 'current-context', summary: 'Display the current-context', usage: '', flags: [], run: currentContext },
    {
      name: 'get-clusters',
      summary: 'Display clusters defined in the kubeconfig',
      usage: '',
      flags: [],
      run: (invocation) => listNames(invocation, CLUSTER),
    },
    {
      name: 'get-contexts',
      summary: 'Describe one or many contexts',
      usage: '[(-o|--output=)name)]',
      flags: [
        { name: 'no-headers', type: 'bool' },
        { name: 'output', shorthand: 'o', type: 'string' },
      ],
      run: getContexts,
    },
    {
      name: 'get-users',
      summary: 'Display users defined in the kubeconfig',
      usage: '',
      flags: [],
      run: (invocation) => listNames(invocation, USER),
    },
    {
      name: 'set-context',
      summary: 'Set a context entry in kubeconfig',
      usage: '[NAME | --current] [--namespace=namespace]',
      flags: [{ name: 'current', type: 'bool' }],
      run: setContext,
    },
    {
      name: 'use-context',
      aliases: ['use'],
      summary: 'Set the current-context in a kubeconfig file',
      usage: 'CONTEXT_NAME',
      flags: [],
      run: useContext,
    },
    {
      name: 'view',
      summary: 'Display merged kubeconfig settings or a specified kubeconfig file',
      usage: '[flags]',
      flags: [
        ...printFlags,
        { name: 'flatten', type: 'bool' },
        { name: 'merge', type: 'bool' },
        { name: 'minify', type: 'bool' },
        { name: 'raw', type: 'bool' },
      ],
      unsimulatedFlags: ['flatten', 'raw'],
      run: view,
    },
    ...[
      'delete-cluster',
      'delete-context',
      'delete-user',
      'rename-context',
      'set',
      'set-cluster',
      'set-credentials',
      'unset',
    ].map((name) => refusedVerb(name, ONE_CONTEXT, 'kubectl config')),
  ],
});

function currentContext(invocation: Invocation): number {
  invocation.outLine(CONTEXT);
  return 0;
}

function listNames(invocation: Invocation, name: string): number {
  invocation.out(`NAME\n${name}\n`);
  return 0;
}

function namespaceOf({ session }: KubectlEnvironment): string {
  return session.namespace === DEFAULT_NAMESPACE ? '' : session.namespace;
}

function getContexts(invocation: Invocation, environment: KubectlEnvironment): number {
  const output = invocation.string('output') ?? '';
  if (output !== '' && output !== 'name')
    throw new KubectlError(`output must be one of '' or 'name', not ${JSON.stringify(output)}`);
  const stranger = invocation.args.find((name) => name !== CONTEXT);
  if (stranger !== undefined) throw new KubectlError(`context ${stranger} not found`);
  if (output === 'name') {
    invocation.outLine(CONTEXT);
    return 0;
  }
  const row = ['*', CONTEXT, CLUSTER, USER, namespaceOf(environment)];
  const header = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];
  invocation.out(alignColumns(invocation.bool('no-headers') ? [row] : [header, row]));
  return 0;
}

function useContext(invocation: Invocation): number {
  const [name, second] = invocation.args;
  if (name === undefined || second !== undefined)
    throw usageError(invocation.commandPath, 'unexpected args: NAME is required');
  if (name !== CONTEXT) throw new KubectlError(`no context exists with the name: ${JSON.stringify(name)}`);
  invocation.outLine(`Switched to context ${JSON.stringify(name)}.`);
  return 0;
}

function setContext(invocation: Invocation, environment: KubectlEnvironment): number {
  const [name, second] = invocation.args;
  const isCurrent = invocation.bool('current');
  if (second !== undefined || (name === undefined) !== isCurrent)
    throw new KubectlError('you must specify a non-empty context name or --current');
  if (name !== undefined && name !== CONTEXT) throw notSimulated(`a second context (${name}): ${ONE_CONTEXT}; this`);
  if (invocation.namespaceGiven) environment.session.namespace = invocation.namespace;
  invocation.outLine(`Context ${JSON.stringify(CONTEXT)} modified.`);
  return 0;
}

function view(invocation: Invocation, environment: KubectlEnvironment): number {
  const namespace = namespaceOf(environment);
  const config = {
    apiVersion: 'v1',
    clusters: [
      {
        cluster: {
          'certificate-authority-data': 'DATA+OMITTED',
          server: `https://${environment.server ?? DEFAULT_SERVER}`,
        },
        name: CLUSTER,
      },
    ],
    contexts: [
      { context: { cluster: CLUSTER, ...(namespace === '' ? {} : { namespace }), user: USER }, name: CONTEXT },
    ],
    'current-context': CONTEXT,
    kind: 'Config',
    preferences: {},
    users: [{ name: USER, user: { 'client-certificate-data': 'DATA+OMITTED', 'client-key-data': 'DATA+OMITTED' } }],
  };
  const { format } = outputFormat(invocation);
  const print = format === '' ? printYaml : formatPrinter(invocation, environment);
  if (print === undefined) throw unknownFormat(format, ['go-template', 'json', 'jsonpath', 'yaml']);
  invocation.out(print(config));
  return 0;
}
