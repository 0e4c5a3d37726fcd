import {
  both,
  dropped,
  offByOne,
  oneOf,
  otherImage,
  otherName,
  otherPort,
  otherSchedule,
  otherText,
  type Values,
} from './values.ts';

/** One way in which students get a flag wrong. */
export interface FlagRule {
  readonly operator: string;
  readonly flags: readonly string[];
  readonly values: Values;
}

/** A flag's text as the number that it is. */
function asNumber(values: Values): Values {
  return (now) => values(/^\d+$/.test(String(now)) ? Number(now) : now);
}

/** `80:8080`: each side on its own. */
const otherPortPair: Values = (now) => {
  const [, port, target] = /^(\d+):(\d+)$/.exec(String(now)) ?? [];
  if (port === undefined) return asNumber(otherPort)(now);
  return [`${Number(port) + 1}:${target ?? ''}`, `${port}:${Number(target) + 1}`];
};

/** `key=value`: the value. */
const otherPair: Values = (now) => (/^[^=]+=./.test(String(now)) ? otherName(now) : []);

/** `get,list`: everything, and all but the first. */
const otherList: Values = (now) => {
  const [first, ...rest] = String(now).split(',');
  return [...(first === '*' ? [] : ['*']), ...(rest.length === 0 ? [] : [rest.join(',')])];
};

/** Somewhere that exists, but is not where it should be. */
const otherNamespace: Values = both(dropped, oneOf('kube-public'));

export const FLAG_RULES: readonly FlagRule[] = [
  { operator: 'namespace', flags: ['namespace'], values: otherNamespace },
  { operator: 'replicas', flags: ['replicas', 'min', 'max'], values: both(asNumber(offByOne), dropped) },
  { operator: 'port', flags: ['port', 'target-port'], values: both(asNumber(otherPort), dropped) },
  { operator: 'port', flags: ['node-port'], values: both(asNumber(otherPort), dropped) },
  { operator: 'port', flags: ['tcp'], values: otherPortPair },
  { operator: 'type', flags: ['type'], values: oneOf('ClusterIP', 'NodePort', 'LoadBalancer') },
  { operator: 'image', flags: ['image'], values: otherImage },
  { operator: 'name', flags: ['name'], values: both(otherName, dropped) },
  { operator: 'labels', flags: ['labels'], values: both(otherPair, dropped) },
  { operator: 'selector', flags: ['selector'], values: both(otherPair, dropped) },
  { operator: 'env', flags: ['env'], values: both(otherText, dropped) },
  { operator: 'config', flags: ['from-literal'], values: both(otherText, dropped) },
  { operator: 'config', flags: ['from-file', 'from-env-file'], values: dropped },
  { operator: 'command', flags: ['command', 'restart'], values: dropped },
  { operator: 'service', flags: ['session-affinity'], values: both(oneOf('None', 'ClientIP'), dropped) },
  { operator: 'schedule', flags: ['schedule'], values: otherSchedule },
  { operator: 'access', flags: ['verb', 'resource'], values: otherList },
  { operator: 'access', flags: ['role', 'clusterrole', 'user', 'group', 'serviceaccount'], values: otherName },
  { operator: 'resources', flags: ['hard', 'requests', 'limits', 'cpu-percent'], values: dropped },
  { operator: 'placement', flags: ['ignore-daemonsets', 'overwrite'], values: dropped },
];

/** A flag that is not there, and with which the command makes something that does not do its work. */
export interface FlagAddition {
  readonly operator: string;
  readonly path: RegExp;
  readonly flag: string;
  readonly value: string;
}

export const FLAG_ADDITIONS: readonly FlagAddition[] = [
  {
    operator: 'namespace',
    path: /^(?:run|expose|create (?:deployment|service .*|configmap|secret .*|job|cronjob))$/,
    flag: 'namespace',
    value: 'kube-public',
  },
  { operator: 'port', path: /^expose$/, flag: 'target-port', value: '9' },
  { operator: 'port', path: /^expose$/, flag: 'protocol', value: 'UDP' },
  { operator: 'selector', path: /^expose$/, flag: 'selector', value: 'tier=x' },
  { operator: 'image', path: /^run$/, flag: 'image-pull-policy', value: 'Never' },
];

/** One way in which students get an argument wrong. */
export interface ArgumentRule {
  readonly operator: string;
  /** `run`, `create *`. */
  readonly path: RegExp;
  /** Which arguments; all without it. */
  readonly index?: number;
  readonly values: Values;
}

const otherPairImage: Values = (now) => {
  const [, name = '', image = ''] = /^([^=]+)=(.+)$/.exec(String(now)) ?? [];
  return otherImage(image).map((value) => `${name}=${String(value)}`);
};

/** Where a name says what is to exist. A wrong name of what exists already is the same as a missing line. */
export const ARGUMENT_RULES: readonly ArgumentRule[] = [
  { operator: 'name', path: /^(?:run|create .*)$/, index: 0, values: otherName },
  { operator: 'labels', path: /^(?:label|annotate)$/, values: otherPair },
  { operator: 'image', path: /^set image$/, values: otherPairImage },
  { operator: 'env', path: /^set env$/, values: otherPair },
];

/** Lines that change nothing: whether they are there is nobody's business. */
export const READING: RegExp =
  /^(?:api-resources|api-versions|auth .*|auth|cluster-info|config (?:view|get-.*|current-context)|describe|diff|events|explain|get|logs|rollout (?:status|history)|top|version|wait)$/;
