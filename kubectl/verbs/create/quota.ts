import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import { canonicalQuantity, quantityError } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Verb } from '../../verb.ts';

export const createQuotaVerb: Verb = {
  name: 'quota',
  aliases: ['resourcequota'],
  summary: 'Create a quota with the specified name',
  usage: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [flags]',
  flags: [...createFlags, { name: 'hard', type: 'string' }, { name: 'scopes', type: 'string' }],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const hard = parseHard(invocation.string('hard') ?? '');
    const scopes = (invocation.string('scopes') ?? '').split(',').filter((scope) => scope !== '');
    const spec = {
      ...(Object.keys(hard).length === 0 ? {} : { hard }),
      ...(scopes.length === 0 ? {} : { scopes }),
    };
    const draft = { resource: 'resourcequotas', name, content: { spec, status: {} } };
    createDraft(invocation, environment, draft, { failure: 'failed to create quota: ' });
    return 0;
  },
};

/** `cpu=1,pods=2`. */
function parseHard(text: string): Readonly<Record<string, string>> {
  if (text === '') return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [key = '', value, more] = part.split('=');
      if (value === undefined || more !== undefined)
        throw new KubectlError(`Invalid argument syntax ${part}, expected <resource>=<value>`);
      const wrong = quantityError(value);
      if (wrong !== undefined) throw new KubectlError(wrong);
      return [key, canonicalQuantity(value)];
    }),
  );
}
