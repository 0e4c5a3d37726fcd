/** What steps and grading say in English, and the same in Korean. A name in braces is a part that differs: what it may be stands in
 * korean.ts. `*` behind it, and `placed`: said in Korean, too. */
type Phrase = readonly [english: string, korean: string];

/** Why something is not as it should be: steps/support/causes and what else steps give as a reason. */
const CAUSES: readonly Phrase[] = [
  [
    'there is no workload or Pod "{name}" in namespace {ns}',
    '네임스페이스 {ns}에 워크로드나 파드 "{name}"이(가) 없습니다',
  ],
  ['there is no {kind} "{name}" in namespace {ns}', '네임스페이스 {ns}에 {kind} "{name}"이(가) 없습니다'],
  ['there is no {kind} "{name}", but a {kind} "{near}"', '{kind} "{name}"이(가) 없고, {kind} "{near}"이(가) 있습니다'],
  ['there is no {kind} "{name}"', '{kind} "{name}"이(가) 없습니다'],
  ['a {kind} "{name}" is in namespace {ns} instead', '{kind} "{name}"은(는) 네임스페이스 {ns}에 있습니다'],
  ['a {kind} "{name}" is only in namespace {rest}', '{kind} "{name}"은(는) 네임스페이스 {rest}에만 있습니다'],
  ['a {kind} "{name}" is there instead', '대신 {kind} "{name}"이(가) 있습니다'],
  ['"{name}" is a {kind} instead', '"{name}"은(는) {kind}입니다'],
  ['namespace {ns} has no {kind} at all', '네임스페이스 {ns}에 {kind}이(가) 하나도 없습니다'],
  ['namespace {ns} has the {kind}s {rest}', '네임스페이스 {ns}에 있는 {kind}: {rest}'],
  ['namespace {ns} has no pods', '네임스페이스 {ns}에 파드가 없습니다'],
  ['Service "{name}" has no selector: no pod belongs to it', 'Service "{name}"에 셀렉터가 없어 속하는 파드가 없습니다'],
  [
    'Service "{name}" selects {word}; no pod of namespace {ns} carries that',
    'Service "{name}"은(는) {word}을(를) 선택하지만, 네임스페이스 {ns}에는 그 레이블이 붙은 파드가 없습니다',
  ],
  [
    'Service "{name}" selects {word}; none of these pods is Ready: {rest}',
    'Service "{name}"은(는) {word}을(를) 선택하지만, 그중 Ready인 파드가 없습니다: {rest}',
  ],
  [
    'Service "{name}" selects {word}; that is also carried by {rest}',
    'Service "{name}"은(는) {word}을(를) 선택하는데, 그 레이블은 {rest}에도 붙어 있습니다',
  ],
  ['pod {word} carries it, but in namespace {ns}', '그 레이블이 붙은 파드 {word}은(는) 네임스페이스 {ns}에 있습니다'],
  ['pod {word} carries no labels', '파드 {word}에 레이블이 없습니다'],
  ['pod {word} carries {list}', '파드 {word}의 레이블: {list}'],
  [
    'Service "{name}" sends port {n} to the port named "{near}" of its pods',
    'Service "{name}"은(는) 포트 {n}의 요청을 파드의 이름이 "{near}"인 포트로 보냅니다',
  ],
  [
    'Service "{name}" sends port {n} to port {m} of its pods',
    'Service "{name}"은(는) 포트 {n}의 요청을 파드의 포트 {m}(으)로 보냅니다',
  ],
  [
    'pod {word} has no port of that name: it declares no ports',
    '파드 {word}에 그 이름의 포트가 없습니다: 선언한 포트가 없습니다',
  ],
  [
    'pod {word} has no port of that name: it declares {rest}',
    '파드 {word}에 그 이름의 포트가 없습니다: 선언한 포트는 {rest}입니다',
  ],
  [
    'nothing listens on port {n} of pod {word}; it listens on {rest}',
    '파드 {word}의 포트 {n}에서는 아무것도 듣지 않습니다. 듣는 포트: {rest}',
  ],
  ['nothing listens on port {n} of pod {word}', '파드 {word}의 포트 {n}에서는 아무것도 듣지 않습니다'],
  ['nothing listens on {kind} port {n} of {rest}', '{rest}의 {kind} 포트 {n}에서는 아무것도 듣지 않습니다'],
  ['Service "{name}" answers on port {n}', 'Service "{name}"은(는) 포트 {n}에서 응답합니다'],
  ['Service "{name}" has {n} ready pods', 'Service "{name}"의 준비된 파드는 {n}개입니다'],
  [
    'Service "{name}" of namespace {ns} holds {word}',
    '네임스페이스 {ns}의 Service "{name}"이(가) {word}을(를) 쓰고 있습니다',
  ],
  [
    'sessionAffinity of Service "{name}" is ClientIP, so a client keeps its pod',
    'Service "{name}"의 sessionAffinity가 ClientIP이므로 같은 클라이언트는 늘 같은 파드로 갑니다',
  ],
  [
    '{word} of Service "{name}" is Local, so only pods of the node where a request arrives answer it',
    'Service "{name}"의 {word}이(가) Local이므로 요청이 도착한 노드의 파드만 응답합니다',
  ],
  [
    'type of Service "{name}" is {kind}, and only a LoadBalancer gets an external address',
    'Service "{name}"의 type이 {kind}입니다. 외부 주소는 LoadBalancer만 받습니다',
  ],
  [
    'strategy type of {kind} "{name}" is Recreate, so old pods go before new ones come',
    '{kind} "{name}"의 strategy type이 Recreate이므로 새 파드가 오기 전에 이전 파드가 먼저 없어집니다',
  ],
  ['its pods are refused: {rest}', '파드 생성이 거부되었습니다: {rest}'],
  ['pod {word} is waiting: {rest}', '파드 {word}이(가) 기다리는 중입니다: {rest}'],
  ['pod {word} cannot mount a volume: {rest}', '파드 {word}이(가) 볼륨을 마운트하지 못합니다: {rest}'],
  ['pod {word} is not scheduled: {rest}', '파드 {word}이(가) 스케줄되지 않았습니다: {rest}'],
  ['pod {word} has ended: {kind}', '파드 {word}이(가) 끝났습니다: {kind}'],
  [
    'pod {word} belonged to no controller: nobody replaces it',
    '파드 {word}은(는) 컨트롤러에 속하지 않아 대신할 파드를 아무도 만들지 않습니다',
  ],
  ['{kind} "{name}" asks for a node with {word}', '{kind} "{name}"은(는) {word}인 노드를 요구합니다'],
  ['{kind} "{name}" gives its pods {rest}', '{kind} "{name}"이(가) 파드에 붙이는 레이블: {rest}'],
  [
    'container {word} of {kind} "{name}" asks for {rest}',
    '{kind} "{name}"의 컨테이너 {word}이(가) {rest}을(를) 요구합니다',
  ],
  [
    'container {word} of {kind} "{name}" has the image "{near}" and the command {rest}',
    '{kind} "{name}"의 컨테이너 {word}: 이미지 "{near}", 명령 {rest}',
  ],
  ['container {word} of {kind} "{name}" has the image "{near}"', '{kind} "{name}"의 컨테이너 {word}: 이미지 "{near}"'],
  ['container {word} ended with exit code {rest}', '컨테이너 {word}이(가) 종료 코드 {rest}(으)로 끝났습니다'],
  ['volume {word} of {kind} "{name}" is the NFS export {rest}', '{kind} "{name}"의 볼륨 {word}은(는) NFS {rest}입니다'],
  ['{kind} "{name}" is the NFS export {rest}', '{kind} "{name}"은(는) NFS {rest}입니다'],
  [
    'PersistentVolumeClaim "{name}" is {kind}: it asks for {rest}',
    'PersistentVolumeClaim "{name}"이(가) {kind}입니다: 요구하는 것은 {rest}',
  ],
  ['there is no PersistentVolume', 'PersistentVolume이 없습니다'],
  ['there is PersistentVolume {rest}', '있는 PersistentVolume: {rest}'],
  [
    'pod {word} has no volume for {path}: what is written there stays in the container',
    '파드 {word}에 {path}의 볼륨이 없습니다: 거기에 쓴 것은 컨테이너 안에만 남습니다',
  ],
  [
    '{path} of pod {word} is the NFS export {near}, read-only',
    '파드 {word}의 {path}은(는) NFS {near}이고 읽기 전용입니다',
  ],
  ['{path} of pod {word} is the NFS export {rest}', '파드 {word}의 {path}은(는) NFS {rest}입니다'],
  [
    '{path} of pod {word} is of volume type emptyDir, which goes with the pod',
    '파드 {word}의 {path}은(는) emptyDir 볼륨이라 파드와 함께 사라집니다',
  ],
  [
    '{path} of pod {word} is of volume type hostPath, a folder of its node alone',
    '파드 {word}의 {path}은(는) hostPath 볼륨이라 그 노드에만 있는 폴더입니다',
  ],
  ['{path} of pod {word} is of volume type {rest}', '파드 {word}의 {path}은(는) 볼륨 종류가 {rest}입니다'],
  ['{word} of {kind} "{name}" is {rest}', '{kind} "{name}"의 {word}: {rest}'],
  ['{word} on {node} is stopped', '노드 {node}의 {word}이(가) 멈춰 있습니다'],
  ['{word} is stopped', '{word}이(가) 멈춰 있습니다'],
];

