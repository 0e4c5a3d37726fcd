import type { TraceEntry } from '../../engine/index.ts';

/** Something that a component does on the way of an object, as the trace shows it. */
interface Deed {
  readonly english: string;
  readonly korean: string;
  isIn(entry: TraceEntry): boolean;
}

const isKind = (entry: TraceEntry, kind: string): boolean => entry.about.startsWith(`${kind} `);
const isRequest = (entry: TraceEntry, kind: string, verb: string): boolean =>
  entry.type === 'request' && isKind(entry, kind) && entry.detail['verb'] === verb;
const isAdded = (entry: TraceEntry, kind: string): boolean =>
  entry.type === 'change' && isKind(entry, kind) && entry.detail['change'] === 'ADDED';
const isEvent = (entry: TraceEntry, reason: string): boolean =>
  isAdded(entry, 'Event') && entry.detail['reason'] === reason;
const isTopic = (entry: TraceEntry, topic: string): boolean => entry.type === 'note' && entry.detail['topic'] === topic;

/** The vocabulary of the course's section 3-3. */
const DEEDS: readonly Deed[] = [
  {
    english: 'asks for the Deployment',
    korean: '디플로이먼트를 요청한다',
    isIn: (entry) => isRequest(entry, 'Deployment', 'create'),
  },
  {
    english: 'asks for the Service',
    korean: '서비스를 요청한다',
    isIn: (entry) => isRequest(entry, 'Service', 'create'),
  },
  {
    english: 'stores the Deployment',
    korean: '디플로이먼트를 저장한다',
    isIn: (entry) => isAdded(entry, 'Deployment'),
  },
  { english: 'creates the ReplicaSet', korean: '레플리카셋을 만든다', isIn: (entry) => isAdded(entry, 'ReplicaSet') },
  { english: 'creates the pods', korean: '파드를 만든다', isIn: (entry) => isAdded(entry, 'Pod') },
  { english: 'picks a node', korean: '노드를 고른다', isIn: (entry) => isTopic(entry, 'scheduled') },
  {
    english: 'binds the pod to its node',
    korean: '파드를 노드에 배정한다',
    isIn: (entry) =>
      entry.type === 'change' &&
      isKind(entry, 'Pod') &&
      entry.detail['change'] === 'MODIFIED' &&
      entry.detail['node'] !== '',
  },
  { english: 'has the image pulled', korean: '이미지를 받게 한다', isIn: (entry) => isEvent(entry, 'Pulling') },
  {
    english: 'has the container created',
    korean: '컨테이너를 만들게 한다',
    isIn: (entry) => isEvent(entry, 'Created'),
  },
  {
    english: 'has the container started',
    korean: '컨테이너를 시작하게 한다',
    isIn: (entry) => isEvent(entry, 'Started'),
  },
  {
    english: 'starts the container',
    korean: '컨테이너를 시작한다',
    isIn: (entry) => isTopic(entry, 'container started'),
  },
  {
    english: 'reports the pod Running',
    korean: '파드가 Running이라고 알린다',
    isIn: (entry) => entry.type === 'change' && isKind(entry, 'Pod') && entry.detail['status'] === 'Running',
  },
  {
    english: 'lists the pod as an endpoint',
    korean: '파드를 엔드포인트로 올린다',
    isIn: (entry) => entry.type === 'change' && isKind(entry, 'EndpointSlice') && entry.detail['change'] === 'MODIFIED',
  },
  {
    english: 'programs the rules of the Service',
    korean: '서비스의 규칙을 설정한다',
    isIn: (entry) => isTopic(entry, 'programmed'),
  },
];

const CONTROLLERS = /-controller$|^garbage-collector|^node-lifecycle/;

/** The course's names of those who appear in a trace, English and Korean. */
function namesOf(by: string): readonly string[] {
  if (by.startsWith('kubelet@')) return ['kubelet'];
  if (by.startsWith('container-runtime@')) return ['container runtime', '컨테이너 런타임'];
  if (by.startsWith('kube-proxy')) return ['kube-proxy'];
  if (by === 'default-scheduler' || by === 'kube-scheduler') return ['scheduler', '스케줄러'];
  if (CONTROLLERS.test(by)) return ['controller manager', '컨트롤러 매니저', by];
  return [by];
}

/** What the API server does for whoever asks: it alone writes to the store. */
const BY_API_SERVER = ['API server', 'API 서버'];
const isStoring = ({ english }: Deed): boolean => english.startsWith('stores ');

export interface FlowStep {
  readonly who: string;
  readonly what: string;
}

/** Where the first step is that did not come in its turn or was somebody else's; undefined: the trace tells this flow. */
export interface FlowDivergence {
  readonly step: FlowStep;
  readonly actual: string;
  readonly atMs: number;
}

/**
 * Compares the first time that each deed happened with the order of the steps. The trace begins after `from`: entries before it (the
 * cluster's own pods) do not count.
 */
export function compareFlow(trace: readonly TraceEntry[], steps: readonly FlowStep[]): FlowDivergence | undefined {
  let lastSeq = -1;
  let lastMs = 0;
  for (const step of steps) {
    const deed = deedNamed(step.what);
    const first = trace.find((entry) => entry.by !== 'topology' && deed.isIn(entry));
    if (first === undefined) return { step, actual: 'it did not happen', atMs: trace.at(-1)?.atMs ?? 0 };
    const names = isStoring(deed) ? BY_API_SERVER : namesOf(first.by);
    if (!names.includes(step.who)) return { step, actual: `${first.by} did it`, atMs: first.atMs };
    if (first.seq < lastSeq)
      return {
        step,
        actual: `it happened before the step above, at ${first.atMs} ms instead of after ${lastMs} ms`,
        atMs: first.atMs,
      };
    lastSeq = first.seq;
    lastMs = first.atMs;
  }
  return undefined;
}

function deedNamed(what: string): Deed {
  const deed = DEEDS.find(({ english, korean }) => english === what || korean === what);
  if (deed !== undefined) return deed;
  const known = DEEDS.map(({ english, korean }) => `${english} / ${korean}`).join(', ');
  throw new Error(`"${what}" is nothing that a flow can tell; known are: ${known}`);
}

/** Who did this, every time it happened. */
export function doersOf(trace: readonly TraceEntry[], what: string): readonly string[] {
  const deed = deedNamed(what);
  const doers = trace
    .filter((entry) => entry.by !== 'topology' && deed.isIn(entry))
    .map(({ by }) => namesOf(by)[0] ?? by);
  return [...new Set(doers)].sort();
}

/** Whether somebody in the trace (`doersOf`) is who a step names, in either language. */
export function isCalled(doer: string, name: string): boolean {
  return doer === name || KOREAN[doer] === name;
}

const KOREAN: Readonly<Record<string, string>> = {
  scheduler: '스케줄러',
  'controller manager': '컨트롤러 매니저',
  'container runtime': '컨테이너 런타임',
};
