import { type FieldError, forbiddenField, invalid, required } from '../../../api/validation/field-error.ts';
import {
  type Errors,
  each,
  named,
  nonNegative,
  oneOf,
  onceRight,
  port,
  portOrName,
  present,
} from '../../field-checks.ts';
import { httpHeaderName } from '../../../api/validation/names.ts';
import type { Container, Probe } from '../../types.ts';

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'>;

/** Exactly one of exec, httpGet, tcpSocket, grpc (validateHandler, v1.25). */
function validateHandler(path: string, { exec, httpGet, tcpSocket, grpc }: Handler): Errors {
  const parts: readonly (readonly [string, Errors | undefined])[] = [
    ['exec', exec && ((exec.command ?? []).length === 0 ? [required(`${path}.exec.command`)] : [])],
    ['httpGet', httpGet && validateHttpGet(`${path}.httpGet`, httpGet)],
    ['tcpSocket', tcpSocket && portOrName(`${path}.tcpSocket.port`, tcpSocket.port)],
    ['grpc', grpc && port(`${path}.grpc.port`, grpc.port)],
  ];
  const given = parts.flatMap(([name, errors]) => (errors === undefined ? [] : [{ name, errors }]));
  if (given.length === 0) return [required(path, 'must specify a handler type')];
  return given.flatMap(({ name, errors }, position) =>
    position === 0 ? errors : [forbiddenField(`${path}.${name}`, 'may not specify more than 1 handler type')],
  );
}

function validateHttpGet(path: string, action: NonNullable<Probe['httpGet']>): Errors {
  return [
    ...present(`${path}.path`, action.path),
    ...portOrName(`${path}.port`, action.port),
    ...oneOf(`${path}.scheme`, action.scheme, ['HTTP', 'HTTPS']),
    ...each(`${path}.httpHeaders`, action.httpHeaders, ({ name }) =>
      named(`${path}.httpHeaders`, name, httpHeaderName),
    ),
  ];
}

/** What all three probes must obey. */
const validateProbe = onceRight((path: string, probe: Probe): Errors => {
  const { terminationGracePeriodSeconds: grace } = probe;
  return [
    ...validateHandler(path, probe),
    ...nonNegative(`${path}.initialDelaySeconds`, probe.initialDelaySeconds),
    ...nonNegative(`${path}.timeoutSeconds`, probe.timeoutSeconds),
    ...nonNegative(`${path}.periodSeconds`, probe.periodSeconds),
    ...nonNegative(`${path}.successThreshold`, probe.successThreshold),
    ...nonNegative(`${path}.failureThreshold`, probe.failureThreshold),
    ...(grace !== undefined && grace <= 0
      ? [invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')]
      : []),
  ];
});

/** Liveness and startup probes restart what fails: one success must do. */
function onceSuccessful(path: string, probe: Probe | undefined): Errors {
  const successes = probe?.successThreshold;
  return successes === undefined || successes === 1
    ? []
    : [invalid(`${path}.successThreshold`, successes, 'must be 1')];
}

/** Lifecycle hooks and probes of a regular container. */
export function validateProbes(path: string, container: Container): Errors {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container;
  const errors: FieldError[] = [];
  if (lifecycle?.postStart !== undefined)
    errors.push(...validateHandler(`${path}.lifecycle.postStart`, lifecycle.postStart));
  if (lifecycle?.preStop !== undefined) errors.push(...validateHandler(`${path}.lifecycle.preStop`, lifecycle.preStop));
  errors.push(...validateProbe(`${path}.livenessProbe`, livenessProbe));
  errors.push(...onceSuccessful(`${path}.livenessProbe`, livenessProbe));
  errors.push(...validateProbe(`${path}.readinessProbe`, readinessProbe));
  if (readinessProbe?.terminationGracePeriodSeconds !== undefined) {
    const field = `${path}.readinessProbe.terminationGracePeriodSeconds`;
    const grace = readinessProbe.terminationGracePeriodSeconds;
    errors.push(invalid(field, grace, 'must not be set for readinessProbes'));
  }
  errors.push(...validateProbe(`${path}.startupProbe`, startupProbe));
  errors.push(...onceSuccessful(`${path}.startupProbe`, startupProbe));
  return errors;
}
