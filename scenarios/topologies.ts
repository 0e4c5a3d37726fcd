import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { NodeTopology, Topology } from '../engine/index.ts';
import { loadYaml } from '../kubectl/manifest/load.ts';
import { Shape, ShapeError } from './shape.ts';

const FOLDER = join(import.meta.dirname, 'topologies');

/** The topology that a name or a file does not give; the message lists the known names, or the file and the field. */
export class TopologyError extends Error {}

const loaded = new Map<string, Topology>();

/** Names that `topology` knows. */
export function topologyNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/** A topology by name ('course') or by the path of a YAML file. The same one is the same object, so that its started cluster is shared. */
export function topology(nameOrFile: string): Topology {
  const file = fileOf(nameOrFile);
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const read = readTopology(readFileSync(file, 'utf8'), file);
  loaded.set(file, read);
  return read;
}

function fileOf(nameOrFile: string): string {
  if (/^[a-z0-9-]+$/.test(nameOrFile)) {
    const file = join(FOLDER, `${nameOrFile}.yaml`);
    if (existsSync(file)) return file;
  } else if (statSync(nameOrFile, { throwIfNoEntry: false })?.isFile() === true) return nameOrFile;
  throw new TopologyError(
    `unknown topology "${nameOrFile}"; known are ${topologyNames().join(', ')}, or the path of a YAML file`,
  );
}

/** Reads a topology's text; `file` is named in errors. */
export function readTopology(text: string, file: string): Topology {
  try {
    return topologyOf(new Shape(loadYaml(text, file)));
  } catch (error) {
    if (error instanceof ShapeError) throw new TopologyError(`${file}: ${error.message}`);
    if (error instanceof Error) throw new TopologyError(error.message);
    throw error;
  }
}

function topologyOf(shape: Shape): Topology {
  shape.only([
    'name',
    'startTime',
    'podNetwork',
    'serviceNetwork',
    'system',
    'leaderElection',
    'agent',
    'nfsExports',
    'provisioners',
    'defaults',
    'nodes',
    'timings',
  ]);
  const defaults = shape.child('defaults');
  const provisioners = shape.words('provisioners');
  return {
    name: shape.text('name'),
    startTime: shape.text('startTime', '2022-10-03T00:00:00Z'),
    podNetwork: shape.text('podNetwork', '172.16.0.0/16'),
    serviceNetwork: shape.text('serviceNetwork', '10.96.0.0/12'),
    system: shape.oneOf('system', ['kubeadm', 'bare'], 'bare'),
    leaderElection: shape.flag('leaderElection', false),
    agent: shape.oneOf('agent', ['kubelet', 'hollow', 'puppet'], 'kubelet'),
    nfsExports: shape.list('nfsExports').map((item) => ({ node: item.text('node'), path: item.text('path') })),
    ...(provisioners === undefined ? {} : { provisioners }),
    timings: shape.child('timings').numbers(),
    nodes: shape.list('nodes').map((item, index) => nodeOf(item, defaults, index)),
  };
}

const NODE_FIELDS = [
  'name',
  'address',
  'controlPlane',
  'labels',
  'taints',
  'cpu',
  'memory',
  'allocatableMemory',
  'ephemeralStorage',
  'pods',
  'podBlock',
  'kubeletVersion',
  'osImage',
  'kernelVersion',
  'containerRuntime',
];

function nodeOf(own: Shape, defaults: Shape, index: number): NodeTopology {
  own.only(NODE_FIELDS);
  const shape = own.over(defaults);
  const controlPlane = shape.flag('controlPlane', false);
  const memory = shape.text('memory', '4Gi');
  const taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
  const taints = shape
    .list('taints')
    .map((item) => ({ key: item.text('key'), ...item.optional('value'), effect: item.text('effect') }));
  return {
    name: shape.text('name'),
    address: shape.text('address'),
    controlPlane,
    labels: {
      ...(controlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {}),
      ...shape.child('labels').texts(),
    },
    taints: [...(controlPlane ? [taint] : []), ...taints],
    cpu: shape.text('cpu', '2'),
    memory,
    allocatableMemory: shape.text('allocatableMemory', memory),
    ephemeralStorage: shape.text('ephemeralStorage', '40Gi'),
    pods: shape.number('pods', 110),
    podBlock: shape.text('podBlock', `172.16.${index}.0/24`),
    kubeletVersion: shape.text('kubeletVersion', 'v1.25.0'),
    osImage: shape.text('osImage', 'CentOS Linux 7 (Core)'),
    kernelVersion: shape.text('kernelVersion', '3.10.0-1127.19.1.el7.x86_64'),
    containerRuntime: shape.text('containerRuntime', 'containerd://1.6.7'),
  };
}
