import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { Verb } from '../../verb.ts';
import { dataFlags, dataOf, hashedName } from './data-sources.ts';

export const createConfigMapVerb: Verb = {
  name: 'configmap',
  aliases: ['cm'],
  summary: 'Create a config map from a local file, directory or literal value',
  usage: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [flags]',
  flags: [...createFlags, ...dataFlags],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const data = dataOf(invocation, environment, { kind: 'ConfigMap', name });
    const content = Object.keys(data).length === 0 ? {} : { data };
    const hashed = invocation.bool('append-hash') ? hashedName(name, { kind: 'ConfigMap', name, data }) : name;
    const draft = { resource: 'configmaps', name: hashed, content };
    createDraft(invocation, environment, draft, { failure: 'failed to create configmap: ' });
    return 0;
  },
};
