import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { EMPTY_CONTEXT, KUBECONFIG_PATH, type Kubeconfig, sortedEntries, withEntry } from '../../kubeconfig.ts';
import { commandHelp } from '../../help.ts';
import { alignColumns } from '../../output/table.ts';
import type { Verb } from '../../verb.ts';
import { unexpectedArgs } from './unexpected-args.ts';

export const currentContextVerb: Verb = {
  name: 'current-context',
  summary: 'Display the current-context',
  usage: '',
  flags: [],
  run: (invocation, { session }) => {
    if (session.kubeconfig.current === '') throw new KubectlError('current-context is not set');
    invocation.outLine(session.kubeconfig.current);
    return 0;
  },
};

export const getContextsVerb: Verb = {
  name: 'get-contexts',
  summary: 'Describe one or many contexts',
  usage: '[(-o|--output=)name)]',
  flags: [
    { name: 'no-headers', type: 'bool' },
    { name: 'output', shorthand: 'o', type: 'string' },
  ],
  run: getContexts,
};

export const setContextVerb: Verb = {
  name: 'set-context',
  summary: 'Set a context entry in kubeconfig',
  usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
  flags: [
    { name: 'cluster', type: 'string' },
    { name: 'current', type: 'bool' },
    { name: 'namespace', type: 'string' },
    { name: 'user', type: 'string' },
  ],
  run: setContext,
};

export const useContextVerb: Verb = {
  name: 'use-context',
  aliases: ['use'],
  summary: 'Set the current-context in a kubeconfig file',
  usage: 'CONTEXT_NAME',
  flags: [],
  run: useContext,
};

export const renameContextVerb: Verb = {
  name: 'rename-context',
  summary: 'Rename a context from the kubeconfig file',
  usage: 'CONTEXT_NAME NEW_NAME',
  flags: [],
  run: renameContext,
};

export const deleteContextVerb: Verb = {
  name: 'delete-context',
  summary: 'Delete the specified context from the kubeconfig',
  usage: 'NAME',
  flags: [],
  run: deleteContext,
};

function getContexts(invocation: Invocation, { session: { kubeconfig } }: KubectlEnvironment): number {
  const output = invocation.string('output') ?? '';
  if (output !== '' && output !== 'name')
    throw new KubectlError(`output must be one of '' or 'name', not ${JSON.stringify(output)}`);
  const { args } = invocation;
  const shown = sortedEntries(kubeconfig.contexts).filter(([name]) => args.length === 0 || args.includes(name));
  for (const name of args)
    if (!kubeconfig.contexts.has(name)) invocation.fail(new KubectlError(`context ${name} not found`));
  if (output === 'name') {
    invocation.out(shown.map(([name]) => `${name}\n`).join(''));
    return 0;
  }
  const rows = shown.map(([name, { cluster, user, namespace }]) => [
    name === kubeconfig.current ? '*' : '',
    name,
    cluster,
    user,
    namespace,
  ]);
  const header = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];
  invocation.out(alignColumns(invocation.bool('no-headers') ? rows : [header, ...rows]));
  return 0;
}

function setContext(invocation: Invocation, { session }: KubectlEnvironment): number {
  const [first = '', second] = invocation.args;
  const isCurrent = invocation.bool('current');
  if (second === undefined && first !== '' && isCurrent)
    throw new KubectlError('you cannot specify both a context name and --current');
  if (second !== undefined || (first === '') !== isCurrent)
    throw new KubectlError('you must specify a non-empty context name or --current');
  const { kubeconfig } = session;
  const name = isCurrent ? kubeconfig.current : first;
  if (name === '') throw new KubectlError('no current context is set');
  const old = kubeconfig.contexts.get(name);
  const context = {
    ...(old ?? EMPTY_CONTEXT),
    ...(invocation.has('cluster') ? { cluster: invocation.string('cluster') ?? '' } : {}),
    ...(invocation.has('user') ? { user: invocation.string('user') ?? '' } : {}),
    ...(invocation.has('namespace') ? { namespace: invocation.string('namespace') ?? '' } : {}),
  };
  session.kubeconfig = { ...kubeconfig, contexts: withEntry(kubeconfig.contexts, name, context) };
  invocation.outLine(`Context ${JSON.stringify(name)} ${old === undefined ? 'created' : 'modified'}.`);
  return 0;
}

function useContext(invocation: Invocation, { session }: KubectlEnvironment): number {
  const [name, second] = invocation.args;
  if (name === undefined || second !== undefined) throw unexpectedArgs(invocation);
  if (!session.kubeconfig.contexts.has(name))
    throw new KubectlError(`no context exists with the name: ${JSON.stringify(name)}`);
  session.kubeconfig = { ...session.kubeconfig, current: name };
  invocation.outLine(`Switched to context ${JSON.stringify(name)}.`);
  return 0;
}

function renameContext(invocation: Invocation, { session }: KubectlEnvironment): number {
  const [name, next, more] = invocation.args;
  if (name === undefined || next === undefined || more !== undefined) throw unexpectedArgs(invocation);
  const { kubeconfig } = session;
  const context = kubeconfig.contexts.get(name);
  const cannot = `cannot rename the context ${JSON.stringify(name)}`;
  if (context === undefined) throw new KubectlError(`${cannot}, it's not in ${KUBECONFIG_PATH}`);
  if (kubeconfig.contexts.has(next))
    throw new KubectlError(`${cannot}, the context ${JSON.stringify(next)} already exists in ${KUBECONFIG_PATH}`);
  session.kubeconfig = renamed(kubeconfig, name, next);
  invocation.outLine(`Context ${JSON.stringify(name)} renamed to ${JSON.stringify(next)}.`);
  return 0;
}

function renamed(kubeconfig: Kubeconfig, name: string, next: string): Kubeconfig {
  const contexts = withEntry(withEntry(kubeconfig.contexts, next, kubeconfig.contexts.get(name)), name, undefined);
  return { ...kubeconfig, contexts, current: kubeconfig.current === name ? next : kubeconfig.current };
}

function deleteContext(invocation: Invocation, { session }: KubectlEnvironment): number {
  const [name, second] = invocation.args;
  const { kubeconfig } = session;
  if (name === undefined || second !== undefined) {
    invocation.out(commandHelp(invocation.commandPath) ?? '');
    return 0;
  }
  if (!kubeconfig.contexts.has(name))
    throw new KubectlError(`cannot delete context ${name}, not in ${KUBECONFIG_PATH}`);
  if (kubeconfig.current === name)
    invocation.errLine(
      'warning: this removed your active context, use "kubectl config use-context" to select a different one',
    );
  session.kubeconfig = { ...kubeconfig, contexts: withEntry(kubeconfig.contexts, name, undefined) };
  invocation.outLine(`deleted context ${name} from ${KUBECONFIG_PATH}`);
  return 0;
}
