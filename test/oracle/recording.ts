/** A recorded case, or a replay of it: the parts that are compared. */
export interface Recording {
  readonly case: string;
  readonly steps: readonly RecordedStep[];
  readonly trace: readonly Readonly<Record<string, unknown>>[];
}

export interface RecordedStep {
  readonly run?: string;
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly state?: Readonly<Record<string, readonly RecordedObject[]>>;
  readonly fault?: unknown;
  readonly at?: number;
}

type RecordedObject = Readonly<Record<string, unknown>> & {
  readonly metadata?: { readonly deletionTimestamp?: string };
};

/** What is drawn or a matter of time, as a marker; the template hash of a name stays, because it is computed. */
const MARKERS: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>'],
  [/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [-+]\d{4}/g, '<time>'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uid>'],
  [/-[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/g, '-<drawn>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '<address>'],
  [/\bw[123]-k8s\b/g, '<worker>'],
  [/([:\s])3[0-2]\d{3}\/(TCP|UDP)/g, '$1<port>/$2'],
  [/(?<=[\s(]|^)(?:\d+[smhd]){1,2}(?=[\s),]|$)/gm, '<age>'],
  [/\bv1\.\d+\.\d+\b/g, '<version>'],
  [/(?<=resourceVersion: )"\d+"/g, '<revision>'],
  [/\bselfType\d+/g, '<own type>'],
  [/[ \t]{2,}/g, '  '],
  [/[ \t]+$/gm, ''],
];

export function marked(text: string): string {
  return MARKERS.reduce((rest, [pattern, marker]) => rest.replace(pattern, marker), text);
}

/** Every command as it was answered; lines are sorted, because drawn names order them. */
export function commandsOf({ steps }: Recording): readonly object[] {
  return steps
    .filter(({ run }) => run !== undefined)
    .map(({ run, exit, stdout = '', stderr = '' }) => ({
      run,
      exit,
      stdout: marked(stdout).split('\n').sort(),
      stderr: marked(stderr),
    }));
}

/** Fields that are drawn, a matter of time, or the node agent's own. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  [
    'creationTimestamp lastTransitionTime lastUpdateTime lastProbeTime startTime startedAt deletionTimestamp',
    'uid resourceVersion managedFields nodeName nodePort podIP podIPs hostIP ip clusterIP clusterIPs',
    'containerID imageID started lastState',
  ].flatMap((names) => names.split(' ')),
);

/** Left out by place, each as test/oracle/kept/README.md says why. */
const LEFT_OUT_PATHS =
  /kube-api-access|serviceaccount|status\.containerStatuses\S*\.image=|conditions\[(?:Initialized|Ready|ContainersReady)\]\.(?:reason|message)=|last-applied|ca\.crt/;

/** The objects of every state step, as `path=value` lines; how long a pod is Terminating is the container runtime's. */
export function objectsOf({ steps }: Recording): readonly object[] {
  return steps.flatMap(({ state }) =>
    state === undefined
      ? []
      : [Object.fromEntries(Object.entries(state).map(([kind, items]) => [kind, linesOf(kind, items)]))],
  );
}

function linesOf(kind: string, items: readonly RecordedObject[]): readonly string[] {
  if (kind === 'events') return [];
  return items
    .filter(({ metadata }) => kind !== 'pods' || metadata?.deletionTimestamp === undefined)
    .map((object) =>
      leaves(object, '')
        .filter((line) => isCompared(kind, line))
        .sort()
        .join('\n'),
    )
    .sort();
}

/** A ReplicaSet's generation counts the steps of a rollout, which depend on how readiness bunches. */
function isCompared(kind: string, line: string): boolean {
  if (kind === 'replicasets' && /^(?:metadata\.generation|status\.observedGeneration)=/.test(line)) return false;
  return !LEFT_OUT_PATHS.test(line);
}

function leaves(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path}=${marked(String(value))}`];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, `${path}[${label(item)}]`));
  return Object.entries(value).flatMap(([name, inner]) =>
    LEFT_OUT.has(name) ? [] : leaves(inner, path === '' ? name : `${path}.${name}`),
  );
}

/** What tells a list's items apart, so that their order does not matter. */
function label(item: unknown): string {
  if (typeof item !== 'object' || item === null) return '';
  const { type, name, key, mountPath, containerPort } = item as Readonly<Record<string, unknown>>;
  return marked(String(type ?? name ?? key ?? mountPath ?? containerPort ?? ''));
}

/** Which events there are at the end of each state step: about what, why, in which words. */
export function eventsOf({ steps }: Recording): readonly (readonly string[])[] {
  return steps.flatMap(({ state }) => {
    if (state?.['events'] === undefined) return [];
    const lines = state['events'].map(({ involvedObject, reason, message }) => {
      const { kind } = involvedObject as { readonly kind: string };
      // Sizes in between depend on timing; what each ReplicaSet went through is compared as rollouts.
      return marked(`${kind} ${String(reason)} ${String(message).replace(/ to \d+(?: from \d+)?$/, '')}`);
    });
    return [[...new Set(lines)].sort()];
  });
}

/** First, highest and last size of each ReplicaSet. */
export function rolloutsOf({ trace }: Recording): Readonly<Record<string, object>> {
  const sizes = new Map<string, number[]>();
  for (const { kind, ev, name, want } of trace)
    if (kind === 'ReplicaSet' && ev !== 'DELETED')
      sizes.set(String(name), [...(sizes.get(String(name)) ?? []), Number(want)]);
  const entries = [...sizes].map(([name, all]) => [name, { first: all[0], high: Math.max(...all), last: all.at(-1) }]);
  return Object.fromEntries(entries);
}

export interface NodeState {
  readonly state: string;
  /** Seconds since the case's first fault. */
  readonly after: number;
}

/** What each node went through. */
export function nodesOf({ trace, steps }: Recording): ReadonlyMap<string, readonly NodeState[]> {
  const faultAt = steps.find(({ fault }) => fault !== undefined)?.at ?? 0;
  const byNode = new Map<string, NodeState[]>();
  for (const { kind, ev, name, t, ready, reason, unsched, taints } of trace) {
    if (kind !== 'Node' || ev !== 'MODIFIED') continue;
    const list = byNode.get(String(name)) ?? [];
    byNode.set(String(name), list);
    const state = [
      ready,
      reason,
      unsched ?? false,
      String(taints ?? '')
        .split(',')
        .sort()
        .join(),
    ].join(' ');
    if (list.at(-1)?.state !== state) list.push({ state, after: Number(t) - faultAt });
  }
  return byNode;
}
