import type { Container, ContainerState, ContainerStatus, Pod, ResourceList } from '../../engine/index.ts';
import { envLines, envFromLines } from './environment.ts';
import { probeText } from './probe.ts';
import { boolText, optionalLine, timeText } from './text.ts';

/** Stands for the line breaks of a text that is printed as it is: what comes behind them is not set in. */
const BREAK = '\u{E000}';

/**
 * The block of a pod's or template's containers.
 * @param indent two spaces inside a pod template, else nothing
 */
export function containerLines(
  title: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
  indent: '' | '  ',
  pod?: Pod,
): string {
  const blocks = containers.map((container) => {
    const status = statuses.find(({ name }) => name === container.name);
    return `  ${indent === '' ? '' : ' '}${container.name}:\n${indented(oneContainer(container, status, pod), '    ').replaceAll(BREAK, '\n')}`;
  });
  return `${indent}${title}:${containers.length === 0 ? ' <none>' : ''}\n${blocks.join('')}`;
}

/** Every line with spaces before it. */
export function indented(text: string, indent: string): string {
  return text.replaceAll(/^(?=.)/gm, indent);
}

function oneContainer(container: Container, status: ContainerStatus | undefined, pod: Pod | undefined): string {
  const { ports = [], resources = {}, envFrom = [], volumeMounts = [], volumeDevices = [] } = container;
  return [
    status === undefined ? '' : `Container ID:\t${status.containerID ?? ''}\n`,
    `Image:\t${container.image ?? ''}\n`,
    status === undefined ? '' : `Image ID:\t${status.imageID}\n`,
    portLine(
      'Port',
      ports.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`),
    ),
    portLine(
      'Host Port',
      ports.map(({ hostPort = 0, protocol = 'TCP' }) => `${hostPort}/${protocol}`),
    ),
    wordLines('Command', container.command),
    wordLines('Args', container.args),
    status === undefined ? '' : statusLines(status),
    resourceLines('Limits', resources.limits),
    resourceLines('Requests', resources.requests),
    container.livenessProbe === undefined ? '' : `Liveness:\t${probeText(container.livenessProbe)}\n`,
    container.readinessProbe === undefined ? '' : `Readiness:\t${probeText(container.readinessProbe)}\n`,
    container.startupProbe === undefined ? '' : `Startup:\t${probeText(container.startupProbe)}\n`,
    envFrom.length === 0 ? '' : envFromLines(envFrom),
    envLines(container, pod),
    mountLines(volumeMounts),
    volumeDevices.length === 0
      ? ''
      : `Devices:\n${volumeDevices.map(({ devicePath, name }) => `  ${devicePath} from ${name}\n`).join('')}`,
  ].join('');
}

function portLine(title: string, ports: readonly string[]): string {
  return `${title}${ports.length > 1 ? 's' : ''}:\t${ports.length === 0 ? '<none>' : ports.join(', ')}\n`;
}

function wordLines(title: string, words: readonly string[] | undefined): string {
  if (words === undefined || words.length === 0) return '';
  return `${title}:\n${words.flatMap((word) => word.split('\n').map((line) => `  ${line}\n`)).join('')}`;
}

function statusLines(status: ContainerStatus): string {
  const { lastState } = status;
  return [
    stateLines('State', status.state),
    lastState?.terminated === undefined ? '' : stateLines('Last State', lastState),
    `Ready:\t${boolText(status.ready)}\n`,
    `Restart Count:\t${status.restartCount}\n`,
  ].join('');
}

function stateLines(title: string, state: ContainerState | undefined): string {
  if (state?.running !== undefined) return `${title}:\tRunning\n  Started:\t${timeText(state.running.startedAt)}\n`;
  if (state?.terminated !== undefined) {
    const { reason, message, exitCode, signal = 0, startedAt, finishedAt } = state.terminated;
    const details = [
      optionalLine('Reason', reason),
      optionalLine('Message', message?.replaceAll('\n', BREAK)),
      `Exit Code:\t${exitCode}\n`,
      signal > 0 ? `Signal:\t${signal}\n` : '',
      `Started:\t${timeText(startedAt)}\n`,
      `Finished:\t${timeText(finishedAt)}\n`,
    ];
    return `${title}:\tTerminated\n${indented(details.join(''), '  ')}`;
  }
  return `${title}:\tWaiting\n${indented(optionalLine('Reason', state?.waiting?.reason), '  ')}`;
}

function resourceLines(title: string, resources: ResourceList | undefined): string {
  const names = Object.keys(resources ?? {}).toSorted();
  if (names.length === 0) return '';
  return `${title}:\n${names.map((name) => `  ${name}:\t${resources?.[name]}\n`).join('')}`;
}

function mountLines(mounts: NonNullable<Container['volumeMounts']>): string {
  if (mounts.length === 0) return 'Mounts:\t<none>\n';
  const sorted = mounts.toSorted((left, right) => (left.mountPath < right.mountPath ? -1 : 1));
  const lines = sorted.map(({ mountPath, name, readOnly, subPath = '' }) => {
    const flags = [readOnly === true ? 'ro' : 'rw', ...(subPath === '' ? [] : [`path=${JSON.stringify(subPath)}`])];
    return `  ${mountPath} from ${name} (${flags.join(',')})\n`;
  });
  return `Mounts:\n${lines.join('')}`;
}
