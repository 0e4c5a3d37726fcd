import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePatch } from '../../api/patch/merge-patch.ts';
import { formatFieldError } from '../../api/validation/field-error.ts';
import { contextOf } from '../testing.ts';
import type { PersistentVolumeClaim } from '../types.ts';
import { persistentVolumeClaim } from './persistent-volume-claim.ts';

const CONTEXT = contextOf([], 0);

type Spec = PersistentVolumeClaim['spec'];

const ASKED = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

const CLAIMS: Readonly<Record<string, Spec>> = {
  c1: ASKED,
  c2: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    resources: { requests: { storage: '500Mi' }, limits: { storage: '1500Mi' } },
    selector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'k', operator: 'In', values: ['x'] }] },
    volumeName: 'v-none',
    dataSource: { kind: 'PersistentVolumeClaim', name: 'c1' },
  },
  cb: { ...ASKED, storageClassName: 'fast', volumeName: 'vb' },
};

/** Which claim, what is changed in its spec, and the difference that a v1.25.2 API server prints. */
const rows: readonly (readonly [string, object, readonly string[]])[] = [
  [
    'c1',
    { accessModes: ['ReadWriteMany'] },
    [
      '  core.PersistentVolumeClaimSpec{',
      '- \tAccessModes: []core.PersistentVolumeAccessMode{"ReadWriteOnce"},',
      '+ \tAccessModes: []core.PersistentVolumeAccessMode{"ReadWriteMany"},',
      '  \tSelector:    nil,',
      '  \tResources:   {Requests: {s"storage": {i: {...}, s: "1Gi", Format: "BinarySI"}}},',
      '  \t... // 5 identical fields',
      '  }',
    ],
  ],
  [
    'c1',
    { accessModes: ['ReadWriteMany', 'ReadOnlyMany'] },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \tAccessModes: []core.PersistentVolumeAccessMode{',
      '- \t\t"ReadWriteOnce",',
      '+ \t\t"ReadWriteMany",',
      '+ \t\t"ReadOnlyMany",',
      '  \t},',
      '  \tSelector:  nil,',
      '  \tResources: {Requests: {s"storage": {i: {...}, s: "1Gi", Format: "BinarySI"}}},',
      '  \t... // 5 identical fields',
      '  }',
    ],
  ],
  [
    'c1',
    { resources: { requests: { storage: '2Gi' } } },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \tAccessModes: {"ReadWriteOnce"},',
      '  \tSelector:    nil,',
      '  \tResources: core.ResourceRequirements{',
      '  \t\tLimits: nil,',
      '- \t\tRequests: core.ResourceList{',
      '- \t\t\ts"storage": {i: resource.int64Amount{value: 1073741824}, s: "1Gi", Format: "BinarySI"},',
      '- \t\t},',
      '+ \t\tRequests: core.ResourceList{',
      '+ \t\t\ts"storage": {i: resource.int64Amount{value: 2147483648}, s: "2Gi", Format: "BinarySI"},',
      '+ \t\t},',
      '  \t},',
      '  \tVolumeName:       "",',
      '  \tStorageClassName: nil,',
      '  \t... // 3 identical fields',
      '  }',
    ],
  ],
  [
    'c1',
    { resources: { limits: { storage: '2Gi' } } },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \tAccessModes: {"ReadWriteOnce"},',
      '  \tSelector:    nil,',
      '  \tResources: core.ResourceRequirements{',
      '- \t\tLimits: nil,',
      '+ \t\tLimits: core.ResourceList{',
      '+ \t\t\ts"storage": {i: resource.int64Amount{value: 2147483648}, s: "2Gi", Format: "BinarySI"},',
      '+ \t\t},',
      '  \t\tRequests: {s"storage": {i: {...}, s: "1Gi", Format: "BinarySI"}},',
      '  \t},',
      '  \tVolumeName:       "",',
      '  \tStorageClassName: nil,',
      '  \t... // 3 identical fields',
      '  }',
    ],
  ],
  [
    'c1',
    { storageClassName: '' },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \t... // 2 identical fields',
      '  \tResources:        {Requests: {s"storage": {i: {...}, s: "1Gi", Format: "BinarySI"}}},',
      '  \tVolumeName:       "",',
      '- \tStorageClassName: nil,',
      '+ \tStorageClassName: &"",',
      '  \tVolumeMode:       &"Filesystem",',
      '  \tDataSource:       nil,',
      '  \tDataSourceRef:    nil,',
      '  }',
    ],
  ],
  [
    'c1',
    { selector: { matchLabels: { x: 'y', a: 'b' } } },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \tAccessModes: {"ReadWriteOnce"},',
      '- \tSelector:    nil,',
      '+ \tSelector:    s"&LabelSelector{MatchLabels:map[string]string{a: b,x: y,},MatchExpressions:[]LabelSelectorRequirement{},}",',
      '  \tResources:   {Requests: {s"storage": {i: {...}, s: "1Gi", Format: "BinarySI"}}},',
      '  \tVolumeName:  "",',
      '  \t... // 4 identical fields',
      '  }',
    ],
  ],
  [
    'c1',
    { volumeMode: 'Block', accessModes: ['ReadOnlyMany'] },
    [
      '  core.PersistentVolumeClaimSpec{',
      '- \tAccessModes:      []core.PersistentVolumeAccessMode{"ReadWriteOnce"},',
      '+ \tAccessModes:      []core.PersistentVolumeAccessMode{"ReadOnlyMany"},',
      '  \tSelector:         nil,',
      '  \tResources:        {Requests: {s"storage": {i: {...}, s: "1Gi", Format: "BinarySI"}}},',
      '  \tVolumeName:       "",',
      '  \tStorageClassName: nil,',
      '- \tVolumeMode:       &"Filesystem",',
      '+ \tVolumeMode:       &"Block",',
      '  \tDataSource:       nil,',
      '  \tDataSourceRef:    nil,',
      '  }',
    ],
  ],
  [
    'c1',
    { dataSource: { kind: 'PersistentVolumeClaim', name: 'other' } },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \t... // 4 identical fields',
      '  \tStorageClassName: nil,',
      '  \tVolumeMode:       &"Filesystem",',
      '- \tDataSource:       nil,',
      '+ \tDataSource:       &core.TypedLocalObjectReference{Kind: "PersistentVolumeClaim", Name: "other"},',
      '- \tDataSourceRef:    nil,',
      '+ \tDataSourceRef:    &core.TypedLocalObjectReference{Kind: "PersistentVolumeClaim", Name: "other"},',
      '  }',
    ],
  ],
  [
    'c2',
    { selector: null },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \tAccessModes: {"ReadWriteOnce"},',
      '- \tSelector:    s"&LabelSelector{MatchLabels:map[string]string{a: b,},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:k,Operator:In,Values:[x],},},}",',
      '+ \tSelector:    nil,',
      '  \tResources:   {Limits: {s"storage": {i: {...}, s: "1500Mi", Format: "BinarySI"}}, Requests: {s"storage": {i: {...}, s: "500Mi", Format: "BinarySI"}}},',
      '  \tVolumeName:  "v-none",',
      '  \t... // 4 identical fields',
      '  }',
    ],
  ],
  [
    'c2',
    { volumeName: '' },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \tAccessModes:      {"ReadWriteOnce"},',
      '  \tSelector:         &{MatchLabels: {"a": "b"}, MatchExpressions: {{Key: "k", Operator: "In", Values: {"x"}}}},',
      '  \tResources:        {Limits: {s"storage": {i: {...}, s: "1500Mi", Format: "BinarySI"}}, Requests: {s"storage": {i: {...}, s: "500Mi", Format: "BinarySI"}}},',
      '- \tVolumeName:       "v-none",',
      '+ \tVolumeName:       "",',
      '  \tStorageClassName: &"fast",',
      '  \tVolumeMode:       &"Filesystem",',
      '  \t... // 2 identical fields',
      '  }',
    ],
  ],
  [
    'c2',
    { resources: { limits: { storage: '1Gi' }, requests: { storage: '100M' } } },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \tAccessModes: {"ReadWriteOnce"},',
      '  \tSelector:    &{MatchLabels: {"a": "b"}, MatchExpressions: {{Key: "k", Operator: "In", Values: {"x"}}}},',
      '  \tResources: core.ResourceRequirements{',
      '- \t\tLimits: core.ResourceList{',
      '- \t\t\ts"storage": {i: resource.int64Amount{value: 1572864000}, s: "1500Mi", Format: "BinarySI"},',
      '- \t\t},',
      '+ \t\tLimits: core.ResourceList{',
      '+ \t\t\ts"storage": {i: resource.int64Amount{value: 1073741824}, s: "1Gi", Format: "BinarySI"},',
      '+ \t\t},',
      '- \t\tRequests: core.ResourceList{',
      '- \t\t\ts"storage": {i: resource.int64Amount{value: 524288000}, s: "500Mi", Format: "BinarySI"},',
      '- \t\t},',
      '+ \t\tRequests: core.ResourceList{',
      '+ \t\t\ts"storage": {i: resource.int64Amount{value: 100, scale: 6}, s: "100M", Format: "DecimalSI"},',
      '+ \t\t},',
      '  \t},',
      '  \tVolumeName:       "v-none",',
      '  \tStorageClassName: &"fast",',
      '  \t... // 3 identical fields',
      '  }',
    ],
  ],
  [
    'c2',
    { selector: { matchLabels: { a: 'c' }, matchExpressions: [{ key: 'k', operator: 'NotIn', values: ['x', 'y'] }] } },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \tAccessModes: {"ReadWriteOnce"},',
      '  \tSelector: &v1.LabelSelector{',
      '- \t\tMatchLabels: map[string]string{"a": "b"},',
      '+ \t\tMatchLabels: map[string]string{"a": "c"},',
      '  \t\tMatchExpressions: []v1.LabelSelectorRequirement{',
      '  \t\t\t{',
      '  \t\t\t\tKey:      "k",',
      '- \t\t\t\tOperator: "In",',
      '+ \t\t\t\tOperator: "NotIn",',
      '  \t\t\t\tValues: []string{',
      '  \t\t\t\t\t"x",',
      '+ \t\t\t\t\t"y",',
      '  \t\t\t\t},',
      '  \t\t\t},',
      '  \t\t},',
      '  \t},',
      '  \tResources:  {Limits: {s"storage": {i: {...}, s: "1500Mi", Format: "BinarySI"}}, Requests: {s"storage": {i: {...}, s: "500Mi", Format: "BinarySI"}}},',
      '  \tVolumeName: "v-none",',
      '  \t... // 4 identical fields',
      '  }',
    ],
  ],
  [
    'c2',
    { storageClassName: null },
    [
      '  core.PersistentVolumeClaimSpec{',
      '  \t... // 2 identical fields',
      '  \tResources:        {Limits: {s"storage": {i: {...}, s: "1500Mi", Format: "BinarySI"}}, Requests: {s"storage": {i: {...}, s: "500Mi", Format: "BinarySI"}}},',
      '  \tVolumeName:       "v-none",',
      '- \tStorageClassName: &"fast",',
      '+ \tStorageClassName: nil,',
      '  \tVolumeMode:       &"Filesystem",',
      '  \tDataSource:       &{Kind: "PersistentVolumeClaim", Name: "c1"},',
      '  \tDataSourceRef:    &{Kind: "PersistentVolumeClaim", Name: "c1"},',
      '  }',
    ],
  ],
  [
    'cb',
    { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '2Gi' } } },
    [
      '  core.PersistentVolumeClaimSpec{',
      '- \tAccessModes: []core.PersistentVolumeAccessMode{"ReadWriteOnce"},',
      '+ \tAccessModes: []core.PersistentVolumeAccessMode{"ReadWriteMany"},',
      '  \tSelector:    nil,',
      '  \tResources:   {Requests: {s"storage": {i: {...}, s: "1Gi", Format: "BinarySI"}}},',
      '  \t... // 5 identical fields',
      '  }',
    ],
  ],
];

const claimOf = (spec: Spec, phase: string): PersistentVolumeClaim => {
  const claim: PersistentVolumeClaim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'c', namespace: 'default' },
    spec,
    status: { phase },
  };
  const defaulted = persistentVolumeClaim.defaults?.(claim) ?? claim;
  const made = persistentVolumeClaim.prepareForCreate?.(defaulted, CONTEXT) ?? defaulted;
  return { ...made, status: { phase } };
};

for (const [name, change, lines] of rows) {
  test(`claim ${name} cannot change ${JSON.stringify(change)}`, () => {
    const phase = name === 'cb' ? 'Bound' : 'Pending';
    const stored = claimOf(CLAIMS[name] ?? {}, phase);
    const next = claimOf(mergePatch(stored.spec, change as never) as Spec, phase);
    const error = (persistentVolumeClaim.validateUpdate?.(next, stored, CONTEXT) ?? []).find(
      ({ field }) => field === 'spec',
    );
    const [head, ...diff] = (error === undefined ? '' : formatFieldError(error)).trimEnd().split('\n');
    assert.equal(head, 'Forbidden: spec is immutable after creation except resources.requests for bound claims');
    assert.deepEqual(diff, lines);
  });
}
