import { portNumber } from '../port-number.ts';
import { mergeOverrides } from '../overrides.ts';
import { createDraft, createFlags } from '../create-object.ts';
import { KubectlError, notSimulated, usageError } from '../errors.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { checkImageName } from '../image-name.ts';
import type { Invocation } from '../invocation.ts';
import { parseEnv, parseLabels } from '../labels-flag.ts';
import type { Verb } from '../verb.ts';
import { recordFlag } from '../record.ts';

export const runVerb: Verb = {
  name: 'run',
  summary: 'Run a particular image on the cluster',
  usage: 'NAME --image=image [--env="key=value"] [--port=port] [--command] -- [COMMAND] [args...]',
  flags: [
    ...createFlags,
    { name: 'annotations', type: 'stringArray' },
    { name: 'attach', type: 'bool' },
    { name: 'command', type: 'bool' },
    { name: 'env', type: 'stringArray' },
    { name: 'expose', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'image', type: 'string', required: true },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'labels', shorthand: 'l', type: 'string' },
    { name: 'leave-stdin-open', type: 'bool' },
    { name: 'override-type', type: 'string' },
    { name: 'overrides', type: 'string' },
    { name: 'pod-running-timeout', type: 'duration' },
    { name: 'port', type: 'string' },
    { name: 'privileged', type: 'bool' },
    { name: 'quiet', shorthand: 'q', type: 'bool' },
    recordFlag,
    { name: 'restart', type: 'string' },
    { name: 'rm', type: 'bool' },
    { name: 'stdin', shorthand: 'i', type: 'bool' },
    { name: 'timeout', type: 'duration' },
    { name: 'tty', shorthand: 't', type: 'bool' },
  ],
  unsimulatedFlags: ['leave-stdin-open'],
  run,
};

const restartPolicies: readonly string[] = ['Always', 'OnFailure', 'Never'];

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const [name = ''] = invocation.args;
  if (name === '') throw usageError(invocation.commandPath, 'NAME is required for run');
  const image = invocation.string('image') ?? '';
  if (image === '') throw new KubectlError('--image is required');
  checkImageName(image);
  const attached = invocation.bool('attach') || invocation.bool('stdin');
  if (attached) throw notSimulated('kubectl run --attach (-i, --rm), for which run, wait and then logs or exec do,');
  checkRmAndExpose(invocation);
  if (invocation.bool('tty')) throw new KubectlError('-i/--stdin is required for containers with -t/--tty=true');
  const labels = labelsOf(invocation, name);
  if (invocation.bool('expose')) exposePod(invocation, environment, name, labels);
  const content = { spec: podSpec(invocation, name, image), status: {} };
  const annotations = annotationsOf(invocation);
  const draft = { resource: 'pods', name, labels, content, ...annotations };
  createDraft(invocation, environment, draft, {
    manager: 'kubectl-run',
    override: (object) => mergeOverrides(invocation, object),
  });
  return 0;
}

function checkRmAndExpose(invocation: Invocation): void {
  const fail = (message: string): never => {
    throw usageError(invocation.commandPath, message);
  };
  if (invocation.bool('rm')) fail('--rm should only be used for attached containers');
  if (invocation.bool('expose') && (invocation.string('port') ?? '') === '')
    fail('--port must be set when exposing a service');
  const policy = invocation.string('image-pull-policy') ?? '';
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(policy)) fail(`invalid image pull policy: ${policy}`);
}

function labelsOf(invocation: Invocation, name: string): Readonly<Record<string, string>> {
  const text = invocation.string('labels') ?? '';
  return text === '' ? { run: name } : parseLabels(text);
}

function annotationsOf(invocation: Invocation): { readonly annotations?: Readonly<Record<string, string>> } {
  const words = invocation.list('annotations');
  return words.length === 0 ? {} : { annotations: Object.assign({}, ...words.map(parseLabels)) };
}

function podSpec(invocation: Invocation, name: string, image: string) {
  const restartPolicy = invocation.string('restart') || 'Always';
  if (!restartPolicies.includes(restartPolicy))
    throw usageError(invocation.commandPath, `invalid restart policy: ${restartPolicy}`);
  const words = invocation.args.slice(1);
  const pullPolicy = invocation.string('image-pull-policy') ?? '';
  const env = parseEnv(invocation.list('env'));
  const port = invocation.string('port') ?? '';
  const container = {
    ...(words.length === 0 ? {} : { [invocation.bool('command') ? 'command' : 'args']: words }),
    ...(env.length === 0 ? {} : { env }),
    image,
    ...(pullPolicy === '' ? {} : { imagePullPolicy: pullPolicy }),
    name,
    ...(port === '' ? {} : { ports: [{ containerPort: portNumber(port) }] }),
    resources: {},
    ...(invocation.bool('privileged') ? { securityContext: { privileged: true } } : {}),
  };
  return { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy };
}

/** `--expose`: a ClusterIP Service in front of the pod comes first. */
function exposePod(
  invocation: Invocation,
  environment: KubectlEnvironment,
  name: string,
  labels: Readonly<Record<string, string>>,
): void {
  const port = invocation.string('port') ?? '';
  const ports = [{ port: portNumber(port), protocol: 'TCP', targetPort: portNumber(port) }];
  const content = { spec: { ports, selector: labels }, status: { loadBalancer: {} } };
  createDraft(invocation, environment, { resource: 'services', name, content }, { manager: 'kubectl-run' });
  // Once by the command, once by the printer for its second object.
  if (invocation.string('output') === 'yaml') invocation.out('---\n---\n');
}
