import { instant } from '../reports/virtual-time.ts';
import { inKorean } from '../reports/korean/korean.ts';

type Label = 'step' | 'error' | 'first' | 'expected' | 'actual' | 'why' | 'because' | 'replay' | 'seeds';

/** How a failure is told in the terminal: the labels of its lines, when it was, and what its sentences say. */
export interface FailureWords {
  readonly labels: Readonly<Record<Label, string>>;
  readonly at: (what: string, atMs: number) => string;
  readonly said: (text: string) => string;
}

const ENGLISH: FailureWords = {
  labels: {
    step: 'step',
    error: 'error',
    first: 'first',
    expected: 'expected',
    actual: 'actual',
    why: 'why',
    because: 'because',
    replay: 'replay',
    seeds: 'seeds',
  },
  at: (what, atMs) => `${what}, at ${instant(atMs)} of virtual time`,
  said: (text) => text,
};

const KOREAN: FailureWords = {
  labels: {
    step: '단계',
    error: '오류',
    first: '처음',
    expected: '기대',
    actual: '실제',
    why: '이유',
    because: '그 까닭',
    replay: '재현',
    seeds: '시드',
  },
  at: (what, atMs) => `${what}, 가상 시간 ${instant(atMs)}`,
  said: inKorean,
};

/** In the language of a feature's keywords; English for all but Korean. */
export function failureWords(language: string): FailureWords {
  return language === 'ko' ? KOREAN : ENGLISH;
}
