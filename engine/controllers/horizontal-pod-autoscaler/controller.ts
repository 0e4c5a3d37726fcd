import { deepEqual } from '../../api/equality.ts';
import { apiVersionOf, type Kind, kindId } from '../../api/kind.ts';
import { parseMatcher } from '../../api/label-parser.ts';
import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { toTimestamp } from '../../api/time.ts';
import { fromRest } from '../../api/versions.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { MetricsReader } from '../../component/metrics.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import type { HorizontalPodAutoscaler, Pod } from '../../kinds/types.ts';
import { eventWrite, updateStatus } from '../shared/writes.ts';
import { able, active, type News, withCondition } from './conditions.ts';
import { firstMemory, type Memory, recommended, stepped } from './memory.ts';
import { evaluate, type MetricStatus, type Target } from './metrics.ts';
import { normalise } from './normalise.ts';

/** --horizontal-pod-autoscaler-sync-period; nothing makes it look sooner. */
const PERIOD_MS = 15_000;

type Autoscaler = HorizontalPodAutoscaler;

/** Sets the size of workloads by their metrics (podautoscaler/horizontal.go, v1.25). */
export function horizontalPodAutoscalerController(kinds: () => readonly Kind[], metrics: MetricsReader): Component {
  return {
    name: 'horizontal-pod-autoscaler',
    process: 'kube-controller-manager',
    scope: 'cluster',
    watches: [
      {
        kind: 'HorizontalPodAutoscaler',
        keys: ({ type, object }) => (type === 'DELETED' ? [] : [keyOf(object)]),
        delayMs: PERIOD_MS,
      },
    ],
    reconcile: (key, view, context) => {
      const { namespace, name } = splitKey(key);
      const hpa = view.get<Autoscaler>('HorizontalPodAutoscaler', namespace, name);
      if (hpa === undefined) return { ...NOTHING, memory: null };
      return { ...sync({ hpa, view, context, kinds: kinds(), metrics }), requeueAfterMs: PERIOD_MS };
    },
  };
}

interface Sync {
  readonly hpa: Autoscaler;
  readonly view: View;
  readonly context: Context;
  readonly kinds: readonly Kind[];
  readonly metrics: MetricsReader;
}

/** What a sync says in the status, and which writes come before and after that is written. */
interface Decision {
  readonly news: readonly News[];
  readonly before?: readonly Write[];
  readonly after?: readonly Write[];
  readonly current: number;
  readonly desired: number;
  readonly metrics?: readonly MetricStatus[];
  readonly isRescaled?: boolean;
  readonly memory?: Memory;
}

function sync(around: Sync): Outcome {
  const { hpa, context } = around;
  const scale = scaleOf(around);
  if (typeof scale === 'string') {
    const message = `the HPA controller was unable to get the target's current scale: ${scale}`;
    const before = [eventWrite(hpa, 'Warning', 'FailedGetScale', scale)];
    const { currentReplicas: current = 0, desiredReplicas: desired } = hpa.status;
    return outcome(around, { news: [able('False', 'FailedGetScale', message)], before, current, desired });
  }
  const memory = (context.memory as Memory | undefined) ?? firstMemory(scale.replicas, context.nowMs);
  const refused = context.failures[0];
  if (refused !== undefined && memory.asked !== undefined) {
    const { asked: _, ...kept } = memory;
    const message = `the HPA controller was unable to update the target scale: ${refused.message}`;
    const news = [GOT_SCALE, able('False', 'FailedUpdateScale', message)];
    return outcome(around, { news, current: scale.replicas, desired: hpa.status.desiredReplicas, memory: kept });
  }
  return outcome(around, decide(around, scale, memory));
}

