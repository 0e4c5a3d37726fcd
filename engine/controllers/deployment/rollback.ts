import { semanticEqual } from '../../api/equality.ts';
import type { Write } from '../../component/write.ts';
import { withoutTemplateHash } from '../../kinds/apps/template-hash.ts';
import type { Deployment, ReplicaSet } from '../../kinds/types.ts';
import { eventWrite } from '../shared/writes.ts';
import { annotatedNumber, copiedAnnotations, isOwnAnnotation, revisionOf, ROLLBACK_TO } from './annotations.ts';
import type { Rollout } from './rollout.ts';

/**
 * What clients of extensions/v1beta1 asked for and left as an annotation: the template of an old revision, 0 for the one before
 * (rollback.go, v1.25). Undefined: nobody asked.
 */
export function rollback({ deployment, sets }: Rollout): readonly Write[] | undefined {
  const asked = annotatedNumber(deployment, ROLLBACK_TO);
  if (asked === undefined) return undefined;
  const revisions = sets.map(revisionOf).toSorted((a, b) => b - a);
  const revision = asked === 0 ? (revisions[1] ?? 0) : asked;
  if (revision === 0) return refuse(deployment, 'DeploymentRollbackRevisionNotFound', 'Unable to find last revision.');
  const set = sets.find((one) => revisionOf(one) === revision);
  if (set === undefined) {
    const message = 'Unable to find the revision to rollback to.';
    return refuse(deployment, 'DeploymentRollbackRevisionNotFound', message);
  }
  const template = withoutTemplateHash(set.spec.template ?? {});
  if (semanticEqual(template, deployment.spec.template)) {
    const message = `The rollback revision contains the same template as current deployment "${deployment.metadata.name}"`;
    return refuse(deployment, 'DeploymentRollbackTemplateUnchanged', message);
  }
  const message = `Rolled back deployment "${deployment.metadata.name}" to revision ${revision}`;
  const object: Deployment = {
    ...deployment,
    metadata: { ...deployment.metadata, annotations: annotationsOf(deployment, set) },
    spec: { ...deployment.spec, template },
  };
  return [{ verb: 'update', object }, eventWrite(deployment, 'Normal', 'DeploymentRollback', message)];
}

/** The deployment's own, and the others as the old revision had them. */
function annotationsOf(deployment: Deployment, set: ReplicaSet): Readonly<Record<string, string>> {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(
    ([key]) => key !== ROLLBACK_TO && isOwnAnnotation(key),
  );
  return { ...Object.fromEntries(own), ...copiedAnnotations(set) };
}

/** Nothing can be done; the wish is taken away all the same. */
function refuse(deployment: Deployment, reason: string, message: string): readonly Write[] {
  const { namespace, name } = deployment.metadata;
  const patch = { metadata: { annotations: { [ROLLBACK_TO]: null } } };
  return [
    eventWrite(deployment, 'Warning', reason, message),
    { verb: 'patch', kind: 'Deployment', namespace, name, type: 'merge', patch },
  ];
}
