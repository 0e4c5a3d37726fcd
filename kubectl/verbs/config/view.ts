import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { type ContextEntry, type Entry, type Kubeconfig, sortedEntries } from '../../kubeconfig.ts';
import { formatPrinter, OBJECT_FORMATS, outputFormat, unknownFormat } from '../../object-output.ts';
import { printYaml } from '../../output/yaml.ts';
import { printFlags } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';

const DEFAULT_SERVER = 'localhost:6443';

export const viewVerb: Verb = {
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
};

function view(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.args.length > 0)
    throw usageError(invocation.commandPath, `unexpected arguments: [${invocation.args.join(' ')}]`);
  const asked = invocation.string('context') ?? '';
  const { kubeconfig: kept } = environment.session;
  const kubeconfig = asked === '' ? kept : { ...kept, current: asked };
  const shown = invocation.bool('minify') ? minified(kubeconfig) : kubeconfig;
  const server = `https://${environment.server ?? DEFAULT_SERVER}`;
  const config = {
    apiVersion: 'v1',
    clusters: listOrNull(shown.clusters, (cluster, name) => ({ cluster: { server, ...cluster }, name })),
    contexts: listOrNull(shown.contexts, (context, name) => ({ context: contextOf(context), name })),
    'current-context': shown.current,
    kind: 'Config',
    preferences: {},
    users: listOrNull(shown.users, (user, name) => ({ name, user: redacted(user) })),
  };
  const { format } = outputFormat(invocation);
  const print = format === '' ? printYaml : formatPrinter(invocation, environment);
  if (print === undefined) throw unknownFormat(format, OBJECT_FORMATS);
  invocation.out(print(config));
  return 0;
}

function listOrNull<T>(
  map: ReadonlyMap<string, T>,
  show: (entry: T, name: string) => object,
): readonly object[] | null {
  return map.size === 0 ? null : sortedEntries(map).map(([name, entry]) => show(entry, name));
}

function contextOf({ cluster, user, namespace }: ContextEntry): object {
  return { cluster, ...(namespace === '' ? {} : { namespace }), user };
}

/** A password is shown as it is: v1.25 hides tokens, keys and their certificates only (clientcmdapi.RedactSecrets). */
const SECRETS: ReadonlySet<string> = new Set(['token', 'client-certificate-data', 'client-key-data']);

function redacted(user: Entry): Entry {
  return Object.fromEntries(Object.entries(user).map(([key, value]) => [key, SECRETS.has(key) ? 'REDACTED' : value]));
}

/** Only what the current context needs. */
function minified(config: Kubeconfig): Kubeconfig {
  const context = config.contexts.get(config.current);
  if (context === undefined)
    throw new KubectlError(
      config.current === ''
        ? 'current-context must exist in order to minify'
        : `cannot locate context ${config.current}`,
    );
  const only = <T>(map: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> =>
    new Map([...map].filter(([key]) => key === name));
  return {
    ...config,
    contexts: only(config.contexts, config.current),
    clusters: only(config.clusters, context.cluster),
    users: only(config.users, context.user),
  };
}
