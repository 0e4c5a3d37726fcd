import type { WriteOptions } from '../client.ts';
import { type Kind, kindId, type ScaleStrategy } from '../kind.ts';
import { goQuote } from '../go-format.ts';
import type { JsonObject } from '../json.ts';
import type { KubeObject } from '../object.ts';
import { decode } from '../schema/decode.ts';
import { StatusError, unknownSubresource } from '../status-error.ts';
import { invalid as invalidField } from '../validation/field-error.ts';
import { type Caller, type Core, invalid } from './core.ts';
import { fromRest } from '../versions.ts';
import { refuseStale } from './stale-version.ts';
import { store } from './update.ts';

/** autoscaling/v1 Scale, the same face for every kind that has replicas. */
export interface Scale extends KubeObject {
  readonly spec: { readonly replicas: number };
  readonly status: { readonly replicas: number; readonly selector?: string };
}

function strategyOf(kind: Kind, name: string): ScaleStrategy {
  const strategy = kind.subresources?.scale;
  if (strategy === undefined) throw unknownSubresource(kind, name);
  return strategy;
}

export function readScale(kind: Kind, object: KubeObject): Scale {
  const strategy = strategyOf(kind, object.metadata.name);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    spec: { replicas: strategy.replicas(object) },
    status: { replicas: strategy.statusReplicas(object), ...selectorOf(strategy.selector(object)) },
  };
}

/** A Scale is decoded like any other body. */
function refuseUntyped(scale: KubeObject): void {
  const [error] = decode('io.k8s.api.autoscaling.v1.Scale', scale as unknown as JsonObject, {
    strict: 'Ignore',
  }).errors;
  if (error === undefined) return;
  const detail = `Invalid value: ${goQuote(JSON.stringify(scale))}: ${error}`;
  throw new StatusError(422, 'Invalid', ` "" is invalid: patch: ${detail}`, {
    causes: [{ reason: 'FieldValueInvalid', message: detail, field: 'patch' }],
  });
}

/** A custom resource may be scaled without a selector. */
function selectorOf(selector: string): { readonly selector?: string } {
  return selector === '' ? {} : { selector };
}

/** Writes the replicas of a Scale into its object and answers with the new Scale. */
export function writeScale(
  core: Core,
  caller: Caller,
  kind: Kind,
  old: KubeObject,
  scale: KubeObject,
  options: WriteOptions,
): Scale {
  const strategy = strategyOf(kind, old.metadata.name);
  refuseUntyped(scale);
  refuseStale(kind, old, scale.metadata.resourceVersion);
  const replicas = (scale as Partial<Scale>).spec?.replicas ?? 0;
  if (replicas < 0) {
    const errors = [invalidField('spec.replicas', replicas, 'must be greater than or equal to 0')];
    throw invalid({ kind: 'Scale', group: 'autoscaling' }, old.metadata.name, errors);
  }
  const stored = core.objects.get(kindId(kind), old.metadata.namespace, old.metadata.name) ?? old;
  const wanted = strategy.withReplicas(fromRest(kind, stored), replicas);
  return readScale(kind, fromRest(kind, store(core, caller, kind, stored, wanted, options)));
}
