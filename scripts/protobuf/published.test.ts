import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonNamesOf } from './go-tags.ts';
import { messagesOf } from './proto-files.ts';

const PROTO = `package k8s.io.api.core.v1;
// Volume is a comment, which may say a = 1;
message Volume {
  // name of it
  // +optional
  optional string name = 1;

  optional VolumeSource volumeSource = 2;
  repeated k8s.io.apimachinery.pkg.apis.meta.v1.Time at = 3;
  map<string, k8s.io.apimachinery.pkg.api.resource.Quantity> size = 4;
}
`;
const GO = `type Volume struct {
	// name of it
	Name string \`json:"name,omitempty" protobuf:"bytes,1,opt,name=name"\`
	VolumeSource \`json:",inline" protobuf:"bytes,2,opt,name=volumeSource"\`
	At   []metav1.Time \`json:"at,omitempty" protobuf:"bytes,3,rep,name=at"\`
	Ref  *string       \`json:"$ref,omitempty" protobuf:"bytes,5,opt,name=ref"\`
}
`;

test('a generated.proto gives numbers and types, by the short names of messages', () => {
  assert.deepEqual(messagesOf(PROTO).get('core.v1.Volume'), [
    { name: 'name', number: 1, type: 'string' },
    { name: 'volumeSource', number: 2, type: 'core.v1.VolumeSource' },
    { name: 'at', number: 3, type: '[]time' },
    { name: 'size', number: 4, type: '{}quantity' },
  ]);
});

test('a line that is no known field stops the generator', () => {
  assert.throws(() => messagesOf(PROTO.replace('optional string', 'required string')), /4 lines, but 3 fields/);
});

test('the tags of a Go file give the names in JSON, and whether zero is left out', () => {
  assert.deepEqual(
    [...jsonNamesOf(GO)],
    [
      ['Volume.1', { name: 'name', omitsZero: true }],
      ['Volume.2', { name: '', omitsZero: false }],
      ['Volume.3', { name: 'at', omitsZero: true }],
      ['Volume.5', { name: '$ref', omitsZero: false }],
    ],
  );
});
