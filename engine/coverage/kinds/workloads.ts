import { at, type Coverage, joined, under } from '../patterns.ts';
import { CONDITIONS, OBJECT } from './metadata.ts';
import { POD_TEMPLATE } from './pod.ts';
import { CLAIM_SPEC } from './volumes.ts';

const TEMPLATE = under('spec.template', POD_TEMPLATE);

export const deployment: Coverage = joined(OBJECT, TEMPLATE, {
  acted: [
    ...at('spec', 'replicas', 'selector.**', 'minReadySeconds', 'paused', 'progressDeadlineSeconds'),
    ...at('spec', 'revisionHistoryLimit', 'strategy.**'),
    'status.**',
  ],
});

export const replicaSet: Coverage = joined(OBJECT, TEMPLATE, {
  acted: [...at('spec', 'replicas', 'selector.**', 'minReadySeconds'), 'status.**'],
});

export const daemonSet: Coverage = joined(OBJECT, TEMPLATE, {
  acted: [...at('spec', 'selector.**', 'minReadySeconds', 'revisionHistoryLimit', 'updateStrategy.**'), 'status.**'],
  stored: CONDITIONS,
});

/** maxUnavailable and the claims' retention policy are alpha in v1.25 and their gates are off. */
export const statefulSet: Coverage = joined(
  OBJECT,
  TEMPLATE,
  {
    acted: [
      ...at('spec', 'replicas', 'selector.**', 'serviceName', 'podManagementPolicy', 'minReadySeconds'),
      ...at('spec', 'revisionHistoryLimit', 'updateStrategy.type', 'updateStrategy.rollingUpdate.partition'),
      'status.**',
    ],
    stored: CONDITIONS,
  },
  under('spec.volumeClaimTemplates[*]', {
    acted: ['apiVersion', 'kind', ...at('metadata', 'name', 'labels', 'annotations')],
  }),
  under('spec.volumeClaimTemplates[*].spec', CLAIM_SPEC),
);

/** podFailurePolicy is alpha in v1.25 and its gate is off. */
const JOB_SPEC: Coverage = joined(
  {
    acted: [
      'activeDeadlineSeconds',
      'backoffLimit',
      'completionMode',
      'completions',
      'manualSelector',
      'parallelism',
      'selector.**',
      'suspend',
      'ttlSecondsAfterFinished',
    ],
  },
  under('template', POD_TEMPLATE),
);

export const job: Coverage = joined(OBJECT, under('spec', JOB_SPEC), { acted: ['status.**'] });

export const cronJob: Coverage = joined(OBJECT, under('spec.jobTemplate.spec', JOB_SPEC), {
  acted: [
    ...at('spec', 'schedule', 'timeZone', 'suspend', 'concurrencyPolicy', 'startingDeadlineSeconds'),
    ...at('spec', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'),
    ...at('spec.jobTemplate.metadata', 'labels', 'annotations'),
    'status.**',
  ],
});

export const replicationController: Coverage = joined(OBJECT, TEMPLATE, {
  acted: [...at('spec', 'replicas', 'selector.**', 'minReadySeconds'), 'status.**'],
});

/** Nothing makes pods of these. */
export const podTemplate: Coverage = OBJECT;

/** Rollbacks of StatefulSets and DaemonSets. */
export const controllerRevision: Coverage = joined(OBJECT, { acted: ['data.**', 'revision'] });

/** Container metrics are refused as an "unknown metric source type"; metrics are looked up by name, without a selector. */
export const horizontalPodAutoscaler: Coverage = joined(OBJECT, {
  acted: ['spec.**', 'status.**'],
  stored: [
    ...at('spec.metrics[*]', 'pods.metric.selector.**', 'object.metric.selector.**', 'external.metric.selector.**'),
    'status.currentMetrics[*].containerResource.**',
  ],
  refused: ['spec.metrics[*].containerResource.**'],
});

export const podDisruptionBudget: Coverage = joined(OBJECT, {
  acted: [...at('spec', 'minAvailable', 'maxUnavailable', 'selector.**'), 'status.**'],
});
