/** Metrics as autoscaling/v1 writes them into annotations, and what autoscaling/v2 makes of them (autoscaling/v1 conversion, v1.25). */
import { isObject, type JsonObject, type JsonValue, member } from '../../api/json.ts';
import type { HorizontalPodAutoscaler } from '../types.ts';

type Metric = NonNullable<HorizontalPodAutoscaler['spec']['metrics']>[number];
type MetricNow = NonNullable<HorizontalPodAutoscaler['status']['currentMetrics']>[number];
type Fields = Readonly<Record<string, JsonValue | undefined>>;

/** What Go writes of a quantity that is not a pointer and that nobody has set. */
const ZERO = '0';

function present(fields: Fields): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject;
}

function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (inner, name) => (inner !== undefined && isObject(inner) ? member(inner, name) : undefined),
    value,
  );
}

const json = (value: object | undefined): JsonValue | undefined => value as JsonValue | undefined;

/** What a metric is compared with (`target`) or has been measured to be (`current`). */
type Side = 'target' | 'current';

function sourceOf(type: string, source: JsonValue | undefined, side: Side): JsonObject {
  const value = (name: string): JsonValue | undefined => at(source, side, name);
  const named = (name: string): string => `${side}${name}`;
  const metricName = at(source, 'metric', 'name') ?? '';
  const selector = at(source, 'metric', 'selector');
  const [plain, average] = [value('value'), value('averageValue')];
  const isMeasured = side === 'current';
  switch (type) {
    case 'Object': {
      const { kind, name, apiVersion } = (at(source, 'describedObject') ?? {}) as JsonObject;
      const target = present({ kind, name, apiVersion });
      return present({ target, metricName, [named('Value')]: plain ?? ZERO, selector, averageValue: average });
    }
    case 'Pods':
      return present({ metricName, [named('AverageValue')]: average ?? ZERO, selector });
    case 'External':
      return present({
        metricName,
        metricSelector: selector,
        [named('Value')]: plain ?? (isMeasured ? ZERO : undefined),
        [named('AverageValue')]: average,
      });
    default:
      return present({
        name: at(source, 'name'),
        [named('AverageUtilization')]: value('averageUtilization'),
        [named('AverageValue')]: average ?? (isMeasured ? ZERO : undefined),
        container: at(source, 'container'),
      });
  }
}

/** `Resource` is written under `resource`, `ContainerResource` under `containerResource`. */
function memberOf(type: string): string {
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
}

function written(metric: JsonValue | undefined, side: Side): JsonObject {
  const type = String(at(metric, 'type') ?? '');
  return { type, [memberOf(type)]: sourceOf(type, at(metric, memberOf(type)), side) };
}

/** A metric of autoscaling/v2 as autoscaling/v1 spells it. */
export function metricToV1(metric: Metric): JsonObject {
  return written(json(metric), 'target');
}

/** A measured metric of autoscaling/v2 as autoscaling/v1 spells it. */
export function measuredToV1(metric: MetricNow): JsonObject {
  return written(json(metric), 'current');
}

function readSource(type: string, source: JsonValue | undefined, side: Side): JsonObject {
  const value = (name: string): JsonValue | undefined => at(source, `${side}${name}`);
  const metric = present({
    name: at(source, 'metricName'),
    selector: at(source, type === 'External' ? 'metricSelector' : 'selector'),
  });
  const plain = value('Value');
  const average = type === 'Object' ? at(source, 'averageValue') : value('AverageValue');
  const utilization = value('AverageUtilization');
  const kindOfTarget = side === 'current' ? undefined : targetType(type, plain, average, utilization);
  const reading = present({ type: kindOfTarget, value: plain, averageValue: average, averageUtilization: utilization });
  if (type === 'Object') return present({ describedObject: at(source, 'target'), metric, [side]: reading });
  if (type === 'Pods' || type === 'External') return { metric, [side]: reading };
  return present({ name: at(source, 'name'), container: at(source, 'container'), [side]: reading });
}

/** Which of the three a target is: autoscaling/v1 does not say it. */
function targetType(
  type: string,
  value: JsonValue | undefined,
  average: JsonValue | undefined,
  utilization: JsonValue | undefined,
): string {
  if (type === 'Object') return average === undefined ? 'Value' : 'AverageValue';
  if (type === 'External') return value === undefined ? 'AverageValue' : 'Value';
  return type === 'Pods' || utilization === undefined ? 'AverageValue' : 'Utilization';
}

function read(metric: JsonValue, side: Side): JsonObject {
  const type = String(at(metric, 'type') ?? '');
  return { type, [memberOf(type)]: readSource(type, at(metric, memberOf(type)), side) };
}

/** A metric of autoscaling/v1 as autoscaling/v2 spells it. */
export function metricFromV1(metric: JsonValue): Metric {
  return read(metric, 'target') as unknown as Metric;
}

/** A measured metric of autoscaling/v1 as autoscaling/v2 spells it. */
export function measuredFromV1(metric: JsonValue): MetricNow {
  return read(metric, 'current') as unknown as MetricNow;
}

/** Members in the order of Go's structs, by which the annotation is written. */
const BEHAVIOR_ORDER = ['scaleUp', 'scaleDown', 'stabilizationWindowSeconds', 'selectPolicy', 'policies'];
const POLICY_ORDER = ['type', 'value', 'periodSeconds'];

function respelled(value: JsonValue, spell: (name: string) => string): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => respelled(item, spell));
  if (!isObject(value)) return value;
  const order = [...BEHAVIOR_ORDER, ...POLICY_ORDER].map((name) => name.toLowerCase());
  const names = Object.keys(value).toSorted((a, b) => order.indexOf(a.toLowerCase()) - order.indexOf(b.toLowerCase()));
  return Object.fromEntries(names.map((name) => [spell(name), respelled(member(value, name) ?? null, spell)]));
}

/** The behavior as the annotation has it: an internal type of Kubernetes, which has no names of its own in JSON. */
export function behaviorToV1(behavior: object): JsonValue {
  return respelled(behavior as JsonValue, (name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
}

/** What the annotation says of the behavior; names are read in capital and small letters alike. */
export function behaviorFromV1(behavior: JsonValue): JsonValue {
  return respelled(behavior, (name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
}
