import { encodeBase64 } from '../../../engine/index.ts';
import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { quoteJson } from '../../output/json.ts';
import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';
import { dataFlags, dataOf, hashedName } from './data-sources.ts';

const DOCKER_CONFIG = 'kubernetes.io/dockerconfigjson';

const genericVerb: Verb = {
  name: 'generic',
  summary: 'Create a secret from a local file, directory, or literal value',
  usage: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [flags]',
  flags: [...createFlags, ...dataFlags, { name: 'type', type: 'string' }],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const data = dataOf(invocation, environment, { kind: 'Secret', name });
    return createSecret(invocation, environment, name, data, invocation.string('type') ?? '');
  },
};

const tlsVerb: Verb = {
  name: 'tls',
  summary: 'Create a TLS secret',
  usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file [flags]',
  flags: [
    ...createFlags,
    { name: 'append-hash', type: 'bool' },
    { name: 'cert', type: 'string' },
    { name: 'key', type: 'string' },
  ],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const cert = invocation.string('cert') ?? '';
    const key = invocation.string('key') ?? '';
    if (cert === '' || key === '') throw new KubectlError('key and cert must be specified');
    const data = { 'tls.crt': fileText(cert, environment), 'tls.key': fileText(key, environment) };
    checkPem(data['tls.crt'], 'certificate');
    checkPem(data['tls.key'], 'key');
    return createSecret(invocation, environment, name, data, 'kubernetes.io/tls');
  },
};

const dockerRegistryVerb: Verb = {
  name: 'docker-registry',
  summary: 'Create a secret for use with a Docker registry',
  usage: 'NAME --docker-username=user --docker-password=password --docker-email=email [flags]',
  flags: [
    ...createFlags,
    { name: 'append-hash', type: 'bool' },
    { name: 'docker-email', type: 'string' },
    { name: 'docker-password', type: 'string' },
    { name: 'docker-server', type: 'string' },
    { name: 'docker-username', type: 'string' },
    { name: 'from-file', type: 'stringSlice' },
  ],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    if (invocation.list('from-file').length > 0) {
      const data = dataOf(invocation, environment, { kind: 'Secret', name });
      return createSecret(invocation, environment, name, data, DOCKER_CONFIG);
    }
    const username = invocation.string('docker-username') ?? '';
    const password = invocation.string('docker-password') ?? '';
    if (username === '' || password === '')
      throw new KubectlError(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    const server = invocation.string('docker-server') ?? 'https://index.docker.io/v1/';
    const email = invocation.string('docker-email') ?? '';
    const auth = encodeBase64(`${username}:${password}`);
    const fields = Object.entries({ username, password, email, auth }).filter(([, value]) => value !== '');
    // Go writes the fields of a struct as they are declared, not sorted.
    const entry = fields.map(([field, value]) => `${quoteJson(field)}:${quoteJson(value)}`).join(',');
    const data = { '.dockerconfigjson': `{"auths":{${quoteJson(server)}:{${entry}}}}` };
    return createSecret(invocation, environment, name, data, DOCKER_CONFIG);
  },
};

export const createSecretVerb: Verb = groupVerb({
  name: 'secret',
  summary: 'Create a secret using a specified subcommand',
  usage: '[flags]',
  subcommands: [genericVerb, tlsVerb, dockerRegistryVerb],
});

function createSecret(
  invocation: Invocation,
  environment: KubectlEnvironment,
  name: string,
  texts: Readonly<Record<string, string>>,
  type: string,
): number {
  const data = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, encodeBase64(text)]));
  const content = {
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...(type === '' ? {} : { type }),
  };
  const hashed = invocation.bool('append-hash') ? hashedName(name, { kind: 'Secret', name, type, data }) : name;
  const draft = { resource: 'secrets', name: hashed, content };
  createDraft(invocation, environment, draft, { failure: 'failed to create secret ' });
  return 0;
}

/** kubectl reads the pair; what is inside of the PEM blocks is not looked at here. */
function checkPem(text: string, what: 'certificate' | 'key'): void {
  if (!text.includes('-----BEGIN ')) throw new KubectlError(`tls: failed to find any PEM data in ${what} input`);
}

function fileText(path: string, environment: KubectlEnvironment): string {
  const text = environment.files.read(path);
  if (text === undefined) throw new KubectlError(`Cannot read file ${path}, open ${path}: no such file or directory`);
  return text;
}
