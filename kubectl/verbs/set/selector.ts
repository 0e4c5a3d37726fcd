import type { KubeObject, Service } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { labelSelectorOf } from '../../labels-flag.ts';
import type { Verb } from '../../verb.ts';
import { changeTargets, setFlags, setTargets } from './pod-template-change.ts';

export const setSelectorVerb: Verb = {
  name: 'selector',
  summary: 'Set the selector on a resource',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  flags: [...setFlags.filter(({ name }) => name !== 'selector'), { name: 'resource-version', type: 'string' }],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const { matchLabels = {}, matchExpressions = [] } = labelSelectorOf(invocation.args.at(-1) ?? '');
  const targets = setTargets(invocation, environment, invocation.args.slice(0, -1));
  return changeTargets(invocation, environment, targets, {
    operation: 'selector updated',
    failure: '',
    namesTarget: false,
    printsUnchanged: true,
    change: (object) => {
      if (matchExpressions.length > 0)
        throw new KubectlError(
          `match expression [${matchExpressions.map(goText).join(' ')}] not supported on this object`,
        );
      return withSelector(object, matchLabels, invocation.string('resource-version') ?? '');
    },
  });
}

/** Go's `%v` of an expression. */
function goText({
  key,
  operator,
  values = [],
}: {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}): string {
  return `{${key} ${operator} [${values.join(' ')}]}`;
}

function withSelector(
  object: KubeObject,
  selector: Readonly<Record<string, string>>,
  resourceVersion: string,
): KubeObject {
  if (object.kind !== 'Service') throw new KubectlError('setting a selector is only supported for Services');
  const service = object as Service;
  const metadata = resourceVersion === '' ? service.metadata : { ...service.metadata, resourceVersion };
  const changed: Service = { ...service, metadata, spec: { ...service.spec, selector } };
  return changed;
}
