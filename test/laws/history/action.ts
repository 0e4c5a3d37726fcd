import type { ApiTrouble } from '../../../engine/index.ts';

/** What of the apps is which kind: a name always means the same workload. */
export const KINDS: Readonly<Record<AppName, 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job'>> = {
  web: 'Deployment',
  api: 'Deployment',
  db: 'StatefulSet',
  agent: 'DaemonSet',
  batch: 'Job',
};

export type AppName = 'web' | 'api' | 'db' | 'agent' | 'batch';
export type DeploymentName = 'web' | 'api';
export type Worker = 'w1' | 'w2' | 'w3';
export type ControlProcess = 'kube-scheduler' | 'kube-controller-manager' | 'kube-apiserver';
export type NodeProcess = 'kubelet' | 'kube-proxy';

/** How a deployment is rolled out. */
export interface Strategy {
  readonly surge: number | string;
  readonly unavailable: number | string;
  readonly minReadySeconds: number;
}

/** One thing that a user does or that goes wrong. Plain data: a history can be printed, shrunk and replayed. */
export type Action =
  | { readonly do: 'deploy'; readonly name: DeploymentName; readonly replicas: number; readonly strategy: Strategy }
  | { readonly do: 'create'; readonly name: Exclude<AppName, DeploymentName>; readonly replicas: number }
  | { readonly do: 'scale'; readonly name: AppName; readonly replicas: number }
  | { readonly do: 'roll'; readonly name: AppName; readonly image: string }
  | { readonly do: 'strategy'; readonly name: DeploymentName; readonly strategy: Strategy }
  | { readonly do: 'delete'; readonly name: AppName }
  | { readonly do: 'stale update'; readonly name: AppName }
  | { readonly do: 'delete pod'; readonly name: AppName; readonly at: number }
  | { readonly do: 'crash pod'; readonly name: AppName; readonly at: number }
  | { readonly do: 'spoil pod'; readonly name: AppName; readonly at: number }
  | { readonly do: 'release pod'; readonly name: AppName; readonly at: number }
  | { readonly do: 'return pod'; readonly name: AppName }
  | { readonly do: 'delete claim'; readonly at: number }
  | { readonly do: 'node down' | 'node up' | 'cordon' | 'uncordon'; readonly node: Worker }
  | { readonly do: 'taint'; readonly node: Worker; readonly effect: 'NoSchedule' | 'NoExecute' }
  | { readonly do: 'untaint'; readonly node: Worker }
  | { readonly do: 'stop' | 'start'; readonly process: ControlProcess }
  | { readonly do: 'stop on' | 'start on'; readonly process: NodeProcess; readonly node: Worker }
  | { readonly do: 'trouble'; readonly trouble: ApiTrouble; readonly oneIn: number }
  | { readonly do: 'sound' };

export interface Step {
  /** Virtual time since the step before; 0: at the same instant, before anybody had a turn. */
  readonly afterMs: number;
  readonly action: Action;
}

export type History = readonly Step[];

/** A history in plain words, a line for each action. */
export function tell(history: History): readonly string[] {
  return history.map(({ afterMs, action }) => {
    const when = afterMs === 0 ? 'at once' : `${afterMs / 1000} s later`;
    return `${when.padEnd(12)} ${words(action)}`;
  });
}

/** The histories with one step less, with or without the time before it; then those in which one step follows at once. */
export function* smaller(history: History): Generator<History> {
  for (let at = history.length - 1; at >= 0; at--) yield history.toSpliced(at, 1);
  for (const [at, { afterMs }] of history.entries()) {
    const next = history[at + 1];
    if (afterMs > 0 && next !== undefined) yield history.toSpliced(at, 2, { ...next, afterMs: next.afterMs + afterMs });
  }
  for (const [at, step] of history.entries()) {
    if (step.afterMs > 0) yield history.with(at, { ...step, afterMs: 0 });
  }
}

function words(action: Action): string {
  switch (action.do) {
    case 'deploy':
      return `create deployment ${action.name} with ${replicas(action.replicas)} (${strategyWords(action.strategy)})`;
    case 'create':
      return `create ${app(action.name)}${action.name === 'agent' ? '' : ` with ${replicas(action.replicas)}`}`;
    case 'scale':
      return `scale ${app(action.name)} to ${replicas(action.replicas)}`;
    case 'roll':
      return `roll ${app(action.name)} out to ${action.image}`;
    case 'strategy':
      return `give deployment ${action.name} another strategy (${strategyWords(action.strategy)})`;
    case 'delete':
      return `delete ${app(action.name)}`;
    case 'stale update':
      return `update ${app(action.name)} from an old version of it, which must be refused`;
    case 'delete pod':
      return `delete pod ${action.at + 1} of ${action.name}`;
    case 'crash pod':
      return `pod ${action.at + 1} of ${action.name} crashes`;
    case 'spoil pod':
      return `pod ${action.at + 1} of ${action.name} loses its page, so that it is not ready any more`;
    case 'release pod':
      return `take the label off pod ${action.at + 1} of ${action.name}`;
    case 'return pod':
      return `put the label back on a pod that was taken from ${action.name}`;
    case 'delete claim':
      return `delete the claim of pod ${action.at + 1} of db`;
    case 'node down':
      return `node ${action.node} goes down`;
    case 'node up':
      return `node ${action.node} comes back`;
    case 'cordon':
    case 'uncordon':
      return `${action.do} node ${action.node}`;
    case 'taint':
      return `taint node ${action.node} with ${action.effect}`;
    case 'untaint':
      return `take the taint off node ${action.node}`;
    case 'stop':
    case 'start':
      return `${action.process} ${action.do}s`;
    case 'stop on':
      return `${action.process} on node ${action.node} stops`;
    case 'start on':
      return `${action.process} on node ${action.node} starts`;
    case 'trouble':
      return `the API server answers one write in ${action.oneIn} of the components with ${TROUBLE[action.trouble]}`;
    case 'sound':
      return 'the API server answers as it should again';
  }
}

const TROUBLE: Readonly<Record<ApiTrouble, string>> = {
  conflict: 'a conflict',
  error: 'an error',
  lost: 'a time-out though it stores it',
};

const app = (name: AppName): string => `${KINDS[name].toLowerCase()} ${name}`;
const replicas = (count: number): string => `${count} ${count === 1 ? 'replica' : 'replicas'}`;

function strategyWords({ surge, unavailable, minReadySeconds }: Strategy): string {
  const ready = minReadySeconds === 0 ? '' : `, minReadySeconds ${minReadySeconds}`;
  return `maxSurge ${surge}, maxUnavailable ${unavailable}${ready}`;
}
