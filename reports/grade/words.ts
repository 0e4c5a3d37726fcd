import type { GradeStatus, Language } from '../../grading/grade.ts';
import { ENGLISH, type PieceWords } from '../html/words.ts';
import { score } from './points.ts';

/** Every fixed text of the pages about grades. Both languages have the same keys, or the compiler says so. */
export interface GradeWords {
  readonly pieces: PieceWords;
  // The student's page
  readonly task: string;
  readonly scoreOf: (points: number, most: number) => string;
  readonly pointsOf: (points: number, most: number) => string;
  readonly allPassed: string;
  readonly somePassed: (passed: number, all: number) => string;
  readonly passed: string;
  readonly lost: string;
  readonly partly: string;
  readonly changeFirst: string;
  readonly costs: (points: number, checks: number) => string;
  readonly whatWasLost: string;
  readonly whatPassed: string;
  readonly hiddenCheck: string;
  readonly hiddenNote: string;
  readonly hiddenLimit: string;
  readonly expected: string;
  readonly found: string;
  readonly at: (instant: string) => string;
  readonly why: string;
  readonly change: string;
  readonly failedStep: string;
  readonly steps: string;
  readonly moreNotRun: (count: number) => string;
  readonly whatWasRun: string;
  readonly whatWasRunNote: string;
  readonly line: string;
  readonly command: string;
  readonly exit: string;
  readonly output: string;
  readonly nothingPrinted: string;
  readonly nothingRan: string;
  readonly file: string;
  readonly files: string;
  readonly kinds: Readonly<Record<'manifest' | 'transcript' | 'ignored' | 'refused', string>>;
  readonly wholeSubmission: string;
  readonly noProblems: string;
  readonly more: (count: number) => string;
  readonly limits: string;
  readonly noScore: Readonly<
    Record<GradeStatus, { readonly title: string; readonly what: string; readonly todo: readonly string[] }>
  >;
  readonly whatToDo: string;
  readonly footer: (exercise: string, seed: string) => string;
  // The class page
  readonly statuses: Readonly<Record<GradeStatus, string>>;
  readonly submissions: string;
  readonly submission: string;
  readonly graded: string;
  readonly mean: string;
  readonly median: string;
  readonly fullMarks: string;
  readonly distribution: string;
  readonly distributionOf: (graded: number, most: number) => string;
  readonly inBin: (count: number, bin: string) => string;
  readonly needALook: string;
  readonly hitLimit: string;
  readonly checks: string;
  readonly check: string;
  readonly hidden: string;
  readonly lostBy: (lost: number, graded: number) => string;
  readonly reasons: string;
  readonly otherReasons: (count: number) => string;
  readonly noReason: string;
  readonly everySubmission: string;
  readonly filter: string;
  readonly all: string;
  readonly notFull: string;
  readonly score: string;
  readonly status: string;
  readonly nobody: string;
  readonly classLead: (count: number) => string;
  readonly classFooter: string;
}

