import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printYaml } from '../output/yaml.ts';
import type { Verb } from '../verb.ts';

/** Said before anything else. */
const SHORT_DEPRECATED = 'and will be removed in the future. The --short output will become the default.';

export const versionVerb: Verb = {
  name: 'version',
  summary: 'Print the client and server version information',
  usage: '',
  flags: [
    { name: 'client', type: 'bool' },
    { name: 'output', shorthand: 'o', type: 'string' },
    { name: 'short', type: 'bool', deprecated: SHORT_DEPRECATED },
  ],
  run,
};

/** The release whose behaviour is simulated, on both sides. */
const common = {
  major: '1',
  minor: '25',
  gitVersion: 'v1.25.0',
  gitCommit: 'a866cbe2e5bbaa01cfd5e969aa3e033f3282a8a2',
  gitTreeState: 'clean',
} as const;
const built = { goVersion: 'go1.19', compiler: 'gc', platform: 'linux/amd64' } as const;
const clientVersion = { ...common, buildDate: '2022-08-23T17:44:59Z', ...built };
const serverVersion = { ...common, buildDate: '2022-08-23T17:38:15Z', ...built };
const KUSTOMIZE = 'v4.5.7';

const DEPRECATED =
  'WARNING: This version information is deprecated and will be replaced with the output from kubectl version --short.  Use --output=yaml|json to get the full version.';

function run(invocation: Invocation): number {
  const output = invocation.string('output') ?? '';
  const withServer = !invocation.bool('client');
  if (output !== '' && output !== 'yaml' && output !== 'json')
    throw new KubectlError(`--output must be 'yaml' or 'json'`);
  if (invocation.args.length > 0) throw new KubectlError(`extra arguments: [${invocation.args.join(' ')}]`);
  if (output !== '') {
    const version = { clientVersion, kustomizeVersion: KUSTOMIZE, ...(withServer ? { serverVersion } : {}) };
    // Go writes the fields of a struct as they are declared; the YAML has a line end of its own.
    invocation.outLine(output === 'yaml' ? printYaml(version) : JSON.stringify(version, null, 2));
    return 0;
  }
  const isShort = invocation.bool('short');
  if (!isShort) invocation.errLine(DEPRECATED);
  const text = (version: typeof clientVersion): string => (isShort ? version.gitVersion : goStruct(version));
  invocation.outLine(`Client Version: ${text(clientVersion)}`);
  invocation.outLine(`Kustomize Version: ${KUSTOMIZE}`);
  if (withServer) invocation.outLine(`Server Version: ${text(serverVersion)}`);
  return 0;
}

function goStruct(version: typeof clientVersion): string {
  const fields = [
    ['Major', version.major],
    ['Minor', version.minor],
    ['GitVersion', version.gitVersion],
    ['GitCommit', version.gitCommit],
    ['GitTreeState', version.gitTreeState],
    ['BuildDate', version.buildDate],
    ['GoVersion', version.goVersion],
    ['Compiler', version.compiler],
    ['Platform', version.platform],
  ];
  return `version.Info{${fields.map(([name, value]) => `${name}:${JSON.stringify(value)}`).join(', ')}}`;
}
