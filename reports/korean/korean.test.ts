import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inKorean, placedInKorean } from './korean.ts';
import { PHRASES } from './phrases.ts';

/** Something that each part of a phrase may be, and how it reads in Korean. */
const SAMPLES: Readonly<Record<string, readonly [english: string, korean?: string]>> = {
  n: ['3'],
  m: ['80'],
  kind: ['Deployment'],
  name: ['web'],
  near: ['nginx'],
  ns: ['shop'],
  node: ['w1-k8s'],
  word: ['app=web'],
  path: ['/audit/note'],
  time: ['1 h 2 min 3.5 s', '1시간 2분 3.5초'],
  list: ['a=b,c=d'],
  placed: ['a.sh:3: it needed more than 256 MiB of memory', 'a.sh:3: 메모리가 256 MiB보다 더 필요했습니다'],
  rest: ['x, y'],
};

const filled = (phrase: string, which: 0 | 1): string =>
  phrase.replaceAll(/\{(\w+)\*?\}/g, (_, name: string) => SAMPLES[name]?.[which] ?? SAMPLES[name]?.[0] ?? '');

for (const [english, korean] of PHRASES) {
  test(`said as no other phrase: ${english}`, () => {
    assert.equal(inKorean(filled(english, 0)), filled(korean, 1));
  });
}

const ROWS: readonly (readonly [english: string, korean: string])[] = [
  ['3 Ready within 2 min', '2분 안에 Ready 3개'],
  ['pods of "web" in namespace shop', '네임스페이스 shop의 "web"의 파드'],
  ['pod a carries x=1; pod b carries no labels', '파드 a의 레이블: x=1; 파드 b에 레이블이 없습니다'],
  ['answered by a: 1, b: 2; refused: 3', '응답한 파드 a: 1, b: 2; 거부됨: 3'],
];
for (const [english, korean] of ROWS) test(english, () => assert.equal(inKorean(english), korean));

const PLACED: readonly (readonly [english: string, korean: string])[] = [
  [
    'c.sh:1: "sudo" is not run: a transcript has lines of kubectl, curl, sleep, cat, and of what a small shell knows (variables, pipes, loops, echo, grep, awk ...)',
    'c.sh:1: "sudo"은(는) 실행하지 않습니다. 명령 파일에는 kubectl, curl, sleep, cat 줄과 간단한 셸(변수, 파이프, 반복문, echo, grep, awk 등)만 쓸 수 있습니다',
  ],
  [
    'a.yaml:26: found a tab character that violates indentation; the documents before it are used, nothing from here on',
    'a.yaml:26: 들여쓰기에 탭 문자가 있습니다. 공백을 쓰세요; 그 앞의 문서만 쓰이고, 여기부터는 쓰이지 않습니다',
  ],
  [
    'a.sh:2: the character “ (U+201C) stands here, where " was meant',
    'a.sh:2: " 자리에 다른 문자 “ (U+201C)이(가) 있습니다. 키보드로 다시 입력하세요',
  ],
];
const ANYWHERE: readonly (readonly [english: string, korean: string])[] = [
  [
    '.: it holds 400 files; the first 200 by name are read, the others are not',
    '.: 파일이 400개입니다. 이름 순으로 처음 200개만 읽었습니다',
  ],
  [
    'week 3/k8s: a link is not followed; hand in the file itself',
    'week 3/k8s: 링크는 따라가지 않습니다. 파일 자체를 제출하세요',
  ],
  [
    'nothing in it can be graded: all: it looks like a manifest, but is not applied: give it a name that ends in .yaml',
    '채점할 수 있는 것이 없습니다: all: 매니페스트로 보이지만 적용하지 않았습니다. 이름이 .yaml로 끝나게 하세요',
  ],
  ['service.yaml:8: app: web', 'service.yaml:8: app: web'],
  ['run.sh:1: kubectl run a: there', 'run.sh:1: kubectl run a: there'],
];
for (const [english, korean] of [...PLACED, ...ANYWHERE])
  test(english, () => assert.equal(placedInKorean(english), korean));

/** What somebody else wrote. */
const KEPT: readonly string[] = [
  '',
  'service.yaml:8: app: web',
  'run.sh:3: kubectl get pods; there',
  'run.sh:1: kubectl apply -f a.yaml: there is no Namespace "x"',
  'FailedCreate: Error creating: pods "web-1" is forbidden: exceeded quota: none',
  'Error from server (NotFound): pods "web" not found',
  '"there"',
  `there is no Pod "${'x'.repeat(5000)}"`,
];
for (const text of KEPT) test(`kept: ${text.slice(0, 40)}`, () => assert.equal(inKorean(text), text));