const EN: GradeWords = {
  pieces: ENGLISH,
  task: 'The task',
  scoreOf: (points, most) => `${score(points)} of ${score(most)} points`,
  pointsOf: (points, most) => `${score(points)} / ${score(most)}`,
  allPassed: 'Every check passed.',
  somePassed: (passed, all) => `${passed} of ${all} checks passed.`,
  passed: 'Passed',
  lost: 'Lost',
  partly: 'Partly',
  changeFirst: 'What to change first',
  costs: (points, checks) =>
    `${score(points)} ${points === 1 ? 'point' : 'points'} in ${checks} ${checks === 1 ? 'check' : 'checks'}`,
  whatWasLost: 'What was lost, and why',
  whatPassed: 'What passed',
  hiddenCheck: 'A hidden check',
  hiddenNote: 'What a hidden check looks at is not shown.',
  hiddenLimit: 'A limit was hit in a hidden check.',
  expected: 'Expected',
  found: 'Found',
  at: (instant) => `at ${instant} of virtual time`,
  why: 'Why',
  change: 'Change here',
  failedStep: 'Failed at',
  steps: 'Steps of this check',
  moreNotRun: (count) => `${count} more steps were not run.`,
  whatWasRun: 'What was run',
  whatWasRunNote: 'In this order, on a cluster of your own.',
  line: 'Line',
  command: 'Command',
  exit: 'Exit code',
  output: 'Output',
  nothingPrinted: 'It printed nothing.',
  nothingRan: 'Nothing of this submission was run.',
  file: 'File',
  files: 'Files that were read',
  kinds: { manifest: 'manifest', transcript: 'commands', ignored: 'not used', refused: 'refused' },
  wholeSubmission: 'the submission as a whole',
  noProblems: 'No problems',
  more: (count) => `${count} more in grade.json`,
  limits: 'Limits that were hit',
  noScore: {
    graded: { title: '', what: '', todo: [] },
    unreadable: {
      title: 'No score: nothing could be read',
      what: 'Nothing in this submission could be read, so nothing was graded. This is not a score of 0.',
      todo: [
        'Look at the files below: each says what is wrong with it, and where.',
        'Hand in manifests as .yaml, .yml or .json, and kubectl commands as .sh, .txt or code blocks of a .md file.',
        'Hand in again.',
      ],
    },
    error: {
      title: 'No score: the grading did not finish',
      what: 'The grading of this submission came to no end. This is not a score of 0, and perhaps not your fault.',
      todo: [
        'You need to do nothing yet: a teacher has to look at this.',
        'The reason above helps the teacher to find out what happened.',
      ],
    },
  },
  whatToDo: 'What to do',
  footer: (exercise, seed) =>
    `Graded by seatrial: exercise ${exercise}, seed ${seed}. Times are virtual: minutes and seconds of the simulated cluster. The same submission always gets the same grade.`,
  statuses: { graded: 'Graded', unreadable: 'Unreadable', error: 'Error' },
  submissions: 'submissions',
  submission: 'Submission',
  graded: 'graded',
  mean: 'mean',
  median: 'median',
  fullMarks: 'with all points',
  distribution: 'Scores',
  distributionOf: (graded, most) => `How ${graded} scores from 0 to ${score(most)} are distributed`,
  inBin: (count, bin) => `${bin} points: ${count}`,
  needALook: 'Need a look',
  hitLimit: 'Hit a limit',
  checks: 'Checks, most lost first',
  check: 'Check',
  hidden: 'hidden',
  lostBy: (lost, graded) => `lost by ${lost} of ${graded}`,
  reasons: 'Commonest reasons',
  otherReasons: (count) => `other reasons: ${count}`,
  noReason: 'No reason was recorded',
  everySubmission: 'Every submission',
  filter: 'Filter submissions',
  all: 'All',
  notFull: 'Points lost',
  score: 'Score',
  status: 'Status',
  nobody: 'No submission was graded.',
  classLead: (count) =>
    `${count} ${count === 1 ? 'submission' : 'submissions'}. The same submission always gets the same grade.`,
  classFooter: 'Made by seatrial. grades.csv beside this page holds the same scores for a gradebook.',
};

