/** What a claim is filled with: a snapshot or a claim, under two names (k8s.io/kubernetes/pkg/api/persistentvolumeclaim, v1.25). */
import { goPointer } from '../../api/go-format.ts';
import { goValue, invalid } from '../../api/validation/field-error.ts';
import { semanticEqual } from '../../api/equality.ts';
import { type Errors, present } from '../field-checks.ts';
import { without } from '../omit.ts';
import type { PersistentVolumeClaim } from '../types.ts';

type Spec = PersistentVolumeClaim['spec'];
type Source = NonNullable<Spec['dataSource']>;

const CLAIM = 'PersistentVolumeClaim';
const SNAPSHOT = 'VolumeSnapshot';
const SNAPSHOT_GROUP = 'snapshot.storage.k8s.io';

/** A data source of another kind is forgotten, unless the new name of the field, which takes any, is used besides, or it is stored already. */
function isKept({ kind, apiGroup }: Source): boolean {
  return (kind === CLAIM && (apiGroup ?? '') === '') || (kind === SNAPSHOT && apiGroup === SNAPSHOT_GROUP);
}

/** The strategy's DropDisabledFields and NormalizeDataSources: what one name says, the other says too. */
export function withDataSources(given: Spec, old?: Spec): Spec {
  const { dataSourceRef } = given;
  const isNew = (old?.dataSource ?? old?.dataSourceRef) === undefined;
  const isDropped = isNew && given.dataSource !== undefined && dataSourceRef === undefined && !isKept(given.dataSource);
  const spec = isDropped ? without(given, ['dataSource']) : given;
  const { dataSource } = spec;
  if ((dataSource === undefined) === (dataSourceRef === undefined)) return spec;
  return dataSource === undefined
    ? { ...spec, ...(dataSourceRef === undefined ? {} : { dataSource: dataSourceRef }) }
    : { ...spec, dataSourceRef: dataSource };
}

/** Kubernetes prints the path where the value belongs; the pointer inside as its address, which nobody can tell. */
const PATH = goValue(`field.Path{name:"dataSource", index:"", parent:${goPointer('field.Path', true)}}`);

/** validateDataSource (v1.25), of both names. */
export function dataSourceErrors({ dataSource, dataSourceRef }: Spec, path: string): Errors {
  return [
    ...(dataSource === undefined ? [] : sourceErrors(dataSource, `${path}.dataSource`)),
    ...(dataSourceRef === undefined ? [] : sourceErrors(dataSourceRef, `${path}.dataSourceRef`)),
    ...(dataSource !== undefined && dataSourceRef !== undefined && !semanticEqual(dataSource, dataSourceRef)
      ? [invalid(path, PATH, 'must match dataSourceRef')]
      : []),
  ];
}

function sourceErrors({ apiGroup, kind = '', name }: Partial<Source>, path: string): Errors {
  return [
    ...present(`${path}.name`, name),
    ...present(`${path}.kind`, kind),
    ...((apiGroup ?? '') === '' && kind !== CLAIM ? [invalid(path, kind, '')] : []),
  ];
}