/** The network's own reasons: engine/network. */
const NETWORK: readonly Phrase[] = [
  ['name server {word} knows no {rest}', '이름 서버 {word}에 {rest}이(가) 없습니다'],
  ['service {word} has no {kind} port {n}', '서비스 {word}에 {kind} 포트 {n}이(가) 없습니다'],
  [
    'service {word} has no ready endpoints for port {n}',
    '서비스 {word}에 포트 {n}에서 응답할 준비된 엔드포인트가 없습니다',
  ],
  [
    'service {word} has no ready endpoints: nobody announces {rest}',
    '서비스 {word}에 준비된 엔드포인트가 없어 아무도 {rest}을(를) 알리지 않습니다',
  ],
  ['nothing in the cluster has the address {rest}', '클러스터에 주소가 {rest}인 것이 없습니다'],
  ['no pod has the address {rest}', '주소가 {rest}인 파드가 없습니다'],
  ['node {node} is down', '노드 {node}이(가) 꺼져 있습니다'],
];

/** What a step speaks of, what it expected and what it found. */
const STATES: readonly Phrase[] = [
  ['labels of the pods of "{name}"', '"{name}"의 파드의 레이블'],
  ['image of the pods of "{name}"', '"{name}"의 파드의 이미지'],
  ['placement of the pods of "{name}"', '"{name}"의 파드의 배치'],
  ['{path} in the pods of "{name}"', '"{name}"의 파드의 {path}'],
  ['pods of "{name}" that can die', '"{name}"의 죽을 수 있는 파드'],
  ['pods of service "{name}"', '서비스 "{name}"의 파드'],
  ['pods of "{name}"', '"{name}"의 파드'],
  ['endpoints of service "{name}"', '서비스 "{name}"의 엔드포인트'],
  ['external address of service "{name}"', '서비스 "{name}"의 외부 주소'],
  ['node port of service "{name}"', '서비스 "{name}"의 노드 포트'],
  ['Ready pods of deployment "{name}" over time', '시간에 따른 디플로이먼트 "{name}"의 Ready 파드'],
  ['service "{name}"', '서비스 "{name}"'],
  ['events about "{name}"', '"{name}"의 이벤트'],
  ['files in {path} of pod {word}', '파드 {word}의 {path}에 있는 파일'],
  ['a replacement for {rest}', '{rest}을(를) 대신할 파드'],
  ['replacements for {rest}', '{rest}을(를) 대신할 파드'],
  ['{n} request(s) to service "{name}" at {word}', '서비스 "{name}"({word})에 보낸 요청 {n}개'],
  ['{n} request(s) to service "{name}" through {word}', '노드 {word}을(를) 거쳐 서비스 "{name}"에 보낸 요청 {n}개'],
  ['{n} request(s) to service "{name}"', '서비스 "{name}"에 보낸 요청 {n}개'],
  ['{n} request(s) to {word}', '{word}에 보낸 요청 {n}개'],
  ['labels of {kind} "{name}"', '{kind} "{name}"의 레이블'],
  ['controller of {kind} "{name}"', '{kind} "{name}"의 컨트롤러'],
  ['{word} of {kind} "{name}"', '{kind} "{name}"의 {word}'],
  ['the flow in the trace', '트레이스의 흐름'],
  ['revisions in the store', '저장소의 리비전'],
  ['each change has a higher one than the change before', '변경마다 앞의 변경보다 높음'],
  ['it did not happen', '일어나지 않았음'],
  ['{word} did it', '{word}이(가) 했음'],
  [
    'it happened before the step above, at {n} ms instead of after {m} ms',
    '위 단계보다 먼저 일어났음: {m} ms 뒤가 아니라 {n} ms에',
  ],
  ['nobody makes one', '아무도 만들지 않음'],
  ['gone for good', '다시 생기지 않음'],
  ['nobody', '아무도 없음'],
  ['never fewer than {n}', '한 번도 {n}보다 적지 않음'],
  ['no request is answered', '어느 요청에도 응답하지 않음'],
  ['every pod answered between {n} and {m}', '파드마다 {n}~{m}개에 응답'],
  ['answers from pods of "{name}" alone', '"{name}"의 파드에서만 응답'],
  ["the answering pod's own name in every answer", '모든 응답에 응답한 파드의 이름'],
  ['{n} on every worker', '모든 워커 노드에 {n}개'],
  ['workers differ by at most {n}', '워커 노드 사이의 차이 {n} 이하'],
  ['none on {node}', '{node}에는 없음'],
  ['no events', '이벤트 없음'],
  ['no commands', '명령 없음'],
  ['one like "{rest}" that succeeds', '성공한 "{rest}" 같은 명령'],
  ['none like "{rest}"', '"{rest}" 같은 명령 없음'],
  ['{kind} saying "{rest}"', '"{rest}"라고 하는 {kind}'],
  ['no pod is ready', '준비된 파드가 없음'],
  ['there is no such node', '그런 노드가 없음'],
  ['the commands of the submission', '제출물의 명령'],
  ['{rest*} in namespace {ns}', '네임스페이스 {ns}의 {rest*}'],
  ['{rest*} within {time}', '{time} 안에 {rest*}'],
  ['{rest*} for {time}', '{time} 동안 {rest*}'],
  ['at least {n} {kind}', '{kind} {n}개 이상'],
  ['at least {n}', '{n}개 이상'],
  ['at least one', '하나 이상'],
  ['{n} {kind}', '{kind} {n}개'],
  ['{n} new pod {kind} on another node than {node}', '{node}이(가) 아닌 노드에서 {kind}인 새 파드 {n}개'],
  ['{n} new pods {kind} on another node than {node}', '{node}이(가) 아닌 노드에서 {kind}인 새 파드 {n}개'],
  ['{n} new pod {kind}', '{kind}인 새 파드 {n}개'],
  ['{n} new pods {kind}', '{kind}인 새 파드 {n}개'],
  ['{n} restarted {m} times: {rest}', '{m}번 재시작한 파드 {n}개: {rest}'],
  ['{n} restarted {m} times', '{m}번 재시작한 파드 {n}개'],
  ['{word} on every pod', '모든 파드에 {word}'],
  ['{word} in every pod', '모든 파드에 {word}'],
  ['"{rest}" in every answer', '모든 응답에 "{rest}"'],
  ['"{rest}" in every one of them', '모두에 "{rest}"'],
  ['answers from {n} pods', '파드 {n}개의 응답'],
  ['every request is answered', '모든 요청에 응답'],
  ['the NFS export {word} is mounted there', '거기에 NFS {word}이(가) 마운트되어 있음'],
  ['the pods of "{name}" and no others', '"{name}"의 파드만'],
  ['one that is Ready', 'Ready인 파드'],
  ['exit code {rest}', '종료 코드 {rest}'],
  ['there', '있음'],
  ['not there', '없음'],
  ['gone', '없어짐'],
  ['none', '없음'],
  ['a port', '포트'],
  ['an address', '주소'],
  ['no pods', '파드 없음'],
  ['no labels', '레이블 없음'],
  ['no such field', '그런 필드 없음'],
  ['there are no such pods', '그런 파드가 없음'],
  ['there are no pods of "{name}"', '"{name}"의 파드가 없음'],
  ['there is no such service', '그런 서비스가 없음'],
  ['there is no such {word}', '그런 {word}이(가) 없음'],
  ['it held again at the end', '끝에는 다시 맞았음'],
  ['{n} {kind}: no pods', '{kind} {n}개: 파드 없음'],
  ['{n} {kind}: {rest}', '{kind} {n}개: {rest}'],
  ['pod {word} runs {rest}', '파드 {word}의 이미지: {rest}'],
  [
    'pod {word} mounts nothing there, but {rest}',
    '파드 {word}은(는) 거기에 아무것도 마운트하지 않았고, 다른 곳에는 {rest}',
  ],
  ['pod {word} mounts nothing there', '파드 {word}은(는) 거기에 아무것도 마운트하지 않음'],
  ['pod {word} mounts {rest} there', '파드 {word}이(가) 거기에 마운트한 것: {rest}'],
  ['{word} reads "{rest}"', '{word}이(가) 읽은 것: "{rest}"'],
  ['answered by {list}', '응답한 파드 {list}'],
  ['refused: {n}', '거부됨: {n}'],
  ['timeout: {n}', '시간 초과: {n}'],
  ['unreachable: {n}', '닿을 수 없음: {n}'],
  ['unresolved: {n}', '이름을 찾을 수 없음: {n}'],
];