const GOT_SCALE = able('True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale");

interface Scale {
  readonly object: KubeObject;
  readonly kind: Kind;
  readonly replicas: number;
  readonly statusReplicas: number;
  readonly selector: string;
}

/** The target's scale, or why it cannot be had. */
function scaleOf({ hpa, view, kinds }: Sync): Scale | string {
  const { apiVersion = '', kind: name, name: target } = hpa.spec.scaleTargetRef;
  const [version = '', group = version] = apiVersion.split('/').toReversed();
  const groupName = apiVersion.includes('/') ? group : '';
  const kind = kinds.find((one) => one.kind === name && (apiVersionOf(one) === apiVersion || one.group === groupName));
  if (kind === undefined) return `no matches for kind "${name}" in group "${groupName}"`;
  const strategy = kind.subresources?.scale;
  const stored = view.get(kindId(kind), hpa.metadata.namespace, target);
  if (strategy === undefined) return 'the server could not find the requested resource';
  const resource = `${kind.plural}/scale${kind.group === '' ? '' : `.${kind.group}`}`;
  if (stored === undefined) return `${resource} "${target}" not found`;
  const object = fromRest(kind, stored);
  return {
    object,
    kind,
    replicas: strategy.replicas(object),
    statusReplicas: strategy.statusReplicas(object),
    selector: strategy.selector(object),
  };
}

function decide(around: Sync, scale: Scale, memory: Memory): Decision {
  const { hpa } = around;
  const { minReplicas: min = 1, maxReplicas: max } = hpa.spec;
  const current = scale.replicas;
  if (current === 0 && min !== 0) {
    const news = active(
      'False',
      'ScalingDisabled',
      'scaling is disabled since the replica count of the target is zero',
    );
    return { news: [GOT_SCALE, news], current, desired: 0, metrics: [], memory };
  }
  const start = { news: [GOT_SCALE], current, metrics: [], memory };
  if (current > max) {
    return rescale(around, scale, { ...start, desired: max }, 'Current number of replicas above Spec.MaxReplicas');
  }
  if (current < min) {
    return rescale(around, scale, { ...start, desired: min }, 'Current number of replicas below Spec.MinReplicas');
  }
  return byMetrics(around, scale, memory);
}

function byMetrics(around: Sync, scale: Scale, memory: Memory): Decision {
  const { hpa, view, context, metrics } = around;
  const { nowMs } = context;
  const { minReplicas: min = 1, maxReplicas: max, behavior } = hpa.spec;
  const current = scale.replicas;
  const wish = wishOf(hpa, scale, podsOf(hpa, scale, view), nowMs, metrics);
  const unchanged = { current, desired: hpa.status.desiredReplicas, metrics: hpa.status.currentMetrics ?? [] };
  if ('error' in wish) {
    const { news, events, error } = wish;
    const after = [eventWrite(hpa, 'Warning', 'FailedComputeMetricsReplicas', error)];
    return { news: [GOT_SCALE, news], before: events, after, memory, ...unchanged };
  }
  const { replicas: desired, name } = wish;
  const normalised = normalise({ current, desired, min, max, nowMs }, behavior, memory);
  const decision: Decision = {
    news: [GOT_SCALE, wish.news, ...normalised.news],
    before: wish.events,
    current,
    desired: normalised.replicas,
    metrics: wish.statuses,
    memory: recommended(memory, desired, nowMs),
  };
  const reason = desired > current ? `${name} above target` : desired < current ? 'All metrics below target' : '';
  return normalised.replicas === current ? decision : rescale(around, scale, decision, reason);
}

/** Changes the size; what the sync has found so far stays. */
function rescale({ hpa, context }: Sync, scale: Scale, decision: Decision, reason: string): Decision {
  const { current, desired, memory } = decision;
  const text = `New size: ${desired}; reason: ${reason}`;
  const done = able('True', 'SucceededRescale', `the HPA controller was able to update the target scale to ${desired}`);
  const write: Write = {
    verb: 'patch',
    kind: kindId(scale.kind),
    namespace: scale.object.metadata.namespace,
    name: scale.object.metadata.name,
    type: 'merge',
    patch: { spec: { replicas: desired } },
    subresource: 'scale',
    onSuccess: () => ({ about: hpa, type: 'Normal', reason: 'SuccessfulRescale', message: text }),
    onFailure: ({ message }) => ({
      about: hpa,
      type: 'Warning',
      reason: 'FailedRescale',
      message: `${text}; error: ${message}`,
    }),
  };
  const kept = memory ?? firstMemory(current, context.nowMs);
  const stepping = hpa.spec.behavior === undefined ? kept : stepped(kept, current, desired, context.nowMs);
  return {
    ...decision,
    news: [...decision.news, done],
    before: [...(decision.before ?? []), write],
    isRescaled: true,
    memory: { ...stepping, asked: desired },
  };
}

interface Wanted {
  readonly replicas: number;
  readonly name: string;
  readonly statuses: readonly MetricStatus[];
  readonly news: News;
  readonly events: readonly Write[];
}

interface NotWanted {
  readonly error: string;
  readonly news: News;
  readonly events: readonly Write[];
}

/** The highest of all metrics' wishes; a metric that fails only counts when the others want less (computeReplicasForMetrics, v1.25). */
function wishOf(
  hpa: Autoscaler,
  scale: Scale,
  pods: readonly Pod[],
  nowMs: number,
  reader: MetricsReader,
): Wanted | NotWanted {
  if (scale.selector === '') {
    const error = 'selector is required';
    const news = active('False', 'InvalidSelector', "the HPA target's scale is missing a selector");
    return { error, news, events: [eventWrite(hpa, 'Warning', 'SelectorRequired', error)] };
  }
  const specs = hpa.spec.metrics ?? [];
  const { replicas: specReplicas, statusReplicas } = scale;
  const target: Target = { namespace: hpa.metadata.namespace ?? '', pods, specReplicas, statusReplicas, nowMs };
  const results = specs.map((spec) => evaluate(spec, target, reader));
  const failures = results.filter((result) => 'reason' in result);
  const events = failures.map(({ reason, message }) => eventWrite(hpa, 'Warning', reason, message));
  const found = results.filter((result) => 'status' in result);
  const best = found.reduce<(typeof found)[number] | undefined>(
    (highest, one) => (highest === undefined || one.replicas > highest.replicas ? one : highest),
    undefined,
  );
  const first = failures[0];
  if (first !== undefined && (best === undefined || best.replicas < specReplicas)) {
    const error = `invalid metrics (${failures.length} invalid out of ${specs.length}), first error is: ${first.wrapped}`;
    const text = `the HPA was unable to compute the replica count: ${first.message}`;
    return { error, news: active('False', first.reason, text), events };
  }
  const { replicas = 0, name = '' } = best ?? {};
  const text = `the HPA was able to successfully calculate a replica count from ${name}`;
  return {
    replicas,
    name,
    statuses: results.map((result) => ('status' in result ? result.status : { type: '' })),
    news: active('True', 'ValidMetricFound', text),
    events,
  };
}

function podsOf(hpa: Autoscaler, { selector }: Scale, view: View): readonly Pod[] {
  if (selector === '') return [];
  const matches = parseMatcher(selector);
  return view.list<Pod>('Pod', hpa.metadata.namespace).filter(({ metadata }) => matches(metadata.labels));
}

function outcome({ hpa, context }: Sync, decision: Decision): Outcome {
  const { news, before = [], after = [], current, desired, metrics, isRescaled = false, memory } = decision;
  const conditions = news.reduce((all, one) => withCondition(all, one, context.nowMs), hpa.status.conditions ?? []);
  const currentMetrics = metrics === undefined ? hpa.status.currentMetrics : metrics.length === 0 ? null : metrics;
  const { lastScaleTime } = hpa.status;
  const scaledAt = isRescaled ? toTimestamp(context.nowMs) : lastScaleTime;
  const status = {
    conditions,
    currentMetrics: currentMetrics ?? null,
    ...(current === 0 ? {} : { currentReplicas: current }),
    desiredReplicas: desired,
    ...(scaledAt === undefined ? {} : { lastScaleTime: scaledAt }),
  } as unknown as Autoscaler['status'];
  const writes = [...before, ...(deepEqual(status, hpa.status) ? [] : [updateStatus(hpa, status)]), ...after];
  return memory === undefined ? { writes } : { writes, memory };
}
