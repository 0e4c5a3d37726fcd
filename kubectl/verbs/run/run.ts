import type { KubeObject, Pod } from '../../../engine/index.ts';
import { createDraft, createFlags } from '../../create-object.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, usageError } from '../../errors.ts';
import { checkImageName } from '../../image-name.ts';
import type { Invocation } from '../../invocation.ts';
import { parseEnv, parseLabels } from '../../labels-flag.ts';
import { mergeOverrides } from '../../overrides.ts';
import { portNumber } from '../../port-number.ts';
import { recordFlag } from '../../record.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf } from '../../write-flags.ts';
import { podRunningTimeoutFlag, podRunningTimeoutMs } from '../run-time/pod-running-timeout.ts';
import { removeCreated, runAttached } from './attached.ts';

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
    { name: 'image', type: 'string', required: true },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'labels', shorthand: 'l', type: 'string' },
    { name: 'leave-stdin-open', type: 'bool' },
    { name: 'override-type', type: 'string' },
    { name: 'overrides', type: 'string' },
    podRunningTimeoutFlag,
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
  run,
};

const restartPolicies: readonly string[] = ['Always', 'OnFailure', 'Never'];

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const [name = ''] = invocation.args;
  if (name === '') throw usageError(invocation.commandPath, 'NAME is required for run');
  const timeoutMs = podRunningTimeoutMs(invocation);
  const restartPolicy = checkedFlags(invocation);
  const isAttached = invocation.bool('attach', invocation.bool('stdin'));
  const labels = labelsOf(invocation, name);
  const created: KubeObject[] = [];
  if (invocation.bool('expose')) created.push(exposePod(invocation, environment, name, labels));
  const content = { spec: podSpec(invocation, name), status: {} };
  const draft = { resource: 'pods', name, labels, content, ...annotationsOf(invocation) };
  const pod = createDraft(invocation, environment, draft, {
    manager: 'kubectl-run',
    isSilent: isAttached,
    override: (object) => mergeOverrides(invocation, object),
  }) as Pod;
  if (!isAttached) return 0;
  try {
    runAttached(invocation, environment, { pod, timeoutMs, restartPolicy });
  } finally {
    if (invocation.bool('rm')) removeCreated(invocation, [pod, ...created]);
  }
  return 0;
}

/**
 * Checks the flags in kubectl's order, and gives the restart policy that an attached run goes by: where `--restart` is empty, the pod has
 * another one.
 * @throws KubectlError for the first that is wrong
 */
function checkedFlags(invocation: Invocation): string {
  const fail = (message: string): never => {
    throw usageError(invocation.commandPath, message);
  };
  const image = invocation.string('image') ?? '';
  if (image === '') throw new KubectlError('--image is required');
  checkImageName(image);
  const isInteractive = invocation.bool('stdin');
  if (invocation.bool('tty') && !isInteractive) fail('-i/--stdin is required for containers with -t/--tty=true');
  if (invocation.bool('expose') && (invocation.string('port') ?? '') === '')
    fail('--port must be set when exposing a service');
  const restartPolicy = (invocation.string('restart') ?? 'Always') || (isInteractive ? 'OnFailure' : 'Always');
  if (!restartPolicies.includes(restartPolicy)) fail(`invalid restart policy: ${restartPolicy}`);
  const isAttached = invocation.bool('attach', isInteractive);
  if (invocation.bool('rm') && !isAttached) fail('--rm should only be used for attached containers');
  if (isAttached && dryRunOf(invocation) !== 'none')
    fail("--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)");
  const policy = invocation.string('image-pull-policy') ?? '';
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(policy)) fail(`invalid image pull policy: ${policy}`);
  return restartPolicy;
}

function labelsOf(invocation: Invocation, name: string): Readonly<Record<string, string>> {
  const text = invocation.string('labels') ?? '';
  return text === '' ? { run: name } : parseLabels(text);
}

function annotationsOf(invocation: Invocation): { readonly annotations?: Readonly<Record<string, string>> } {
  const words = invocation.list('annotations');
  return words.length === 0 ? {} : { annotations: Object.assign({}, ...words.map(parseLabels)) };
}

function podSpec(invocation: Invocation, name: string) {
  const words = invocation.args.slice(1);
  const pullPolicy = invocation.string('image-pull-policy') ?? '';
  const env = parseEnv(invocation.list('env'));
  const port = invocation.string('port') ?? '';
  const container = {
    ...(words.length === 0 ? {} : { [invocation.bool('command') ? 'command' : 'args']: words }),
    ...(env.length === 0 ? {} : { env }),
    image: invocation.string('image') ?? '',
    ...(pullPolicy === '' ? {} : { imagePullPolicy: pullPolicy }),
    name,
    ...(port === '' ? {} : { ports: [{ containerPort: portNumber(port) }] }),
    resources: {},
    ...(invocation.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    ...standardStreams(invocation),
  };
  return {
    containers: [container],
    dnsPolicy: 'ClusterFirst',
    restartPolicy: invocation.string('restart') || 'Always',
  };
}

/** `-i` and `-t`: standard input ends with the first attachment, unless `--leave-stdin-open`. */
function standardStreams(invocation: Invocation): object {
  if (!invocation.bool('stdin')) return {};
  return {
    stdin: true,
    ...(invocation.bool('leave-stdin-open') ? {} : { stdinOnce: true }),
    ...(invocation.bool('tty') ? { tty: true } : {}),
  };
}

/** `--expose`: a ClusterIP Service in front of the pod comes first; it has the labels of `--labels`, and none where the pod's were made up. */
function exposePod(
  invocation: Invocation,
  environment: KubectlEnvironment,
  name: string,
  labels: Readonly<Record<string, string>>,
): KubeObject {
  const port = invocation.string('port') ?? '';
  const ports = [{ port: portNumber(port), protocol: 'TCP', targetPort: portNumber(port) }];
  const content = { spec: { ports, selector: labels }, status: { loadBalancer: {} } };
  const isLabelled = (invocation.string('labels') ?? '') !== '';
  const draft = { resource: 'services', name, content, ...(isLabelled ? { labels } : {}) };
  const service = createDraft(invocation, environment, draft, { manager: 'kubectl-run' });
  // The printer for its second object writes another one.
  if (invocation.string('output') === 'yaml') invocation.out('---\n');
  return service;
}
