import {
  type FieldError,
  duplicate,
  forbiddenField,
  invalid,
  notSupported,
  required,
} from '../../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../../../api/validation/names.ts';
import { type Errors, each, named, oneOf, onceRight, optionalName } from '../../field-checks.ts';
import { goStruct } from '../../go-structs/source-text.ts';
import { validateLabelSelector } from '../../selectors.ts';
import type { Affinity, NodeSelectorTerm, PodAffinityTerm, Toleration, TopologySpreadConstraint } from '../../types.ts';

export const TAINT_EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

const MATCH_ALL = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';

/** ValidateTolerations, v1.25. */
export function validateTolerations(path: string, list: readonly Toleration[] | undefined): Errors {
  return each(path, list, (toleration, itemPath) => validateToleration(itemPath, toleration));
}

const validateToleration = onceRight((path: string, toleration: Toleration): Errors => {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
  return [
    ...optionalName(`${path}.key`, key, qualifiedName),
    ...(key === '' && operator !== 'Exists' ? [invalid(`${path}.operator`, operator, MATCH_ALL)] : []),
    ...(tolerationSeconds !== undefined && effect !== 'NoExecute'
      ? [invalid(`${path}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set")]
      : []),
    ...tolerationValue(`${path}.operator`, operator, value, toleration),
    ...oneOf(`${path}.effect`, effect || undefined, TAINT_EFFECTS, { optional: true }),
  ];
});

function tolerationValue(path: string, operator: string, value: string, toleration: Toleration): Errors {
  if (operator === 'Exists') {
    if (value === '') return [];
    return [invalid(path, goStruct('core.Toleration', toleration), "value must be empty when `operator` is 'Exists'")];
  }
  if (operator !== '' && operator !== 'Equal') return [notSupported(path, operator, ['Equal', 'Exists'])];
  const reasons = labelValue(value);
  return reasons.length === 0 ? [] : [invalid(path, value, reasons.join(';'))];
}

/** What a constraint without these fields says. */
const NO_CONSTRAINT = { maxSkew: 0, topologyKey: '', whenUnsatisfiable: '' };
const SPREAD_ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];

const pairOf = (constraint: TopologySpreadConstraint): string =>
  `{${constraint.topologyKey ?? ''}, ${constraint.whenUnsatisfiable ?? ''}}`;

/** validateTopologySpreadConstraints, v1.25. Of two for the same, the first is said to be the duplicate. */
export function validateSpread(path: string, list: readonly TopologySpreadConstraint[] | undefined): Errors {
  const pairs = (list ?? []).map(pairOf);
  return each(path, list, (given, at, position) => {
    const { maxSkew, topologyKey, whenUnsatisfiable } = { ...NO_CONSTRAINT, ...(given as Partial<typeof given>) };
    const pair = pairs[position] ?? '';
    const errors: FieldError[] = [];
    if (maxSkew <= 0) errors.push(invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero'));
    if (topologyKey === '') errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    if (!SPREAD_ACTIONS.includes(whenUnsatisfiable)) {
      errors.push(notSupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable, SPREAD_ACTIONS));
    }
    if (pairs.indexOf(pair, position + 1) !== -1) {
      errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, pair));
    }
    return errors;
  });
}

type NodeRequirement = NonNullable<NodeSelectorTerm['matchExpressions']>[number];

/** ValidateNodeSelectorRequirement, v1.25. */
function nodeRequirement({ key, operator, values = [] }: NodeRequirement, path: string): Errors {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      const text = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      errors.push(forbiddenField(`${path}.values`, text));
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) {
      errors.push(required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
    }
  } else {
    errors.push(invalid(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  }
  return [...errors, ...named(`${path}.key`, key, qualifiedName)];
}

/** Terms of a node selector; persistent volumes use them too. */
export function validateNodeSelectorTerms(path: string, terms: readonly NodeSelectorTerm[] | undefined): Errors {
  if (terms === undefined || terms.length === 0) return [required(path, 'must have at least one node selector term')];
  return each(path, terms, nodeSelectorTerm);
}

/** ValidateNodeSelectorTerm, v1.25. */
function nodeSelectorTerm(term: NodeSelectorTerm | undefined, path: string): Errors {
  return [
    ...each(`${path}.matchExpressions`, term?.matchExpressions, nodeRequirement),
    ...each(`${path}.matchFields`, term?.matchFields, nodeFieldRequirement),
  ];
}

/** A node has one field that can be asked for: its name. */
function nodeFieldRequirement({ key, operator, values = [] }: NodeRequirement, path: string): Errors {
  const single = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
  const isKnown = operator === 'In' || operator === 'NotIn';
  const errors: FieldError[] = [];
  if (!isKnown) errors.push(invalid(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  else if (values.length !== 1) errors.push(required(`${path}.values`, single));
  if (key !== 'metadata.name') return [...errors, invalid(`${path}.key`, key ?? '', 'not a valid field selector key')];
  return [...errors, ...each(`${path}.values`, values, (value, itemPath) => named(itemPath, value, dns1123Subdomain))];
}

const weightErrors = (path: string, weight = 0): Errors =>
  weight >= 1 && weight <= 100 ? [] : [invalid(`${path}.weight`, weight, 'must be in the range 1-100')];

function nodeAffinity(path: string, affinity: NonNullable<Affinity['nodeAffinity']>): Errors {
  const required = affinity.requiredDuringSchedulingIgnoredDuringExecution;
  const terms = `${path}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  const preferred = `${path}.preferredDuringSchedulingIgnoredDuringExecution`;
  return [
    ...(required === undefined ? [] : validateNodeSelectorTerms(terms, required.nodeSelectorTerms)),
    ...each(preferred, affinity.preferredDuringSchedulingIgnoredDuringExecution, (term, itemPath) => [
      ...weightErrors(itemPath, term.weight),
      ...nodeSelectorTerm(term.preference, `${itemPath}.preference`),
    ]),
  ];
}

function podAffinityTerm(term: PodAffinityTerm, path: string): Errors {
  return [
    ...validateLabelSelector(term.labelSelector, `${path}.labelSelector`),
    ...validateLabelSelector(term.namespaceSelector, `${path}.namespaceSelector`),
    ...(term.namespaces ?? []).flatMap((name) => named(`${path}.namespace`, name, dns1123Label)),
    ...((term.topologyKey ?? '') === '' ? [required(`${path}.topologyKey`, 'can not be empty')] : []),
    ...named(`${path}.topologyKey`, term.topologyKey, qualifiedName),
  ];
}

function podAffinity(path: string, affinity: NonNullable<Affinity['podAffinity']>): Errors {
  const hard = `${path}.requiredDuringSchedulingIgnoredDuringExecution`;
  const soft = `${path}.preferredDuringSchedulingIgnoredDuringExecution`;
  return [
    ...each(hard, affinity.requiredDuringSchedulingIgnoredDuringExecution, podAffinityTerm),
    ...each(soft, affinity.preferredDuringSchedulingIgnoredDuringExecution, (term, itemPath) => [
      ...weightErrors(itemPath, term.weight),
      ...podAffinityTerm(
        (term.podAffinityTerm as PodAffinityTerm | undefined) ?? { topologyKey: '' },
        `${itemPath}.podAffinityTerm`,
      ),
    ]),
  ];
}

export function validateAffinity(path: string, affinity: Affinity | undefined): Errors {
  const { nodeAffinity: nodes, podAffinity: pods, podAntiAffinity: apart } = affinity ?? {};
  return [
    ...(nodes === undefined ? [] : nodeAffinity(`${path}.nodeAffinity`, nodes)),
    ...(pods === undefined ? [] : podAffinity(`${path}.podAffinity`, pods)),
    ...(apart === undefined ? [] : podAffinity(`${path}.podAntiAffinity`, apart)),
  ];
}
