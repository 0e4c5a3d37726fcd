import type { Plugin } from '../framework.ts';

const NAME = 'NodePorts';
const REJECTION = {
  plugin: NAME,
  reasons: ["node(s) didn't have free ports for the requested pod ports"],
  resolvable: true,
};

/** Two pods cannot have one host port. */
export const nodePorts: Plugin = {
  name: NAME,
  events: ['pod-delete', 'node-add', 'node-allocatable'],
  check: ({ ports }, node) => (ports.length === 0 || node.hasFree(ports) ? undefined : REJECTION),
};
