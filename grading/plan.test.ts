import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planOf } from './plan.ts';
import type { Submission } from './submission.ts';

const manifests = ['a.yaml', 'k8s/base/b.yaml', 'k8s/overlay/patch.yaml', 'other/c.yaml'];
const others = ['k8s/base/kustomization.yaml', 'k8s/overlay/Kustomization'];

/** What the transcript says, and which manifests are applied by themselves. */
const plans: readonly (readonly [line: string, alone: readonly string[]])[] = [
  ['kubectl get pods', manifests],
  ['kubectl apply -f a.yaml', manifests.slice(1)],
  ['kubectl apply -f k8s', ['a.yaml', 'other/c.yaml']],
  ['kubectl apply --filename=other/,./a.yaml', ['k8s/base/b.yaml', 'k8s/overlay/patch.yaml']],
  ['kubectl apply -k k8s/overlay', ['a.yaml', 'other/c.yaml']],
  ['kubectl apply -kk8s/overlay', ['a.yaml', 'other/c.yaml']],
  ['kubectl apply --kustomize=k8s/overlay', ['a.yaml', 'other/c.yaml']],
  ['kubectl kustomize k8s/overlay', manifests],
  ['kubectl create -f a.yaml --save-config', manifests.slice(1)],
  ['kubectl apply -f https://k8s.io/examples/a.yaml', manifests.slice(1)],
  ['kubectl apply -f .', []],
  ['kubectl logs deploy/web -f', manifests],
  ['kubectl logs -f a.yaml', manifests],
  ['kubectl get -f a.yaml', manifests],
  ['kubectl exec web -- rm -f', manifests],
  ['cd k8s/base && kubectl apply -f b.yaml', ['a.yaml', 'k8s/overlay/patch.yaml', 'other/c.yaml']],
  ['cd lab; kubectl apply -f a.yaml', manifests.slice(1)],
  ['cd ~/other; kubectl apply -f .', manifests.slice(0, 3)],
  ['for f in k8s/base/*.yaml a.yaml; do kubectl apply -f $f; done', ['k8s/overlay/patch.yaml', 'other/c.yaml']],
  ["sed 's/1/2/' a.yaml | kubectl apply -f -", manifests.slice(1)],
  ['cat a.yaml | grep kind', manifests],
];

for (const [text, alone] of plans) {
  test(`what is left to: ${text}`, () => {
    const submission: Submission = {
      name: 's',
      files: [...manifests, ...others].map((path) => ({ path, text: '' })),
      manifests,
      lines: [{ file: 'run.sh', line: 1, text }],
      reports: [],
      limits: [],
    };
    const planned = planOf(submission).filter(({ line }) => line === undefined);
    assert.deepEqual(
      planned.map(({ file }) => file),
      alone,
    );
  });
}

const RUNNING: readonly (readonly [line: string, files: readonly string[]])[] = [
  ['bash lab/setup.sh', ['run.sh']],
  ['cd lab && sh -x ./setup.sh', ['run.sh', 'run.sh']],
  ['chmod +x lab/setup.sh; ./lab/setup.sh', ['run.sh', 'run.sh']],
  ['source lab/setup.sh', ['run.sh']],
  ['cat lab/setup.sh', ['run.sh', 'lab/setup.sh']],
  ['bash other.sh', ['run.sh', 'lab/setup.sh']],
];

for (const [text, files] of RUNNING) {
  test(`whose lines are played beside: ${text}`, () => {
    const submission: Submission = {
      name: 's',
      files: ['run.sh', 'lab/setup.sh'].map((path) => ({ path, text: '' })),
      manifests: [],
      lines: [
        { file: 'run.sh', line: 1, text },
        { file: 'lab/setup.sh', line: 1, text: 'kubectl create ns a' },
      ],
      reports: [],
      limits: [],
    };
    assert.deepEqual(
      planOf(submission).map(({ file }) => file),
      files,
    );
  });
}
