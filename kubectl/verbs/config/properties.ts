import { decodeBase64, encodeBase64, ParseError } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { EMPTY_CONTEXT, type Kubeconfig, withEntry } from '../../kubeconfig.ts';
import type { Verb } from '../../verb.ts';
import { unexpectedArgs } from './unexpected-args.ts';

export const setVerb: Verb = {
  name: 'set',
  summary: 'Set an individual value in a kubeconfig file',
  usage: 'PROPERTY_NAME PROPERTY_VALUE',
  flags: [{ name: 'set-raw-bytes', type: 'bool' }],
  run: (invocation, environment) => {
    const [property, value, more] = invocation.args;
    if (property === undefined || value === undefined || more !== undefined) throw unexpectedArgs(invocation);
    return change(invocation, environment, property, written(property, value, invocation.bool('set-raw-bytes')));
  },
};

export const unsetVerb: Verb = {
  name: 'unset',
  summary: 'Unset an individual value in a kubeconfig file',
  usage: 'PROPERTY_NAME',
  flags: [],
  run: (invocation, environment) => {
    const [property, more] = invocation.args;
    if (property === undefined || more !== undefined) throw unexpectedArgs(invocation);
    return change(invocation, environment, property, undefined);
  },
};

/** Members by section; a name between the two may have dots of its own. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  clusters: [
    'server',
    'certificate-authority',
    'certificate-authority-data',
    'insecure-skip-tls-verify',
    'proxy-url',
    'tls-server-name',
  ],
  contexts: ['cluster', 'namespace', 'user'],
  users: [
    'client-certificate',
    'client-certificate-data',
    'client-key',
    'client-key-data',
    'password',
    'token',
    'username',
  ],
};

/**
 * A value as the file holds it: bytes in base64, which they are given in unless `--set-raw-bytes` says otherwise; truth as such.
 * @throws KubectlError for what is neither
 */
function written(property: string, value: string, isRaw: boolean): string | boolean {
  if (property.endsWith('-data')) {
    if (isRaw) return encodeBase64(value);
    refuseOtherBytes(value);
    return value.replace(/[\r\n]/g, '');
  }
  if (!property.endsWith('.insecure-skip-tls-verify')) return value;
  const parsed = BOOLS.get(value);
  if (parsed === undefined)
    throw new KubectlError(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`);
  return parsed;
}

function refuseOtherBytes(text: string): void {
  try {
    decodeBase64(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new KubectlError(`error decoding input value: ${error.message}`);
  }
}

/** What Go reads as true and false (strconv.ParseBool). */
const BOOLS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

/** @param value undefined: unset */
function change(
  invocation: Invocation,
  { session }: KubectlEnvironment,
  property: string,
  value: string | boolean | undefined,
): number {
  session.kubeconfig = changed(session.kubeconfig, property, value);
  invocation.outLine(`Property ${JSON.stringify(property)} ${value === undefined ? 'unset' : 'set'}.`);
  return 0;
}

function changed(config: Kubeconfig, property: string, value: string | boolean | undefined): Kubeconfig {
  if (property === 'current-context') return { ...config, current: String(value ?? '') };
  const [section = '', ...rest] = property.split('.');
  const members = Object.hasOwn(MEMBERS, section) ? MEMBERS[section] : undefined;
  if (members === undefined) throw new KubectlError(`unable to parse ${property} after [] at api.Config`);
  const hasMember = rest.length > 1 && members.includes(rest.at(-1) ?? '');
  const name = (hasMember ? rest.slice(0, -1) : rest).join('.');
  if (hasMember) return withMember(config, section, name, rest.at(-1) ?? '', value);
  if (value !== undefined) throw new KubectlError(`unable to parse ${property} after [] at api.Config`);
  return { ...config, [section]: withEntry(config[section as 'clusters'], name, undefined) };
}

function withMember(
  config: Kubeconfig,
  section: string,
  name: string,
  member: string,
  value: string | boolean | undefined,
): Kubeconfig {
  if (section === 'contexts') {
    const context = { ...(config.contexts.get(name) ?? EMPTY_CONTEXT), [member]: String(value ?? '') };
    return { ...config, contexts: withEntry(config.contexts, name, context) };
  }
  const place = section === 'users' ? 'users' : 'clusters';
  const { [member]: _old, ...others } = config[place].get(name) ?? {};
  const entry = value === undefined || value === false ? others : { ...others, [member]: value };
  return { ...config, [place]: withEntry(config[place], name, entry) };
}
