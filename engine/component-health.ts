import type { ComponentStatus } from './kinds/core/component-status.ts';

/** The components that the API server asks for their health, with the port of each on its own machine (kubeadm, v1.25). */
const ASKED = [
  { name: 'controller-manager', process: 'kube-controller-manager', port: 10257 },
  { name: 'scheduler', process: 'kube-scheduler', port: 10259 },
] as const;

/** The API server prints the time it does not have. */
const NEVER_MADE = { creationTimestamp: null } as unknown as { creationTimestamp?: string };

/** etcd lives in the API server here: it answers whenever somebody is there to ask it. */
const ETCD = status('etcd-0', 'True', '{"health":"true","reason":""}');

/** `kubectl get componentstatuses`: who answers and who does not, by name. */
export function componentStatuses(isRunning: (process: string) => boolean): readonly ComponentStatus[] {
  const [manager, scheduler] = ASKED.map(({ name, process, port }) =>
    isRunning(process) ? status(name, 'True', 'ok') : status(name, 'False', refusal(port)),
  );
  return [manager, ETCD, scheduler].filter((each) => each !== undefined);
}

function refusal(port: number): string {
  return `Get "https://127.0.0.1:${port}/healthz": dial tcp 127.0.0.1:${port}: connect: connection refused`;
}

function status(name: string, healthy: 'True' | 'False', message: string): ComponentStatus {
  return {
    apiVersion: 'v1',
    kind: 'ComponentStatus',
    metadata: { ...NEVER_MADE, name },
    conditions: [{ type: 'Healthy', status: healthy, message }],
  };
}
