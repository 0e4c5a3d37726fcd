import { type CronJob, kindId } from '../../../engine/index.ts';
import { createDraft, createFlags, type Draft, nameArgument, wordsAfterDash } from '../../create-object.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { JsonBody } from '../../manifest-objects.ts';
import { parseResourceArgs } from '../../resource-args.ts';
import type { Verb } from '../../verb.ts';

export const createJobVerb: Verb = {
  name: 'job',
  summary: 'Create a job with the specified name',
  usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...] [flags]',
  flags: [...createFlags, { name: 'from', type: 'string' }, { name: 'image', type: 'string' }],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const image = invocation.string('image') ?? '';
    const from = invocation.string('from') ?? '';
    const command = wordsAfterDash(invocation);
    if ((image === '') === (from === '')) throw new KubectlError('either --image or --from must be specified');
    if (from !== '' && command.length > 0) throw new KubectlError('cannot specify --from and command');
    const draft = from === '' ? fromImage(name, image, command) : fromCronJob(invocation, name, from);
    createDraft(invocation, environment, draft, { failure: 'failed to create job: ' });
    return 0;
  },
};

function fromImage(name: string, image: string, command: readonly string[]): Draft {
  const container = { ...(command.length === 0 ? {} : { command }), image, name, resources: {} };
  const spec = { containers: [container], restartPolicy: 'Never' };
  const content = { spec: { template: { metadata: { creationTimestamp: null }, spec } }, status: {} };
  return { resource: 'jobs.batch', name, content };
}

/** A run of a CronJob out of its time: its template, marked as made by hand and owned by it. */
function fromCronJob(invocation: Invocation, name: string, from: string): Draft {
  const { named } = parseResourceArgs(invocation.client, [from]);
  const [source] = named;
  if (source === undefined) throw new KubectlError('resource(s) were provided, but no name was specified');
  const { namespace } = invocation;
  const found = invocation.client.get({ kind: kindId(source.kind), namespace, name: source.name });
  if (source.kind.kind !== 'CronJob')
    throw new KubectlError(`unknown object type *${source.kind.version}.${source.kind.kind}`);
  const cronJob = found as CronJob;
  const { metadata = {}, spec } = cronJob.spec.jobTemplate;
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: source.name, uid: cronJob.metadata.uid ?? '' };
  return {
    resource: 'jobs.batch',
    name,
    annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...metadata.annotations },
    ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
    ownerReferences: [owner],
    content: { spec, status: {} } as unknown as JsonBody,
  };
}
