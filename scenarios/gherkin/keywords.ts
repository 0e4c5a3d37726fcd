/** Keywords of steps, in the two languages that features are written in. */
const STEP_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['Given', 'When', 'Then', 'And', 'But', '*'],
  ko: ['먼저', '조건', '만일', '만약', '그러면', '그리고', '하지만', '단', '*'],
};

/** What begins a feature, a rule, a background, a scenario or examples. */
const BLOCK_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Scenario',
    'Example',
    'Scenario Outline',
    'Scenario Template',
    'Examples',
    'Scenarios',
    'Background',
    'Rule',
    'Feature',
    'Business Need',
    'Ability',
  ],
  ko: ['시나리오', '시나리오 개요', '예', '배경', '규칙', '기능'],
};

/** Step keywords of a language; in any language `*` is one. */
export function stepKeywords(language: string): readonly string[] {
  return STEP_KEYWORDS[language] ?? ['*'];
}

/** Block keywords of a language; none where it is not known. */
export function blockKeywords(language: string): readonly string[] {
  return BLOCK_KEYWORDS[language] ?? [];
}
