import { at, type Coverage, joined, under } from '../patterns.ts';

const HANDLER: Coverage = {
  acted: [
    'exec.command',
    ...at('httpGet', 'host', 'path', 'port', 'scheme', 'httpHeaders[*].name', 'httpHeaders[*].value'),
    ...at('tcpSocket', 'host', 'port'),
  ],
};

/** kubelet/probes: a gRPC probe errors with "gRPC probes are not simulated". */
const PROBE: Coverage = joined(HANDLER, {
  acted: [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
    'terminationGracePeriodSeconds',
  ],
  refused: ['grpc.**'],
});

const ENVIRONMENT: Coverage = {
  acted: [
    ...at('env[*]', 'name', 'value'),
    ...at('env[*].valueFrom', 'configMapKeyRef.**', 'secretKeyRef.**', 'resourceFieldRef.**', 'fieldRef.fieldPath'),
    ...at('envFrom[*]', 'prefix', 'configMapRef.**', 'secretRef.**'),
  ],
};

const COMMON: Coverage = joined(ENVIRONMENT, {
  acted: [
    'name',
    'image',
    'imagePullPolicy',
    'command',
    'args',
    'workingDir',
    'stdin',
    'stdinOnce',
    'tty',
    'resources.**',
    ...at('ports[*]', 'name', 'containerPort', 'hostPort', 'hostIP', 'protocol'),
    ...at('volumeMounts[*]', 'name', 'mountPath', 'readOnly', 'subPath', 'subPathExpr'),
    ...at('securityContext', 'runAsNonRoot', 'runAsUser', 'readOnlyRootFilesystem'),
  ],
});

/** kubelet/pod, env and volumes; the scheduler's and the quotas' resources. */
export const CONTAINER: Coverage = joined(
  COMMON,
  under('livenessProbe', PROBE),
  under('readinessProbe', PROBE),
  under('startupProbe', PROBE),
  under('lifecycle.postStart', HANDLER),
  under('lifecycle.preStop', HANDLER),
);

/** The API server refuses probes and hooks of init containers. */
export const INIT_CONTAINER: Coverage = joined(COMMON, {
  acted: [],
  refused: ['livenessProbe.**', 'readinessProbe.**', 'startupProbe.**', 'lifecycle.**'],
});
