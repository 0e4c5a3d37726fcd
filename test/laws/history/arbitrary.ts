import fc from 'fast-check';
import type { Action, AppName, DeploymentName, History, Strategy, Worker } from './action.ts';

const deployment = fc.constantFrom<DeploymentName>('web', 'api');
const app = fc.constantFrom<AppName>('web', 'api', 'db', 'agent', 'batch');
const replicas = fc.nat(4);
const node = fc.constantFrom<Worker>('w1', 'w2', 'w3');
const image = fc.constantFrom('nginx:1.21', 'nginx:1.22', 'nginx:1.23');
const at = fc.nat(3);

/** Both bounds 0 are refused by the API. */
export const strategy: fc.Arbitrary<Strategy> = fc
  .record({
    surge: fc.constantFrom<number | string>(1, 0, 2, '25%', '100%'),
    unavailable: fc.constantFrom<number | string>(0, 1, 2, '25%', '50%'),
    minReadySeconds: fc.constantFrom(0, 0, 5, 20),
  })
  .map(({ surge, unavailable, ...rest }) => ({
    surge: surge === 0 && unavailable === 0 ? 1 : surge,
    unavailable,
    ...rest,
  }));

const what = <T extends Action['do']>(...names: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...names);

export const creation: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: what('deploy'), name: deployment, replicas, strategy }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: what('create'), name: fc.constantFrom('db', 'agent', 'batch'), replicas }),
  },
);

/** What users do to what they have. */
const change: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: what('scale'), name: app, replicas }) },
  { weight: 3, arbitrary: fc.record({ do: what('roll'), name: app, image }) },
  { weight: 1, arbitrary: fc.record({ do: what('strategy'), name: deployment, strategy }) },
  { weight: 1, arbitrary: fc.record({ do: what('delete'), name: app }) },
  { weight: 1, arbitrary: fc.record({ do: what('stale update'), name: app }) },
);

/** Whose pods can be replaced while a pod without their label goes on: not a stateful set's, whose names are taken, and not a job's. */
const loose = fc.constantFrom<AppName>('web', 'api', 'agent');

/** What happens to single pods: which ones there are depends on the schedule. */
const podChange: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: what('delete pod'), name: app, at }),
  fc.record({ do: what('crash pod'), name: app, at }),
  fc.record({ do: what('release pod'), name: loose, at }),
  fc.record({ do: what('return pod'), name: loose }),
);

const nodeChange: fc.Arbitrary<Action> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: what('node down'), node }) },
  { weight: 2, arbitrary: fc.record({ do: what('node up'), node }) },
  { weight: 1, arbitrary: fc.record({ do: what('cordon', 'uncordon', 'untaint'), node }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: what('taint'), node, effect: fc.constantFrom('NoSchedule', 'NoExecute') }),
  },
);

const processes = fc.constantFrom('kube-scheduler', 'kube-controller-manager', 'kube-apiserver');
const fault: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constantFrom('stop', 'start'), process: processes }),
  fc.record({ do: fc.constantFrom('stop on', 'start on'), process: fc.constantFrom('kubelet', 'kube-proxy'), node }),
  fc.record({
    do: what('trouble'),
    trouble: fc.constantFrom('conflict', 'error', 'lost'),
    oneIn: fc.constantFrom(5, 3, 2),
  }),
  fc.record({ do: what('sound') }),
);

/** Instants that coincide, and spans before and after the timers that matter: probes, back-offs, the node's grace, tolerations. */
const afterMs = fc.constantFrom(0, 0, 1000, 3000, 7000, 15_000, 50_000, 320_000);

const steps = (action: fc.Arbitrary<Action>, minLength: number, maxLength: number): fc.Arbitrary<History> =>
  fc.array(fc.record({ afterMs, action }), { minLength, maxLength, size: 'max' });

const sequence = (...parts: readonly fc.Arbitrary<History>[]): fc.Arbitrary<History> =>
  fc.tuple(...parts).map((histories) => histories.flat());

/** Everything that can happen, in any order, after something was created. */
export const anything: fc.Arbitrary<History> = sequence(
  steps(creation, 1, 3),
  steps(
    fc.oneof(
      { weight: 2, arbitrary: creation },
      { weight: 6, arbitrary: change },
      { weight: 3, arbitrary: podChange },
      { weight: 3, arbitrary: nodeChange },
      { weight: 3, arbitrary: fault },
    ),
    0,
    12,
  ),
);

/** What means the same under every schedule: no single pods, and nothing that is refused depending on who was quicker. */
export const scheduleFree: fc.Arbitrary<History> = sequence(
  steps(creation, 1, 3),
  steps(
    fc.oneof(
      { weight: 1, arbitrary: creation },
      { weight: 4, arbitrary: change },
      { weight: 2, arbitrary: nodeChange },
      { weight: 1, arbitrary: fault },
    ),
    0,
    10,
  ),
);

/** What changes who answers, and nothing that keeps controllers from noticing for longer than they are stopped. */
export const trafficChanges: fc.Arbitrary<History> = sequence(
  steps(creation, 1, 2),
  steps(
    fc.oneof(
      { weight: 3, arbitrary: change },
      { weight: 4, arbitrary: podChange },
      { weight: 2, arbitrary: fc.record({ do: what('spoil pod'), name: deployment, at }) },
      { weight: 2, arbitrary: nodeChange },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constantFrom('stop', 'start'),
          process: fc.constantFrom('kube-controller-manager', 'kube-scheduler'),
        }),
      },
    ),
    1,
    10,
  ),
);

/** A stateful set whose claims live through everything. */
export const claimChanges: fc.Arbitrary<History> = sequence(
  steps(
    fc.record({ do: what('create'), name: fc.constant('db' as const), replicas: fc.integer({ min: 1, max: 4 }) }),
    1,
    1,
  ),
  steps(
    fc.oneof(
      { weight: 2, arbitrary: fc.constant<Action>({ do: 'create', name: 'db', replicas: 2 }) },
      { weight: 2, arbitrary: fc.constant<Action>({ do: 'delete', name: 'db' }) },
      { weight: 2, arbitrary: fc.record({ do: what('scale'), name: fc.constant('db' as const), replicas }) },
      { weight: 2, arbitrary: fc.record({ do: what('delete pod'), name: fc.constant('db' as const), at }) },
      { weight: 3, arbitrary: fc.record({ do: what('delete claim'), at }) },
      { weight: 3, arbitrary: nodeChange },
      { weight: 3, arbitrary: fault },
    ),
    1,
    10,
  ),
);
