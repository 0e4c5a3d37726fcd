import { goQuote } from '../../../api/go-format.ts';
import {
  type FieldError,
  duplicate,
  forbiddenField,
  type GoValue,
  goValue,
  invalid,
  notSupported,
  required,
} from '../../../api/validation/field-error.ts';
import { labelValue, qualifiedName } from '../../../api/validation/names.ts';
import { type Errors, each, named, oneOf, onceRight, optionalName } from '../../field-checks.ts';
import { validateLabelSelector } from '../../selectors.ts';
import type { Affinity, NodeSelectorTerm, PodAffinityTerm, Toleration, TopologySpreadConstraint } from '../../types.ts';

export const TAINT_EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

const MATCH_ALL = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';

/** ValidateTolerations, v1.25. */
export function validateTolerations(path: string, list: readonly Toleration[] | undefined): Errors {
  return each(path, list, (toleration, itemPath) => validateToleration(itemPath, toleration));
}

const validateToleration = onceRight(
  (path: string, { key = '', operator = '', value = '', effect = '', tolerationSeconds }: Toleration): Errors => [
    ...optionalName(`${path}.key`, key, qualifiedName),
    ...(key === '' && operator !== 'Exists' ? [invalid(`${path}.operator`, operator, MATCH_ALL)] : []),
    ...(tolerationSeconds !== undefined && effect !== 'NoExecute'
      ? [invalid(`${path}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set")]
      : []),
    ...tolerationValue(`${path}.operator`, { key, operator, value, effect, tolerationSeconds }),
    ...oneOf(`${path}.effect`, effect, TAINT_EFFECTS, { optional: true }),
  ],
);

interface FullToleration {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly effect: string;
  readonly tolerationSeconds: number | undefined;
}

/** Where the number of seconds lies in the API server's memory is not told by anything. */
function goToleration({ key, operator, value, effect, tolerationSeconds }: FullToleration): GoValue {
  const seconds = tolerationSeconds === undefined ? 'nil' : '0xc000000000';
  const texts = `Key:${goQuote(key)}, Operator:${goQuote(operator)}, Value:${goQuote(value)}, Effect:${goQuote(effect)}`;
  return goValue(`core.Toleration{${texts}, TolerationSeconds:(*int64)(${seconds})}`);
}

function tolerationValue(path: string, toleration: FullToleration): Errors {
  const { operator, value } = toleration;
  if (operator === 'Exists') {
    if (value === '') return [];
    return [invalid(path, goToleration(toleration), "value must be empty when `operator` is 'Exists'")];
  }
  if (operator !== '' && operator !== 'Equal') return [notSupported(path, operator, ['Equal', 'Exists'])];
  const reasons = labelValue(value);
  return reasons.length === 0 ? [] : [invalid(path, value, reasons.join(';'))];
}

/** What a constraint without these fields says. */
const NO_CONSTRAINT = { maxSkew: 0, topologyKey: '', whenUnsatisfiable: '' };

/** validateTopologySpreadConstraints, v1.25. */
export function validateSpread(path: string, list: readonly TopologySpreadConstraint[] | undefined): Errors {
  const pairs = new Set<string>();
  return each(path, list, (given, itemPath) => {
    const { maxSkew, topologyKey, whenUnsatisfiable, minDomains } = {
      ...NO_CONSTRAINT,
      ...(given as Partial<typeof given>),
    };
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
    const errors: FieldError[] = [];
    if (maxSkew <= 0) errors.push(invalid(`${itemPath}.maxSkew`, maxSkew, 'must be greater than zero'));
    if (topologyKey === '') errors.push(required(`${itemPath}.topologyKey`, 'can not be empty'));
    errors.push(...oneOf(`${itemPath}.whenUnsatisfiable`, whenUnsatisfiable, ['DoNotSchedule', 'ScheduleAnyway']));
    if (pairs.has(pair)) errors.push(duplicate(`${itemPath}.{topologyKey, whenUnsatisfiable}`, pair));
    pairs.add(pair);
    if (minDomains !== undefined && minDomains <= 0) {
      errors.push(invalid(`${itemPath}.minDomains`, minDomains, 'must be greater than zero'));
    }
    if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') {
      const only = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
      errors.push(invalid(`${itemPath}.minDomains`, minDomains, only));
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

function nodeSelectorTerm(term: NodeSelectorTerm, path: string): Errors {
  return [
    ...each(`${path}.matchExpressions`, term.matchExpressions, nodeRequirement),
    ...each(`${path}.matchFields`, term.matchFields, ({ key, operator, values = [] }, itemPath) => [
      ...(key === 'metadata.name' ? [] : [invalid(`${itemPath}.key`, key, 'not a valid field selector key')]),
      ...(operator === 'In' || operator === 'NotIn'
        ? values.length === 1
          ? []
          : [
              required(
                `${itemPath}.values`,
                "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
              ),
            ]
        : [invalid(`${itemPath}.operator`, operator ?? '', 'not a valid selector operator')]),
    ]),
  ];
}

const weightErrors = (path: string, weight: number): Errors =>
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
    ...((term.topologyKey ?? '') === '' ? [required(`${path}.topologyKey`, 'can not be empty')] : []),
    ...named(`${path}.topologyKey`, term.topologyKey ?? '', qualifiedName),
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