/** Limits that a submission hit, and why there is no score: grading/. */
const LIMITS: readonly Phrase[] = [
  ['the cluster was full: it may hold {n} objects', '클러스터가 가득 찼습니다: 오브젝트는 {n}개까지입니다'],
  [
    '{word} and what follows was not run: more than {n} hours of virtual time',
    '{word}부터는 실행하지 않았습니다: 가상 시간이 {n}시간을 넘었습니다',
  ],
  ['not checked: {placed}', '검사하지 않음: {placed}'],
  ['nothing in it can be graded: {placed}', '채점할 수 있는 것이 없습니다: {placed}'],
  [
    "the engine's budget of {n} turns is used up: does this wait for ever?; last keys: {rest}",
    '엔진이 쓸 수 있는 {n}번의 처리를 다 썼습니다. 끝없이 기다리는 것이 아닌가요? 마지막에 처리한 것: {rest}',
  ],
  [
    'the cluster does not settle: {node} {rest} had more than {n} turns at one instant',
    '클러스터가 안정되지 않습니다: {node} {rest}이(가) 한순간에 {n}번 넘게 처리되었습니다',
  ],
  ['it holds no manifest and no command', '매니페스트도 명령도 없습니다'],
  [
    'no manifests found (.yaml, .yml, .json with apiVersion and kind) and no transcript (.sh, .txt, .md)',
    '매니페스트(apiVersion과 kind가 있는 .yaml, .yml, .json)도 명령 파일(.sh, .txt, .md)도 없습니다',
  ],
  ['the grading came to no end: {rest*}', '채점이 끝나지 않았습니다: {rest*}'],
  ['it was stopped after {n} seconds', '{n}초 뒤에 중지했습니다'],
  ['it needed more than {n} MiB of memory', '메모리가 {n} MiB보다 더 필요했습니다'],
  ['the file has more than {n} bytes and is not read', '파일이 {n}바이트보다 커서 읽지 않았습니다'],
  ['folders lie more than {n} deep; nothing below is read', '폴더가 {n}단계보다 깊어 그 아래는 읽지 않았습니다'],
  [
    'it holds {n} files; the first {m} by name are read, the others are not',
    '파일이 {n}개입니다. 이름 순으로 처음 {m}개만 읽었습니다',
  ],
  [
    'it holds more than {n} files and folders; nothing of it is read: hand in only what belongs to the exercise',
    '파일과 폴더가 {n}개보다 많아 아무것도 읽지 않았습니다. 과제에 필요한 것만 제출하세요',
  ],
  [
    'with it the submission has more than {n} bytes; the file is not read',
    '이 파일까지 더하면 제출물이 {n}바이트를 넘어 읽지 않았습니다',
  ],
  [
    'with it the submission has more than {n} YAML and JSON documents; the file is not used',
    '이 파일까지 더하면 YAML과 JSON 문서가 {n}개를 넘어 쓰지 않았습니다',
  ],
  ['nested deeper than {n} levels', '{n}단계보다 깊이 중첩되었습니다'],
  ['it is empty or has only comments', '비어 있거나 주석뿐입니다'],
  [
    'no Kubernetes object is in it: a manifest has apiVersion and kind',
    '쿠버네티스 오브젝트가 없습니다. 매니페스트에는 apiVersion과 kind가 있어야 합니다',
  ],
  ['a link is not followed; hand in the file itself', '링크는 따라가지 않습니다. 파일 자체를 제출하세요'],
  [
    'kustomize is not simulated: hand in the manifests themselves',
    'kustomize는 지원하지 않습니다. 매니페스트 자체를 제출하세요',
  ],
  [
    'an archive in a submission is not opened: hand in the files themselves',
    '제출물 안의 압축 파일은 열지 않습니다. 파일 자체를 제출하세요',
  ],
];

