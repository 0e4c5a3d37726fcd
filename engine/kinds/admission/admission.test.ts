import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import { CORE_KINDS } from '../core/index.ts';
import { persistentVolumeClaim } from '../core/persistent-volume-claim.ts';
import { pod } from '../core/pod/pod.ts';
import { limitRange } from '../core/limit-range.ts';
import { storageClass } from '../storage/storage-class.ts';
import type { LimitRange, Node, Pod, ResourceQuota } from '../types.ts';
import { refusalOf, requestFor } from '../testing.ts';
import { defaultStorageClass } from './default-storage-class.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { ADMISSION } from './index.ts';
import { limitRanger } from './limit-ranger.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './resource-quota.ts';
import { serviceAccount } from './service-account.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';

const coreKind = (name: string) => {
  const found = CORE_KINDS.find(({ kind }) => kind === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

const podOf = (name: string, container: object = {}, spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'team' },
  spec: { containers: [{ name, image: 'nginx', ...container }], ...spec },
  status: { phase: 'Pending' },
});

const object = (kind: string, name: string, rest: object = {}, namespace?: string): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  ...rest,
});
