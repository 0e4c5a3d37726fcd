import { type DataTable, Then, When } from '@cucumber/cucumber';
import { checkOutput, checkRows } from './support/output.ts';
import { fillIn, kubectlWords } from './support/terminal.ts';
import type { SeatrialWorld } from './world.ts';

/** Runs a kubectl line that has to work. */
function run(this: SeatrialWorld, line: string): void {
  this.mustKubectl(kubectlWords(this, line));
}

When('I run {string}', run);
When('{string} 명령을 실행하면', run);

/** The same with the doc string as standard input (`-f -`). */
function runWithInput(this: SeatrialWorld, line: string, stdin: string): void {
  this.mustKubectl(kubectlWords(this, line), { stdin });
}

When('I run {string} with this input:', runWithInput);
When('다음 입력으로 {string} 명령을 실행하면:', runWithInput);

/** Runs a kubectl line that may fail; the steps after it say how it has to end. */
function attempt(this: SeatrialWorld, line: string): void {
  this.kubectl(kubectlWords(this, line));
}

When('I try {string}', attempt);
When('{string} 명령을 시도하면', attempt);

/** kubectl edit, the user changing one text for another in the editor. */
function edit(this: SeatrialWorld, line: string, before: string, after: string): void {
  const editor = (text: string): string => {
    if (!text.includes(before)) throw new Error(`"${before}" is not in the text that kubectl edit shows`);
    return text.replace(before, after);
  };
  this.mustKubectl(kubectlWords(this, line), { editor });
}

When('I run {string} and change {string} to {string}', edit);
When('{string} 명령을 실행하여 {string}을/를 {string}(으)로 고치면', edit);

/** kubectl edit, the doc string being the whole text that the user saves. */
function editWhole(this: SeatrialWorld, line: string, text: string): void {
  this.mustKubectl(kubectlWords(this, line), { editor: () => text });
}

When('I run {string} and save:', editWhole);
When('{string} 명령을 실행하여 다음과 같이 저장하면:', editWhole);

function fails(this: SeatrialWorld, exit: number): void {
  checkOutput(this, `exit code ${exit}`, ({ exit: actual }) => actual === exit);
}

Then('it ends with exit code {int}', fails);
Then('종료 코드 {int}(으)로 끝난다', fails);

/** On the terminal, that is: on standard output or standard error. */
function prints(this: SeatrialWorld, text: string): void {
  const wanted = fillIn(this, text);
  checkOutput(this, `"${wanted}" in its output`, ({ stdout, stderr }) => `${stdout}${stderr}`.includes(wanted));
}

Then('it prints {string}', prints);
Then('{string}이/가 출력된다', prints);

function printsExactly(this: SeatrialWorld, text: string): void {
  const wanted = fillIn(this, text);
  checkOutput(this, `exactly\n${wanted}`, ({ stdout }) => stdout.trimEnd() === wanted.trimEnd());
}

Then('it prints exactly:', printsExactly);
Then('정확히 다음이 출력된다:', printsExactly);

function printsNot(this: SeatrialWorld, text: string): void {
  checkOutput(this, `no "${text}" in its output`, ({ stdout }) => !stdout.includes(text));
}

Then('it does not print {string}', printsNot);
Then('{string}은/는 출력되지 않는다', printsNot);

function refuses(this: SeatrialWorld, text: string): void {
  checkOutput(this, `"${text}" among its errors`, ({ exit, stderr }) => exit !== 0 && stderr.includes(text));
}

Then('it is refused with {string}', refuses);
Then('{string} 오류로 거절된다', refuses);

function rows(this: SeatrialWorld, table: DataTable): void {
  checkRows(this, table.hashes(), 'exactly');
}

/** `*` stands for anything; columns that are not named do not count; the order of the rows does not either. */
Then('it prints these rows:', rows);
Then('다음 행들이 출력된다:', rows);

function rowsAmong(this: SeatrialWorld, table: DataTable): void {
  checkRows(this, table.hashes(), 'among');
}

Then('it prints these rows among others:', rowsAmong);
Then('다음 행들이 출력에 들어 있다:', rowsAmong);
