import { at, type Coverage, joined, under } from '../patterns.ts';

const HANDLER: Coverage = {
  acted: [
    'exec.command',
    ...at('httpGet', 'host', 'path', 'port', 'scheme', 'httpHeaders[*].name', 'httpHeaders[*].value'),
    ...at('tcpSocket', 'host', 'port'),
  ],
};

const PROBE: Coverage = joined(HANDLER, {
  acted: [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
    'terminationGracePeriodSeconds',
    ...at('grpc', 'port', 'service'),
  ],
});

const ENVIRONMENT: Coverage = {
  acted: [
    ...at('env[*]', 'name', 'value'),
    ...at('env[*].valueFrom', 'configMapKeyRef.**', 'secretKeyRef.**', 'resourceFieldRef.**', 'fieldRef.fieldPath'),
    ...at('envFrom[*]', 'prefix', 'configMapRef.**', 'secretRef.**'),
  ],
};

const PROCESS: Coverage = joined(ENVIRONMENT, {
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
    ...at('volumeMounts[*]', 'name', 'mountPath', 'readOnly'),
    ...at('securityContext', 'runAsNonRoot', 'runAsUser', 'readOnlyRootFilesystem'),
  ],
});

const COMMON: Coverage = joined(PROCESS, {
  acted: [
    'resources.**',
    ...at('ports[*]', 'name', 'containerPort', 'hostPort', 'hostIP', 'protocol'),
    ...at('volumeMounts[*]', 'subPath', 'subPathExpr'),
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

/** Added to a running pod through its subresource, which refuses what belongs to a service. */
export const EPHEMERAL_CONTAINER: Coverage = joined(PROCESS, {
  acted: [],
  refused: [
    'livenessProbe.**',
    'readinessProbe.**',
    'startupProbe.**',
    'lifecycle.**',
    'resources.**',
    'ports[*].**',
    ...at('volumeMounts[*]', 'subPath', 'subPathExpr'),
  ],
});
