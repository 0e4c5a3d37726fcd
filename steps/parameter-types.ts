import { defineParameterType } from '@cucumber/cucumber';

const UNIT_MS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  밀리초: 1,
  초: 1000,
  분: 60_000,
  시간: 3_600_000,
};

/** `5 seconds`, `2 minutes`, `1 hour`, `5초`, `2분`, `1시간`: milliseconds of virtual time. */
defineParameterType({
  name: 'duration',
  regexp: /\d+(?:\.\d+)? ?(?:milliseconds?|seconds?|minutes?|hours?|밀리초|초|분|시간)/,
  transformer: (text: string): number => {
    const number = Number.parseFloat(text);
    const unit = text.replace(/[\d. ]/g, '').replace(/s$/, '');
    return number * (UNIT_MS[unit] ?? 0);
  },
  useForSnippets: false,
});

/** A process of the cluster: its name, and the node it runs on ('' for the control plane's). */
export interface ProcessName {
  readonly process: string;
  readonly node: string;
}

const CONTROL_PLANE: Readonly<Record<string, string>> = {
  'the scheduler': 'kube-scheduler',
  'the controller manager': 'kube-controller-manager',
  'the API server': 'kube-apiserver',
  스케줄러: 'kube-scheduler',
  '컨트롤러 매니저': 'kube-controller-manager',
  'API 서버': 'kube-apiserver',
};

const ON_NODE: Readonly<Record<string, string>> = {
  'the kubelet': 'kubelet',
  'the container runtime': 'containerd',
  'kube-proxy': 'kube-proxy',
  kubelet: 'kubelet',
  '컨테이너 런타임': 'containerd',
};

/** `the scheduler`, `the kubelet of w1-k8s`, `스케줄러`, `w1-k8s의 kubelet`. */
defineParameterType({
  name: 'component',
  regexp:
    /the scheduler|the controller manager|the API server|(?:the kubelet|the container runtime|kube-proxy) of [a-z0-9-]+|스케줄러|컨트롤러 매니저|API 서버|[a-z0-9-]+의 (?:kubelet|컨테이너 런타임|kube-proxy)/,
  transformer: (text: string): ProcessName => {
    const alone = CONTROL_PLANE[text];
    if (alone !== undefined) return { process: alone, node: '' };
    const [english, node] = text.split(' of ');
    if (node !== undefined) return { process: ON_NODE[english ?? ''] ?? text, node };
    const [name = '', korean = ''] = text.split('의 ');
    return { process: ON_NODE[korean] ?? korean, node: name };
  },
  useForSnippets: false,
});

/** A pod's state as steps speak of it: a phase, Ready, Terminating, or the reason why a container waits (CrashLoopBackOff). */
defineParameterType({
  name: 'state',
  regexp: /[A-Z][A-Za-z]+/,
  transformer: (text: string): string => text,
  useForSnippets: false,
});

/** The name of a node, without quotes: `w1-k8s`. */
defineParameterType({
  name: 'node',
  regexp: /[a-z0-9][-a-z0-9]*/,
  transformer: (text: string): string => text,
  useForSnippets: false,
});

defineParameterType({
  name: 'service-type',
  regexp: /ClusterIP|NodePort|LoadBalancer/,
  transformer: (text: string): string => text,
  useForSnippets: false,
});

const PRESSURES: Readonly<Record<string, string>> = { 메모리: 'memory', 디스크: 'disk', 프로세스: 'pid' };

/** What a node is short of: `memory`, `disk`, `pid`; `메모리`, `디스크`, `프로세스`. */
defineParameterType({
  name: 'pressure',
  regexp: /memory|disk|pid|메모리|디스크|프로세스/,
  transformer: (text: string): string => PRESSURES[text] ?? text,
  useForSnippets: false,
});
