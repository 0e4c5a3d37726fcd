import { type LabelSelector, parseSelector } from '../engine/index.ts';
import { KubectlError } from './errors.ts';

/**
 * `a=b,c=d` of `--labels` and `--selector`, as a map.
 * @throws KubectlError for a part that is no `key=value`
 */
export function parseLabels(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const part of text.split(',')) {
    const [key, value, more] = part.split('=');
    if (key === undefined || value === undefined || more !== undefined || key === '')
      throw new KubectlError(`unexpected label spec: ${part}`);
    labels[key] = value;
  }
  return labels;
}

/**
 * A selector's text as the LabelSelector of an object (metav1.ParseToLabelSelector).
 * @throws KubectlError for what is no selector, or one that objects cannot hold
 */
export function labelSelectorOf(text: string): LabelSelector {
  const requirements = requirementsIn(text);
  const matchLabels: Record<string, string> = {};
  const matchExpressions: NonNullable<LabelSelector['matchExpressions']>[number][] = [];
  for (const { key, operator, values } of requirements) {
    const named = expressionOperators[operator];
    if (operator === '=' || operator === '==') matchLabels[key] = values[0] ?? '';
    else if (named === undefined)
      throw new KubectlError(`${JSON.stringify(goName(operator))} is not a valid label selector operator`);
    else matchExpressions.push({ key, operator: named, ...(values.length === 0 ? {} : { values: [...values] }) });
  }
  return {
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
  };
}

function requirementsIn(text: string): ReturnType<typeof parseSelector> {
  try {
    return parseSelector(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new KubectlError(`couldn't parse the selector string ${JSON.stringify(text)}: ${error.message}`);
  }
}

const expressionOperators: Readonly<Record<string, 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'>> = {
  in: 'In',
  notin: 'NotIn',
  '!=': 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

function goName(operator: string): string {
  return operator === 'gt' ? 'GreaterThan' : 'LessThan';
}

/**
 * `A=1` words of `--env`, in order.
 * @throws KubectlError for a word that is no `NAME=value`
 */
export function parseEnv(words: readonly string[]): readonly { readonly name: string; readonly value?: string }[] {
  return words.map((word) => {
    const equals = word.indexOf('=');
    const name = word.slice(0, Math.max(equals, 0));
    if (equals === -1 || !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) throw new KubectlError(`invalid env: ${word}`);
    const value = word.slice(equals + 1);
    return value === '' ? { name } : { name, value };
  });
}
