import { encodeBase64 } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, notSimulated, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { type ContextEntry, type Entry, type Kubeconfig, sortedEntries } from '../../kubeconfig.ts';
import { formatPrinter, OBJECT_FORMATS, outputFormat, unknownFormat } from '../../object-output.ts';
import { printStructJson } from '../../output/struct-order.ts';
import { printYaml } from '../../output/yaml.ts';
import { printFlags } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';

const DEFAULT_SERVER = 'localhost:6443';

const AUTHORITY = 'certificate-authority-data';
const OMITTED = 'DATA+OMITTED';

/** A password is shown as it is: v1.25 hides tokens, keys and their certificates only (clientcmdapi.RedactSecrets). */
const SECRETS: readonly string[] = ['token', 'client-certificate-data', 'client-key-data'];

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
  run: view,
};

function view(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.args.length > 0)
    throw usageError(invocation.commandPath, `unexpected arguments: [${invocation.args.join(' ')}]`);
  const asked = invocation.string('context') ?? '';
  const { kubeconfig: kept } = environment.session;
  const kubeconfig = asked === '' ? kept : { ...kept, current: asked };
  const shown = invocation.bool('minify') ? minified(kubeconfig) : kubeconfig;
  const config = {
    kind: 'Config',
    apiVersion: 'v1',
    preferences: {},
    ...sectionsOf(invocation, environment, shown),
    'current-context': shown.current,
  };
  const { format } = outputFormat(invocation);
  const print = format === '' ? printYaml : formatPrinter(invocation, environment);
  if (print === undefined) throw unknownFormat(format, OBJECT_FORMATS);
  invocation.out(format === 'json' ? printStructJson(config) : print(config));
  return 0;
}

/** Clusters, users and contexts. */
function sectionsOf(invocation: Invocation, environment: KubectlEnvironment, shown: Kubeconfig): object {
  const isFlat = invocation.bool('flatten');
  const isRaw = isFlat || invocation.bool('raw');
  const server = `https://${environment.server ?? DEFAULT_SERVER}`;
  const whole = (entry: Entry): Entry => (isFlat ? flattened(environment, entry) : entry);
  return {
    clusters: listOrNull(shown.clusters, (entry, name) => {
      const cluster = whole({ server, ...entry });
      return {
        name,
        cluster: isRaw ? withAuthority(invocation, cluster) : hidden(cluster, AUTHORITY, OMITTED),
      };
    }),
    users: listOrNull(shown.users, (entry, name) => {
      const user = whole(entry);
      return {
        name,
        user: isRaw ? withoutKeys(user) : SECRETS.reduce((left, key) => hidden(left, key, 'REDACTED'), user),
      };
    }),
    contexts: listOrNull(shown.contexts, (context, name) => ({ name, context: contextOf(context) })),
  };
}

const hidden = (entry: Entry, key: string, word: string): Entry =>
  entry[key] === undefined ? entry : { ...entry, [key]: word };

/** The authority of the cluster that there is stands where every pod finds it, too. */
function withAuthority({ client }: Invocation, cluster: Entry): Entry {
  if (cluster[AUTHORITY] !== OMITTED) return cluster;
  const ref = { kind: 'ConfigMap', namespace: 'kube-public', name: 'kube-root-ca.crt' };
  const { data = {} } = client.get(ref) as { readonly data?: Readonly<Record<string, string>> };
  return { ...cluster, [AUTHORITY]: encodeBase64(data['ca.crt'] ?? '') };
}

/** The administrator's certificate and key are not made: who asks for them, and only who does, is told so. */
function withoutKeys(user: Entry): Entry {
  if (user['client-key-data'] !== '') return user;
  const refuse = (): never => {
    throw notSimulated("the administrator's certificate and key in kubectl config view --raw");
  };
  const secret = { get: refuse, enumerable: true };
  return Object.defineProperties({}, { 'client-certificate-data': secret, 'client-key-data': secret });
}

/** `--flatten`: what stands in files in the place of their paths. */
function flattened({ files }: KubectlEnvironment, entry: Entry): Entry {
  const flat = Object.entries(entry).map(([name, value]): [string, string | boolean] => {
    if (!['certificate-authority', 'client-certificate', 'client-key'].includes(name)) return [name, value];
    const text = files.read(String(value));
    if (text === undefined) throw new KubectlError(`open ${String(value)}: no such file or directory`);
    return [`${name}-data`, encodeBase64(text)];
  });
  return Object.fromEntries(flat);
}

function listOrNull<T>(
  map: ReadonlyMap<string, T>,
  show: (entry: T, name: string) => object,
): readonly object[] | null {
  return map.size === 0 ? null : sortedEntries(map).map(([name, entry]) => show(entry, name));
}

function contextOf({ cluster, user, namespace }: ContextEntry): object {
  return { cluster, user, ...(namespace === '' ? {} : { namespace }) };
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
