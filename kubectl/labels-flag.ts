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
 * `A=1` words of `--env`, in order.
 * @throws KubectlError for a word that is no `NAME=value`
 */
export function parseEnv(words: readonly string[]): readonly { readonly name: string; readonly value: string }[] {
  return words.map((word) => {
    const equals = word.indexOf('=');
    const name = word.slice(0, Math.max(equals, 0));
    if (equals === -1 || !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) throw new KubectlError(`invalid env: ${word}`);
    const value = word.slice(equals + 1);
    return value === '' ? { name, value: '' } : { name, value };
  });
}
