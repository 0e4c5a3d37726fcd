/** The kubelet room: what runs pods on a node. */
import type { Component } from '../component/component.ts';
import { kubelet } from './component.ts';
import type { KubeletParts } from './pod/turn.ts';
import { containerRuntime, containerShims } from './runtime/component.ts';

/** The node components: kubelet, container runtime (containerd) and the shims that hold the containers. */
export function createKubeletComponents(parts: KubeletParts): readonly Component[] {
  return [kubelet(parts), containerRuntime(parts.machines), containerShims(parts.machines)];
}

export type { KubeletParts } from './pod/turn.ts';
export { type Attachment, attachTo } from './attach.ts';
export { Machine } from './machine/machine.ts';
export type { MachineFacts, NfsExport, Pressure, StaticPod, SystemFacts } from './machine/machine.ts';
export type { AddressPlan } from './machine/address-pool.ts';
export { Machines } from './machine/machines.ts';
export type { Surroundings } from './machine/machines.ts';
export type { ContainerRecord, Sandbox } from './machine/records.ts';
export { forwardTo, type PortForwarding } from './port-forward.ts';
export { ContainerRequestError, execIn, filesIn, killContainer, readLogs, stepInto } from './services.ts';
export type { ExecOutcome, LogOptions } from './services.ts';
export { DEFAULT_TIMINGS, HOLLOW_TIMINGS, PUPPET_TIMINGS } from './timings.ts';
export type { KubeletTimings, Span } from './timings.ts';
