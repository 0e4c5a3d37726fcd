import type { Phrase } from './phrases.ts';

/** What reading a submission says of its files: grading/submission/. */
export const FILE_PHRASES: readonly Phrase[] = [
  [
    '"{name}" is not run: a transcript has lines of kubectl, curl, sleep, cat, and of what a small shell knows (variables, pipes, loops, echo, grep, awk ...)',
    '"{name}"은(는) 실행하지 않습니다. 명령 파일에는 kubectl, curl, sleep, cat 줄과 간단한 셸(변수, 파이프, 반복문, echo, grep, awk 등)만 쓸 수 있습니다',
  ],
  [
    'it is empty or has only comments: a transcript has lines of kubectl, curl, sleep, cat and a small shell',
    '비어 있거나 주석뿐입니다. 명령 파일에는 kubectl, curl, sleep, cat이나 간단한 셸의 줄이 있어야 합니다',
  ],
  [
    'no line of it is run: a transcript has lines of kubectl, curl, sleep, cat and a small shell',
    '실행한 줄이 없습니다. 명령 파일에는 kubectl, curl, sleep, cat이나 간단한 셸의 줄이 있어야 합니다',
  ],
  [
    'no code block of it has a command: only lines of kubectl, curl, sleep, cat and a small shell between ``` are run',
    '명령이 있는 코드 블록이 없습니다. ``` 사이에 있는 kubectl, curl, sleep, cat과 간단한 셸의 줄만 실행합니다',
  ],
  [
    'what stands behind # is a comment and not run; write the commands without #',
    '# 뒤는 주석이므로 실행하지 않습니다. 명령을 # 없이 쓰세요',
  ],
  [
    '{n} lines from here to line {m} are no command and not run (printed by one?); put "$ " before commands to tell them apart',
    '여기부터 {m}번째 줄까지 {n}줄은 명령이 아니어서 실행하지 않았습니다(명령의 출력인가요?). 구별되도록 명령 앞에 "$ "를 붙이세요',
  ],
  [
    'this line is no command and not run (printed by one?); put "$ " before commands to tell them apart',
    '이 줄은 명령이 아니어서 실행하지 않았습니다(명령의 출력인가요?). 구별되도록 명령 앞에 "$ "를 붙이세요',
  ],
  [
    'this {word} block is not applied: hand it in as a file, or put it behind kubectl apply -f - <<EOF in a block of commands',
    '이 {word} 블록은 적용하지 않습니다. 파일로 제출하거나, 명령 블록에서 kubectl apply -f - <<EOF 뒤에 쓰세요',
  ],
  ['the here-document has no closing {word}', '히어독을 끝내는 {word}이(가) 없습니다'],
  [
    'transcripts have at most {n} lines of commands; from here on nothing is run',
    '명령은 {n}줄까지입니다. 여기부터는 실행하지 않았습니다',
  ],
  ['the line has more than {n} characters and is not run', '줄이 {n}자를 넘어 실행하지 않았습니다'],
  ['cat > FILE takes a here-document: cat > FILE <<EOF', 'cat > FILE에는 히어독이 필요합니다: cat > FILE <<EOF'],
  ['"{word}" is never closed', '"{word}"이(가) 닫히지 않았습니다'],
  ['a quote or a bracket is never closed', '따옴표나 괄호가 닫히지 않았습니다'],
  ['{list} is never closed: close it on the same line', '{list}이(가) 닫히지 않았습니다. 같은 줄에서 닫으세요'],
  [
    'a second object begins here: without a line --- before it, it takes the place of the first one',
    '여기서 두 번째 오브젝트가 시작됩니다. 앞에 --- 줄이 없으면 첫 번째 오브젝트를 대신하게 됩니다',
  ],
  [
    '{list} stands twice, on lines {n} and {m}: the last one counts',
    '{list}이(가) {n}번째 줄과 {m}번째 줄에 두 번 있습니다. 뒤의 것만 쓰입니다',
  ],
  [
    'it looks like a manifest, but is not applied: give it a name that ends in .yaml',
    '매니페스트로 보이지만 적용하지 않았습니다. 이름이 .yaml로 끝나게 하세요',
  ],
  [
    'the character {list} stands here, where {rest*} was meant',
    '{rest*} 자리에 다른 문자 {list}이(가) 있습니다. 키보드로 다시 입력하세요',
  ],
  [
    'aliases expand too far or the file is too long: more than {n} values',
    '별칭이 너무 많이 펼쳐지거나 파일이 너무 깁니다: 값이 {n}개를 넘습니다',
  ],
  ['nested mappings are not allowed in compact mappings', '한 줄에 "키: 값"을 겹쳐 쓸 수 없습니다'],
  ['a space', '공백'],
  ['nothing', '아무것도 없어야 할'],
  ['found a tab character that violates indentation', '들여쓰기에 탭 문자가 있습니다. 공백을 쓰세요'],
  ['found character that cannot start any token', '여기에 올 수 없는 문자가 있습니다(탭인가요?)'],
  ["did not find expected '-' indicator", "'-'가 있어야 할 자리입니다. 이 줄과 앞줄의 들여쓰기를 확인하세요"],
  ['did not find expected key', '키가 있어야 할 자리입니다. 이 줄과 앞줄의 들여쓰기를 확인하세요'],
  [
    'mapping values are not allowed in this context',
    '여기에는 "키: 값"이 올 수 없습니다. 이 줄과 앞줄의 들여쓰기를 확인하세요',
  ],
  ["could not find expected ':'", "':'이 있어야 합니다"],
  ['control characters are not allowed', '제어 문자는 쓸 수 없습니다'],
  ['the documents before it are used, nothing from here on', '그 앞의 문서만 쓰이고, 여기부터는 쓰이지 않습니다'],
  [
    'a kustomization is built where a line says so: kubectl apply -k FOLDER',
    'kustomization은 kubectl apply -k FOLDER 줄이 있을 때 빌드합니다',
  ],
  [
    'a link is not followed; hand in the folder or zip file itself',
    '링크는 따라가지 않습니다. 폴더나 zip 파일 자체를 제출하세요',
  ],
  ['it is neither a folder nor a .zip file', '폴더도 .zip 파일도 아닙니다'],
  ['it is no zip file that can be read: {rest}', '읽을 수 있는 zip 파일이 아닙니다: {rest}'],
];
