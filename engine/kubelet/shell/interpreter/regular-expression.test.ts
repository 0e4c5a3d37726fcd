/** What a pattern means in the commands that take one, and that none of them runs for ever. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestContainer } from '../testing.ts';

/** script, standard output, exit code (0), standard error ('') */
type Row = readonly [script: string, stdout: string, exitCode?: number, stderr?: string];

const refused = (what: string): [stdout: string, exitCode: number, stderr: string] => [
  '',
  2,
  `seatrial: ${what} is not simulated\n`,
];

const LONG = 'X=a; while [ ${#X} -lt 50000 ]; do X=$X$X; done; ';

const ROWS: readonly Row[] = [
  // POSIX: the longest of the matches that begin first, whatever the order of the pattern
  ['echo abc | grep -oE "a|ab|abc"', 'abc\n'],
  ['echo xaab | sed "s/a*/-/g"', '-x-b-\n'],
  ['echo a1b22 | grep -o "[0-9]*"', '1\n22\n'],
  ['printf "a-b_c d\\n" | sed -E "s/([a-z])[-_]/\\1+/g"', 'a+b+c d\n'],
  ['echo ab | sed "s/\\(a\\)\\(b\\)/\\2\\1&/"', 'baab\n'],
  ['echo aXa | sed "s/x/-/gi"', 'a-a\n'],
  // sets and classes
  ['echo "a_1 b" | sed "s/[[:alnum:]_]/x/g"', 'xxx x\n'],
  ['echo "a]b" | sed "s/[]]/x/; s/[^]abx]/y/"', 'axb\n'],
  ['echo "a/b" | sed "s/[\\/]/x/"', 'axb\n'],
  ['echo "-+" | sed "s/[+-]/x/g"', 'xx\n'],
  ['echo aa1 | grep -cE "^[^[:digit:]]{,2}[0-9]$"', '1\n'],
  // basic and extended
  ['echo "a(b){c}" | grep -o "(b){c}"', '(b){c}\n'],
  ['echo "*a" | grep -o "^*a"', '*a\n'],
  ['echo "a\\\\(b" | grep -c "\\\\\\\\("', '1\n'],
  ['printf "cat\\nconcat\\n" | grep "\\<cat\\>"', 'cat\n'],
  ['printf "a.b\\naxb\\n" | grep -F a.b', 'a.b\n'],
  ['printf "FOO\\n" | grep -iw foo', 'FOO\n'],
  ['echo a1b22c | awk -F "[0-9]+" "{print \\$2, NF}"', 'b 3\n'],
  ['[[ "say 😀!" =~ ^say\\ .!$ ]] && echo one character', 'one character\n'],
  ['[[ $(printf "a\\nb") =~ a.b ]] && echo any character', 'any character\n'],
  // shell patterns
  ['X=a.b.c; echo ${X#*.} ${X##*.} ${X%.*} ${X%%.*} ${X%x*} ${X#x*}', 'b.c c a.b a a.b.c a.b.c\n'],
  ['X=abcabc; echo ${X/b*/-} ${X//[bc]/-} ${X/#a/-} ${X/%c/-} ${X/%b/-}', 'a- a--a-- -bcabc abcab- abcabc\n'],
  ['X=a*b; echo "${X//\\*/-}" "${X//"*"/+}" "${X//*/all}"', 'a-b a+b all\n'],
  ['case a1_ in [[:alpha:]][!a-z][[:digit:]_]) echo hit;; esac', 'hit\n'],
  ['case "a]" in a[]x]) echo hit;; esac; case "[" in [) echo open;; esac', 'hit\nopen\n'],
  ['X=é😀; echo ${X%?} ${X#?} ${X/?/e}', 'é 😀 e😀\n'],
  // what one pass cannot find, and what is none
  ['echo abab | grep -E "(ab)\\1"', ...refused('the back reference \\1 in the regular expression (ab)\\1')],
  ['echo aa | sed "s/\\(a\\)\\1/x/"', ...refused('the back reference \\1 in the regular expression \\(a\\)\\1')],
  ['echo a | grep "[[=a=]]"', ...refused('[=a=] in the regular expression [[=a=]]')],
  ['echo a | grep -E "(?=a)"', ...refused('the regular expression (?=a)')],
  ['echo a | grep -E -e "a)" -e "(b"', ...refused('the regular expression a)')],
  ['echo a | grep "[a"', ...refused('the regular expression [a')],
  ['echo a | grep -E "a{1001}"', ...refused('the regular expression a{1001}')],
  [
    'X=b; while [ ${#X} -lt 10001 ]; do X=$X$X; done; echo a | grep $X',
    ...refused('a regular expression of more than 10000 characters'),
  ],
  // made to hurt
  [`${LONG}echo \${X}b | grep -E "^(a+)+$"; echo $?`, '1\n'],
  [`${LONG}echo \${X}b | grep -cE "(a|aa|a*)*b"`, '1\n'],
  [`${LONG}echo $X | sed -E "s/(a*)*$/x/"`, 'x\n'],
  [`${LONG}[[ \${X}b =~ ^(a+)+$ ]]; echo $?`, '1\n'],
  [`${LONG}echo \${X}b | awk "/^(a+)+$/ {print}"`, ''],
  [`${LONG}case $X in *a*a*a*a*a*a*a*a*b) echo hit;; *) echo none;; esac`, 'none\n'],
  [`${LONG}[[ $X == *a*a*a*a*a*b ]]; echo $?`, '1\n'],
  [`${LONG}echo \${X%%*a*a*b} | wc -c; echo \${X##*a*a*a*a*a}; echo \${X//a*b/} | wc -c`, '65537\n\n65537\n'],
  [
    `${LONG}cd /tmp; touch aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; echo *a*a*a*a*a*a*a*a*a*a*b`,
    '*a*a*a*a*a*a*a*a*a*a*b\n',
  ],
  [`${LONG}echo x | awk "{print \${X//a/ }{"`, ...refused(`awk '{print${' '.repeat(74)}...'`)],
  [`${LONG}echo \${X//a/$X}`, ...refused('a replacement that makes more than 4194304 characters')],
  [`${LONG}X=\${X//a//}; basename \${X}b; dirname $X; basename $X`, 'b\n/\n/\n'],
  [`${LONG}echo $X | grep -oE "a.*b|a"`, ...refused('the regular expression a.*b|a on a text of this length')],
];

for (const [script, stdout, exitCode = 0, stderr = ''] of ROWS) {
  test(script.replace(LONG, '50,000 a; '), () => {
    const container = new TestContainer('debian', { command: ['sleep', 'infinity'], env: new Map() });
    assert.deepEqual(container.exec(['bash', '-c', script]), { exitCode, stdout, stderr, tookMs: 0 });
  });
}
