import { encodeBase64 } from '../../../engine/index.ts';
import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { compactJson } from '../../output/json.ts';
import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';
import { dataFlags, dataOf } from './data-sources.ts';

const genericVerb: Verb = {
  name: 'generic',
  summary: 'Create a secret from a local file, directory, or literal value',
  usage: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [flags]',
  flags: [...createFlags, ...dataFlags, { name: 'type', type: 'string' }],
  unsimulatedFlags: ['append-hash'],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const data = dataOf(invocation, environment, `Secret ${JSON.stringify(name)}`);
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
  unsimulatedFlags: ['append-hash'],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const cert = invocation.string('cert') ?? '';
    const key = invocation.string('key') ?? '';
    if (cert === '' || key === '') throw new KubectlError('key and cert must be specified');
    const data = { 'tls.crt': fileText(cert, environment), 'tls.key': fileText(key, environment) };
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
  unsimulatedFlags: ['append-hash', 'from-file'],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const username = invocation.string('docker-username') ?? '';
    const password = invocation.string('docker-password') ?? '';
    if (username === '' || password === '')
      throw new KubectlError(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    const server = invocation.string('docker-server') ?? 'https://index.docker.io/v1/';
    const email = invocation.string('docker-email') ?? '';
    const auth = encodeBase64(`${username}:${password}`);
    const entry = { username, password, ...(email === '' ? {} : { email }), auth };
    const data = { '.dockerconfigjson': compactJson({ auths: { [server]: entry } }) };
    return createSecret(invocation, environment, name, data, 'kubernetes.io/dockerconfigjson');
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
  const draft = { resource: 'secrets', name, content };
  createDraft(invocation, environment, draft, { failure: 'failed to create secret ' });
  return 0;
}

function fileText(path: string, environment: KubectlEnvironment): string {
  const text = environment.files.read(path);
  if (text === undefined) throw new KubectlError(`Cannot read file ${path}, open ${path}: no such file or directory`);
  return text;
}
