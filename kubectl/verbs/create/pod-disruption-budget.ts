import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import { KubectlError } from '../../errors.ts';
import { labelSelectorOf } from '../../labels-flag.ts';
import type { Verb } from '../../verb.ts';

export const createPodDisruptionBudgetVerb: Verb = {
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  summary: 'Create a pod disruption budget with the specified name',
  usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none] [flags]',
  flags: [
    ...createFlags,
    { name: 'max-unavailable', type: 'string' },
    { name: 'min-available', type: 'string' },
    { name: 'selector', type: 'string' },
  ],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const maxUnavailable = invocation.string('max-unavailable') ?? '';
    const minAvailable = invocation.string('min-available') ?? '';
    const selector = invocation.string('selector') ?? '';
    if (selector === '') throw new KubectlError('a selector must be specified');
    if (maxUnavailable === '' && minAvailable === '')
      throw new KubectlError('one of min-available or max-unavailable must be specified');
    if (maxUnavailable !== '' && minAvailable !== '')
      throw new KubectlError('min-available and max-unavailable cannot be both specified');
    checkAmount('min-available', minAvailable);
    checkAmount('max-unavailable', maxUnavailable);
    const content = {
      spec: {
        ...(maxUnavailable === '' ? {} : { maxUnavailable: intOrString(maxUnavailable) }),
        ...(minAvailable === '' ? {} : { minAvailable: intOrString(minAvailable) }),
        selector: labelSelectorOf(selector),
      },
      status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
    };
    const draft = { resource: 'poddisruptionbudgets.policy', name, content };
    createDraft(invocation, environment, draft, { failure: 'failed to create poddisruptionbudgets: ' });
    return 0;
  },
};

function checkAmount(flag: string, text: string): void {
  if (text !== '' && !/^[0-9]+%?$/.test(text)) throw new KubectlError(`invalid format specified for ${flag}`);
}

function intOrString(text: string): string | number {
  return /^-?\d+$/.test(text) ? Number(text) : text;
}