const KO: GradeWords = {
  pieces: {
    notRun: '실행 안 됨',
    virtualTime: '가상 시간',
    desiredAndActual: '원하는 상태(−)와 실제 상태(+)',
    podsOnNodes: '가상 시간에 따른 노드 위의 파드',
    timelineOf: (name, duration) => `${name}의 타임라인: 가상 시간 ${duration} 동안 노드 위의 파드`,
    states: {
      pending: '대기 중(노드 없음)',
      starting: '시작 중',
      running: '실행 중(준비 안 됨)',
      ready: '준비됨',
      failing: '실패 중',
      stopping: '종료 중',
      done: '완료',
      lost: '알 수 없음',
    },
    nodeNotReady: '노드 준비 안 됨',
    nodeCordoned: '노드 스케줄 중지(cordon)',
    firstDivergence: '처음 어긋난 때',
    morePods: (count) => `트레이스에 파드 ${count}개 더 있음`,
    quietPods: (count) => `변화 없는 시스템 파드 ${count}개는 그리지 않음`,
    noNode: '노드 없음',
    stopped: (process) => `${process} 중지`,
    stoppedToTheEnd: (process) => `${process} 끝까지 중지`,
  },
  task: '과제',
  scoreOf: (points, most) => `${score(most)}점 만점에 ${score(points)}점`,
  pointsOf: (points, most) => `${score(points)} / ${score(most)}`,
  allPassed: '모든 검사를 통과했습니다.',
  somePassed: (passed, all) => `검사 ${all}개 중 ${passed}개를 통과했습니다.`,
  passed: '통과',
  lost: '감점',
  partly: '부분 점수',
  changeFirst: '먼저 고칠 것',
  costs: (points, checks) => `검사 ${checks}개에서 ${score(points)}점`,
  whatWasLost: '잃은 점수와 이유',
  whatPassed: '통과한 검사',
  hiddenCheck: '비공개 검사',
  hiddenNote: '비공개 검사가 무엇을 보는지는 공개하지 않습니다.',
  hiddenLimit: '비공개 검사에서 한도에 닿았습니다.',
  expected: '기대한 것',
  found: '실제 결과',
  at: (instant) => `가상 시간 ${instant}에`,
  why: '이유',
  change: '여기를 고치세요',
  failedStep: '실패한 단계',
  steps: '이 검사의 단계',
  moreNotRun: (count) => `나머지 ${count}단계는 실행되지 않았습니다.`,
  whatWasRun: '실행한 것',
  whatWasRunNote: '이 제출물만의 클러스터에서 이 순서로 실행했습니다.',
  line: '줄',
  command: '명령',
  exit: '종료 코드',
  output: '출력',
  nothingPrinted: '출력이 없습니다.',
  nothingRan: '이 제출물에서 실행한 것이 없습니다.',
  file: '파일',
  files: '읽은 파일',
  kinds: { manifest: '매니페스트', transcript: '명령', ignored: '쓰지 않음', refused: '거부됨' },
  wholeSubmission: '제출물 전체',
  noProblems: '문제 없음',
  more: (count) => `grade.json에 ${count}개 더 있음`,
  limits: '닿은 한도',
  noScore: {
    graded: { title: '', what: '', todo: [] },
    unreadable: {
      title: '점수 없음: 읽을 수 있는 것이 없습니다',
      what: '이 제출물에서 아무것도 읽을 수 없어 채점하지 못했습니다. 0점이 아닙니다.',
      todo: [
        '아래 파일 목록에서 무엇이 어디에서 잘못되었는지 확인하세요.',
        '매니페스트는 .yaml, .yml, .json으로, kubectl 명령은 .sh, .txt 또는 .md 파일의 코드 블록으로 제출하세요.',
        '다시 제출하세요.',
      ],
    },
    error: {
      title: '점수 없음: 채점을 끝내지 못했습니다',
      what: '이 제출물의 채점이 끝나지 못했습니다. 0점이 아니며, 제출자의 잘못이 아닐 수 있습니다.',
      todo: ['아직 할 일은 없습니다. 교사가 확인해야 합니다.', '위의 이유는 교사가 원인을 찾는 데 도움이 됩니다.'],
    },
  },
  whatToDo: '할 일',
  footer: (exercise, seed) =>
    `seatrial이 채점했습니다: 과제 ${exercise}, 시드 ${seed}. 시간은 모의 클러스터의 가상 시간(분, 초)입니다. 같은 제출물은 언제나 같은 점수를 받습니다.`,
  statuses: { graded: '채점됨', unreadable: '읽을 수 없음', error: '오류' },
  submissions: '제출',
  submission: '제출물',
  graded: '채점됨',
  mean: '평균',
  median: '중앙값',
  fullMarks: '만점',
  distribution: '점수 분포',
  distributionOf: (graded, most) => `0점부터 ${score(most)}점까지 제출물 ${graded}개의 점수 분포`,
  inBin: (count, bin) => `${bin}점: ${count}`,
  needALook: '확인이 필요한 제출물',
  hitLimit: '한도에 닿음',
  checks: '검사(많이 잃은 순서)',
  check: '검사',
  hidden: '비공개',
  lostBy: (lost, graded) => `${graded}명 중 ${lost}명 감점`,
  reasons: '흔한 이유',
  otherReasons: (count) => `그 밖의 이유: ${count}`,
  noReason: '기록된 이유 없음',
  everySubmission: '모든 제출물',
  filter: '제출물 찾기',
  all: '전체',
  notFull: '감점 있음',
  score: '점수',
  status: '상태',
  nobody: '채점된 제출물이 없습니다.',
  classLead: (count) => `제출물 ${count}개. 같은 제출물은 언제나 같은 점수를 받습니다.`,
  classFooter: 'seatrial이 만들었습니다. 이 페이지 옆의 grades.csv에 같은 점수가 있습니다.',
};

export const WORDS: Readonly<Record<Language, GradeWords>> = { en: EN, ko: KO };
