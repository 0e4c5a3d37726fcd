/** A part of the source tree, and what its files may import. */
export interface Room {
  /** A folder, or a single file that is a room of its own. The longest path that fits a file decides. */
  readonly path: string;
  /** Rooms (and every room below them) it may import from. It may always import from itself. */
  readonly imports: readonly string[];
  /** Of these only with `import type`: they leave no trace at run time. */
  readonly types?: readonly string[];
  /** npm packages. Each beyond the contract's own stands with its reason in docs/decisions/. */
  readonly packages: readonly string[];
  /** Packages of which only types may be imported. */
  readonly packageTypes?: readonly string[];
  /** What to do instead, when an import is refused. */
  readonly remedy: string;
}

const NO_MEETING =
  'components never meet: read what the other one wrote through the View, or move the shared fact to engine/kinds (about a kind) or engine/component';
const WHOLE_ENGINE = ['engine'];
const RUNNER = ['engine/index.ts', 'kubectl', 'scenarios', 'reports'];
const ONLY_THE_SURFACE =
  'export it from engine/index.ts if it belongs to the public surface, else ask the Client or the Trace';
const K8S_TYPES = ['kubernetes-types'];

/** Where the rooms of the engine are put together. */
const COMPOSITION_ROOT = [
  'engine/cluster.ts',
  'engine/assembly.ts',
  'engine/pod-runtime.ts',
  'engine/component-health.ts',
  'engine/leader-election.ts',
  'engine/metrics.ts',
  'engine/metrics-api.ts',
  'engine/component-health.test.ts',
  'engine/metrics.test.ts',
  'engine/leader-election.test.ts',
  'engine/index.ts',
  'engine/faults',
  'engine/topology',
  'engine/controllers/index.ts',
];

const SHARED_BY_CONTROLLERS = 'engine/controllers/shared';

/** One folder of engine/controllers/ per controller; each is found in the tree, none knows another. */
export function controllerRoom(path: string): Room {
  const room = component(path);
  if (path === SHARED_BY_CONTROLLERS) return room; // Pure facts (who owns which pod), and itself no controller.
  return { ...room, imports: [...room.imports, SHARED_BY_CONTROLLERS] };
}

function component(path: string): Room {
  return {
    path,
    imports: ['engine/component', 'engine/api', 'engine/kinds'],
    packages: [],
    packageTypes: K8S_TYPES,
    remedy: NO_MEETING,
  };
}

/** Who may import whom (docs/decisions/0005-layering-test.md). */
export const ROOMS: readonly Room[] = [
  {
    path: 'engine/kernel',
    imports: [],
    packages: [],
    remedy: 'the kernel knows nothing of Kubernetes: pass the value or a function in as an argument',
  },
  {
    path: 'engine/api',
    imports: ['engine/kernel'],
    packages: ['@noble/hashes'],
    packageTypes: K8S_TYPES,
    remedy: 'the API machinery knows no kind: let the kind declare the answer as a member of Kind',
  },
  {
    path: 'engine/kinds',
    imports: ['engine/api'],
    packages: ['re2js'],
    packageTypes: K8S_TYPES,
    remedy:
      'a kind knows only the API machinery: move behaviour to a component, and pure facts about values to engine/api',
  },
  {
    path: 'engine/component',
    imports: ['engine/kernel', 'engine/api'],
    packages: [],
    packageTypes: K8S_TYPES,
    remedy:
      'component/ is what all components share and knows none of them: declare an interface here, and let cluster.ts supply it',
  },
  {
    path: 'engine/coverage',
    imports: ['engine/api', 'engine/kinds'],
    packages: [],
    remedy:
      'the coverage is data about what others do with fields: write the field down as a pattern, and leave the doing where it is',
  },
  component('engine/scheduler'),
  { ...component('engine/kubelet'), packages: ['re2js', 'unbash'] },
  component('engine/network'),
  ...COMPOSITION_ROOT.map((path): Room => {
    return {
      path,
      imports: WHOLE_ENGINE,
      packages: [],
      packageTypes: K8S_TYPES,
      remedy: 'the engine imports nothing above it',
    };
  }),
  {
    path: 'kubectl',
    imports: ['engine/index.ts'],
    packages: ['yaml', 'diff', 're2js'],
    packageTypes: K8S_TYPES,
    remedy: `kubectl is a client like any other: ${ONLY_THE_SURFACE}; files come through its interface`,
  },
  {
    path: 'server',
    imports: ['engine/index.ts', 'server/rest.ts'],
    packages: ['@peculiar/x509', 'reflect-metadata'],
    remedy: `the server is a face of the API: ${ONLY_THE_SURFACE}`,
  },
  {
    path: 'server/rest.ts',
    imports: ['engine/index.ts', 'server'],
    packages: [],
    remedy: `the paths of the API know no connection: ${ONLY_THE_SURFACE}`,
  },
  {
    path: 'scenarios',
    imports: ['engine/index.ts', 'kubectl', 'server/rest.ts'],
    packages: ['ajv', 'yaml'],
    remedy: `scenarios/ is data and its small reader: ${ONLY_THE_SURFACE}`,
  },
  {
    path: 'steps',
    imports: ['engine/index.ts', 'kubectl', 'scenarios'],
    packages: ['@cucumber/cucumber', '@cucumber/messages'],
    remedy: `a step is one engine or kubectl call and an assertion: ${ONLY_THE_SURFACE}`,
  },
  {
    path: 'reports',
    imports: [],
    types: ['engine/index.ts', 'scenarios', 'grading'],
    packages: ['@cucumber/cucumber', '@cucumber/messages'],
    remedy: 'reports know only messages and traces: use `import type`, and read the rest from the attachments',
  },
  {
    path: 'runner',
    imports: RUNNER,
    packages: ['@cucumber/cucumber', '@cucumber/messages'],
    remedy: `the runner starts cucumber and knows no step: ${ONLY_THE_SURFACE}`,
  },
  {
    path: 'grading',
    imports: ['runner', ...RUNNER],
    packages: ['yauzl'],
    remedy: `grading asks the runner for results: ${ONLY_THE_SURFACE}`,
  },
  {
    path: 'bin',
    imports: ['engine', 'kubectl', 'server', 'scenarios', 'runner', 'grading', 'reports'],
    packages: [],
    remedy:
      "argv and exit codes only: steps' insides are loaded by the runner, and work belongs to the room that does it",
  },
  {
    path: 'scripts',
    imports: ['engine', 'kubectl', 'scenarios', 'bin/pack'],
    packages: ['kubernetes-models', 'ajv', 'esbuild'],
    remedy: 'a script renews generated files or runs the tests',
  },
  { path: 'cucumber.js', imports: [], packages: [], remedy: 'it holds settings only' },
  ...['test', 'bench'].map((path): Room => {
    return {
      path,
      imports: ['engine', 'kubectl', 'server', 'scenarios', 'steps', 'runner', 'grading', 'reports', 'bin', 'scripts'],
      packages: ['ajv', 'yaml', 'fast-check', '@cucumber/cucumber', '@cucumber/messages', 'kubernetes-models'],
      packageTypes: K8S_TYPES,
      remedy: `${path}/ may import everything but the other of test/ and bench/`,
    };
  }),
];
