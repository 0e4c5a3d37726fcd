import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controllerReference } from '../../api/object.ts';
import type { Deployment, ReplicaSet } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { deploymentController } from './controller.ts';

const labels = { app: 'web' };
const templateOf = (image: string): object => ({ metadata: { labels }, spec: { containers: [{ name: 'c', image }] } });

/** A deployment at revision 2 (image b) whose revision 1 had image a, asked to go back. */
function worldWith(to: string): World {
  const deployment = object<Deployment>(
    'Deployment',
    'web',
    {
      apiVersion: 'apps/v1',
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template: templateOf('b'),
      },
      status: {},
    },
    { generation: 1, annotations: { 'deprecated.deployment.rollback.to': to } },
  );
  const sets = ['a', 'b'].map((image, index) =>
    object<ReplicaSet>(
      'ReplicaSet',
      `web-${image}`,
      { apiVersion: 'apps/v1', spec: { replicas: 0, template: templateOf(image) }, status: { replicas: 0 } },
      {
        labels,
        annotations: { 'deployment.kubernetes.io/revision': String(index + 1), note: image },
        ownerReferences: [controllerReference(deployment)],
      },
    ),
  );
  return new World([deployment, ...sets]);
}

const cases: readonly (readonly [string, string, string])[] = [
  ['0', 'a', 'Normal DeploymentRollback Rolled back deployment "web" to revision 1'],
  ['1', 'a', 'Normal DeploymentRollback Rolled back deployment "web" to revision 1'],
  [
    '2',
    'b',
    'Warning DeploymentRollbackTemplateUnchanged The rollback revision contains the same template as current deployment "web"',
  ],
  ['7', 'b', 'Warning DeploymentRollbackRevisionNotFound Unable to find the revision to rollback to.'],
];

for (const [to, image, event] of cases) {
  test(`the annotation that asks for revision ${to} leads to image ${image}`, () => {
    const world = worldWith(to);
    world.reconcile(deploymentController, 'default/web');
    const { metadata, spec } = world.get<Deployment>('Deployment', 'web');
    assert.equal(spec.template.spec?.containers[0]?.image, image);
    assert.equal(metadata.annotations?.['deprecated.deployment.rollback.to'], undefined);
    assert.equal(metadata.annotations?.['note'], image === 'a' ? 'a' : undefined);
    assert.deepEqual(world.events, [event]);
  });
}