/** What reading a submission says of its files: grading/submission/. */
const FILES: readonly Phrase[] = [
  [
    '"{name}" is not run: a transcript has lines of kubectl, curl URL, sleep N, cat FILE and comments',
    '"{name}"은(는) 실행하지 않습니다. 명령 파일에는 kubectl, curl URL, sleep N, cat FILE 줄과 주석만 쓸 수 있습니다',
  ],
  [
    'it is empty or has only comments: a transcript has lines of kubectl, curl URL, sleep N and cat FILE',
    '비어 있거나 주석뿐입니다. 명령 파일에는 kubectl, curl URL, sleep N, cat FILE 줄이 있어야 합니다',
  ],
  [
    'no line of it is run: a transcript has lines of kubectl, curl URL, sleep N and cat FILE',
    '실행한 줄이 없습니다. 명령 파일에는 kubectl, curl URL, sleep N, cat FILE 줄이 있어야 합니다',
  ],
  [
    'no code block of it has a command: only lines of kubectl, curl, sleep and cat between ``` are run',
    '명령이 있는 코드 블록이 없습니다. ``` 사이에 있는 kubectl, curl, sleep, cat 줄만 실행합니다',
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
  [
    'cat takes one file of the submission here, or writes one: cat > FILE <<EOF',
    'cat은 제출물의 파일 하나를 보여 주거나(cat FILE) 파일 하나를 씁니다(cat > FILE <<EOF)',
  ],
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

/** In the order in which they are tried: what is more exact stands before what is less. */
export const PHRASES: readonly Phrase[] = [...CAUSES, ...NETWORK, ...STATES, ...LIMITS, ...FILES];
