import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestContainer } from './testing.ts';

/** script, standard output, exit code (0), standard error (''), milliseconds (0) */
type Row = readonly [script: string, stdout: string, exitCode?: number, stderr?: string, tookMs?: number];

/** In bash of a Debian image. */
const BASH: readonly Row[] = [
  // sequences and conditions
  ['echo a; echo b', 'a\nb\n'],
  ['true && echo yes || echo no', 'yes\n'],
  ['false && echo yes || echo no', 'no\n'],
  ['! false && echo yes', 'yes\n'],
  ['if [ -f /etc/hostname ]; then cat /etc/hostname; else echo none; fi', 'p\n'],
  ['if false; then echo a; elif true; then echo b; fi', 'b\n'],
  ['case abc in x*) echo x;; a?c) echo hit;; *) echo other;; esac', 'hit\n'],
  ['[[ nginx-1 == nginx-* && 3 -gt 2 ]] && echo ok', 'ok\n'],
  ['[ 1 -lt 2 -a a != b ] && echo ok', 'ok\n'],
  [
    '[[ mysql-12 =~ -([0-9]+)$ ]] && echo ${BASH_REMATCH[1]} $((100 + ${BASH_REMATCH[1]})) ${BASH_REMATCH}',
    '12 112 -12\n',
  ],
  ['[[ web =~ -([0-9]+)$ ]] || echo "none <${BASH_REMATCH[1]}>"', 'none <>\n'],
  ['x=1; echo "<${x[0]}${x[1]}>"', '<1>\n'],
  // arrays
  ['a=(x "y z" $(echo 1 2)); echo ${#a[@]} "${a[1]}" ${a[-1]} $a', '4 y z 2 x\n'],
  [
    'a=(x "y z"); for i in "${a[@]}"; do echo "<$i>"; done; echo "${a[*]}"; IFS=,; echo "${a[*]}"',
    '<x>\n<y z>\nx y z\nx,y z\n',
  ],
  [
    'a=(1 2); a+=(3 4); a[7]=8; i=1; echo ${a[@]} ${!a[@]} ${a[i+1]} ${a[$i]} ${a[@]:1:2}',
    '1 2 3 4 8 0 1 2 3 7 3 2 2 3\n',
  ],
  ['a=(b.yaml c.yaml); echo ${a[@]%.yaml} ${a[@]/b/d} "${a[@]^^}"', 'b c d.yaml c.yaml B.YAML C.YAML\n'],
  ['a=([1+1]=q r [0]=s t [i]=u); echo ${a[@]} ${!a[@]}', 'u t q r 0 1 2 3\n'],
  ['a=(1 2 3); unset "a[1]"; echo ${a[@]} ${#a[@]}; unset a; echo "<${a[@]}>"', '1 3 2\n<>\n'],
  [
    'declare -A m=([one]=1 ["two"]=2); m[three]=3; k=two; echo ${m[$k]} ${#m[@]}; for k in "${!m[@]}"; do echo $k; done',
    '2 3\none\ntwo\nthree\n',
  ],
  ['declare -A n; for w in a b a; do n[$w]=$((${n[$w]:-0} + 1)); done; echo ${n[a]} ${n[b]}', '2 1\n'],
  ['f() { local -a a=(9); local b=in; a+=(8); echo ${a[@]}; }; a=(1); b=out; f; echo ${a[@]} $b', '9 8\n1 out\n'],
  [
    'read -r -a p <<< "a b  c"; echo ${#p[@]} ${p[2]}; mapfile -t l < <(printf "1\n2 3\n"); echo "${l[1]}"',
    '3 c\n2 3\n',
  ],
  ['(a=(1); a+=(2)); echo "<${a[@]}>"; declare -i n=4; let n+=2; echo $n; n=p; p=5; echo ${!n}', '<>\n6\n5\n'],
  [
    'a=(); for i in {1..2001}; do a+=($i); done',
    '',
    2,
    'seatrial: sh: an array of more than 2000 items is not simulated\n',
  ],
  ['printf "foo\\nbar\\n" | rev', 'oof\nrab\n'],
  ['echo "a-\\$ITEM-b \\$" | sed "s/\\$ITEM/x/; s/\\$\\$/end/"', 'a-x-b end\n'],
  [
    "echo 'a(b)|c' | sed 's/[(|]/_/g; s/(/x/' ; echo 'ab' | grep -c 'b$'; echo 'x$y' | grep -o 'x$y'",
    'a_b)_c\n1\nx$y\n',
  ],
  [
    'seq 9 | grep -C 1 5; seq 9 | grep -A 9999999999 8; seq 9 | grep -1 2; seq 9 | grep --context=1 9',
    '4\n5\n6\n8\n9\n1\n2\n3\n8\n9\n',
  ],
  ['mkdir /mnt/data; echo x > /mnt/data/f; cat /mnt/data/f', 'x\n'],
  // awk
  ["printf 'a 1\\nb 2\\na 3\\n' | awk '{n[$1] += $2} END {for (k in n) print k, n[k]}'", 'a 4\nb 2\n'],
  ["printf 'x y\\n\\nz\\n' | awk 'NF {c++} END {print c, NR}'", '2 3\n'],
  ["printf 'NAME AGE\\nweb 5\\ndb 50\\n' | awk 'NR > 1 && $2 >= 10 {print $1}'", 'db\n'],
  ["printf 'a:b:c\\n' | awk -F: -v OFS=- '{$2 = \"x\"; print; print $NF, $(NF - 1)}'", 'a-x-c\nc-x\n'],
  [
    'awk \'BEGIN {printf "%-5s|%3d|%.2f\\n", "ab", 7, 1 / 3; for (i = 0; i < 3; i++) s = s i; print s, length(s)}\'',
    'ab   |  7|0.33\n012 3\n',
  ],
  ["printf '1\\n2\\n3\\n4\\n' | awk '/2/,/3/'", '2\n3\n'],
  [
    'printf \'a b\\n\' | awk \'{gsub(/[ab]/, "<&>"); print toupper($0); n = split("x,y", p, ","); print n, p[2], substr("hello", 2, 3), index("abc", "c")}\'',
    '<A> <B>\n2 y ell 3\n',
  ],
  [
    'printf \'Running\\nPending\\n\' | awk \'{if ($1 == "Running") r++; else {p++; next}; print "ok"} END {print r "/" p; exit 3}\'',
    'ok\n1/1\n',
    3,
  ],
  [
    'printf \'5\\n10\\n9\\n\' | awk \'max < $1 {max = $1} END {print max; print (2 in a) ? "yes" : "no", 2 ^ 10 % 7, -3 + 1, !0}\'',
    '10\nno 2 -2 1\n',
  ],
  ["awk 'BEGIN {while (1) {}}'", '', 2, 'seatrial: an awk program of more than 2000000 steps is not simulated\n'],
  ['awk \'BEGIN {print 1 > "/tmp/x"}\'', '', 2, 'seatrial: awk \'BEGIN {print 1 > "/tmp/x"}\' is not simulated\n'],
  ["awk 'BEGIN {print 1 / 0}'", '', 2, 'awk: cmd. line:1: fatal: division by zero\n'],
  // substitutions
  ['cat <(echo a) <(echo b); while read l; do echo "<$l>"; done < <(printf "x\ny\n"); ls /dev/fd', 'a\nb\n<x>\n<y>\n'],
  ['echo $(( $(echo 3) + $(printf 4) * 2 )) $((${#HOME} > 1))', '11 1\n'],
  // scripts
  ['echo "echo \\$# \\$1" > /s.sh; /s.sh a b; bash /s.sh c; . /s.sh d', '2 a\n1 c\n1 d\n'],
  ['mkdir -p /t/b; touch /t/a.yaml /t/b/c.yaml /t/b/d; find /t -name "*.yaml" -type f', '/t/a.yaml\n/t/b/c.yaml\n'],
  [
    'mkdir -p /t/b; touch /t/b/D; cd /t; find . -maxdepth 1 ! -name .; find -iname d -exec echo got {} \\;',
    './b\ngot ./b/D\n',
  ],
  ['find /nope; find /tmp -foo', '', 1, "find: ‘/nope’: No such file or directory\nfind: unknown predicate `-foo'\n"],
  ['[ $NOPE -eq 200 ]; echo $?', '2\n', 0, 'bash: line 1: [: -eq: unary operator expected\n'],
  ['[ x -eq 1 ]; echo $?', '2\n', 0, 'bash: line 1: [: x: integer expression expected\n'],
  // loops
  ['for i in 1 2 3; do echo $i; done', '1\n2\n3\n'],
  ['for i in {1..3}; do [ $i = 2 ] && continue; echo $i; done', '1\n3\n'],
  ['i=0; while true; do i=$((i+1)); [ $i -ge 3 ] && break; done; echo $i', '3\n'],
  ['i=3; until [ $i -eq 0 ]; do echo $i; i=$((i-1)); done', '3\n2\n1\n'],
  ['for ((i=0; i<2; i++)); do echo $i; done', '0\n1\n'],
  ['for a in 1 2; do for b in 1 2; do break 2; done; echo never; done; echo out', 'out\n'],
  // expansion
  ['A=1; echo "$A" \'$A\' \\$A ${A}x', '1 $A $A 1x\n'],
  ['echo ${X:-def} ${X:=set} $X ${X:+alt} ${#X}', 'def set set alt 3\n'],
  ['F=/a/b.tar.gz; echo ${F##*/} ${F%.*} ${F%%.*} ${F#/a} ${F/b/c}', 'b.tar.gz /a/b.tar /a/b /b.tar.gz /a/c.tar.gz\n'],
  ['echo $((2 + 3 * 4)) $((7 / 2)) $((7 % 4)) $((1 << 3)) $((5 > 3 ? 10 : 20))', '14 3 3 8 10\n'],
  ['o=5; set -- 7; echo $((100 + $o)) $(($o-1)) $(( $1 * $# )) $(($?)) $((1 + $nope))', '105 4 7 0 1\n'],
  ['i=0; while [ $i -lt 2 ]; do i=$(($i+1)); done; echo $i', '2\n'],
  ['echo $(echo $(echo deep)) `echo old`', 'deep old\n'],
  ['X="a  b"; echo $X; echo "$X"', 'a b\na  b\n'],
  ['cd /tmp; touch b.txt a.txt c.log; echo *.txt "*.txt" *.none', 'a.txt b.txt *.txt *.none\n'],
  ['set -- a "b c"; for x in "$@"; do echo "<$x>"; done; echo $# $1', '<a>\n<b c>\n2 a\n'],
  ['echo a{b,c}d', 'abd acd\n'],
  ['echo ${NOPE?is missing}; echo not here', '', 1, 'bash: line 1: NOPE: is missing\n'],
  // functions, exit codes
  ['f() { local v=in; echo "$1 $v"; return 3; }; v=out; f x; echo $? $v', 'x in\n3 out\n'],
  ['(exit 4); echo $?', '4\n'],
  ['exit 7; echo never', '', 7],
  ['false', '', 1],
  ['set -e; echo a; false; echo b', 'a\n', 1],
  ['set -e; if false; then :; fi; false || true; echo ok', 'ok\n'],
  ['set -x; echo "a b"', 'a b\n', 0, "+ echo 'a b'\n"],
  ['set -o pipefail; false | true; echo $?', '1\n'],
  ['trap "echo bye" EXIT; echo hi; exit 3', 'hi\nbye\n', 3],
  ['eval "A=5; echo \\$A"', '5\n'],
  // redirections and pipes
  ['echo one > /tmp/x; echo two >> /tmp/x; cat < /tmp/x', 'one\ntwo\n'],
  ['ls /nope 2>/dev/null; echo $?', '2\n'],
  ['ls /nope 2>&1 | wc -l', '1\n'],
  ['mkdir -p /t/b/c; touch /t/a /t/b/d; ls -R /t', '/t:\na\nb\n\n/t/b:\nc\nd\n\n/t/b/c:\n'],
  [
    'mkdir -p /t/b /o; echo x > /t/b/x; cd /; tar cf /a.tar t; tar tf /a.tar; tar -xmf - -C /o < /a.tar; cat /o/t/b/x',
    't/\nt/b/\nt/b/x\nx\n',
  ],
  ['tar cf - /etc/hostname | wc -c', '10240\n', 0, "tar: Removing leading `/' from member names\n"],
  [
    'tar cf - /nope > /dev/null',
    '',
    2,
    "tar: Removing leading `/' from member names\ntar: /nope: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n",
  ],
  [
    'tar xf /dev/null -C /nope',
    '',
    2,
    'tar: /nope: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\n',
  ],
  ['echo no archive, and long enough or not | tar xf -', '', 2, 'tar: This does not look like a tar archive\n'],
  ['echo admin | base64', 'YWRtaW4K\n'],
  ['printf YWRtaW4K | base64 -d', 'admin\n'],
  ['printf %080d 0 | base64 | wc -l', '2\n'],
  ['printf %080d 0 | base64 -w0 | wc -c', '108\n'],
  ['printf "*" | base64 --decode', '', 1, 'base64: invalid input\n'],
  [
    'printf hello | md5sum; printf hello > /h; sha256sum /h',
    '5d41402abc4b2a76b9719d911017c592  -\n2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  /h\n',
  ],
  ['{ echo out; echo err >&2; } &> /tmp/all; cat /tmp/all', 'out\nerr\n'],
  ['cat <<EOF\nhost $HOSTNAME\nEOF\n', 'host p\n'],
  ["cat <<'EOF'\n$HOSTNAME\nEOF\n", '$HOSTNAME\n'],
  ['tr a-z A-Z <<< word', 'WORD\n'],
  ['printf "b\\na\\n" | sort | head -1', 'a\n'],
  ['yes | head -2', 'y\ny\n'],
  ['printf "a b\\nc d\\n" | while read x y; do echo "$y-$x"; done', 'b-a\nd-c\n'],
  ['echo x > /no/dir', '', 1, 'bash: line 1: /no/dir: No such file or directory\n'],
  // background and time
  ['sleep 2; date +%T', '00:00:02\n', 0, '', 2000],
  ['sleep 5 & sleep 1; wait; date +%T', '00:00:05\n', 0, '', 5000],
  ['sleep 0.5', '', 0, '', 500],
  ['sleep 100 & kill $!; wait $!; echo $?', '143\n'],
  ['timeout 2 sleep 10; echo $?', '124\n', 0, '', 2000],
  ['while true; do echo x; sleep 1; done | head -3', 'x\nx\nx\n', 0, '', 3000],
  // what would not fit
  ['echo $((2 ** 99))', '', 2, 'seatrial: sh: arithmetic beyond 2^53 is not simulated\n'],
  ['echo $((1 / 0)); echo no', '', 1, 'bash: line 1: division by 0\n'],
  [
    'X=aaaaaaaa; while true; do X=$X$X; done',
    '',
    2,
    'seatrial: sh: a variable of more than 1048576 characters is not simulated\n',
  ],
  ['case b in [z-a]) echo hit;; *) echo none;; esac', 'none\n'],
  ['printf %99999999d 1', '', 2, 'seatrial: printf %99999999 is not simulated\n'],
  // what is not there
  ['foo; echo $?', '127\n', 0, 'bash: line 1: foo: command not found\n'],
  ['echo a\n\nfoo', 'a\n', 127, 'bash: line 3: foo: command not found\n'],
  ['if', '', 2, "bash: line 1: syntax error: expected 'then'\n"],
  ['apt-get update', '', 2, 'seatrial: bash: apt-get is not simulated\n'],
  ['grep -Z x /etc/passwd', '', 2, 'seatrial: grep -Z is not simulated\n'],
  ['echo a > >(cat)', '', 2, 'seatrial: sh: process substitution >(cat) is not simulated\n'],
  [
    'while true; do :; done',
    '',
    2,
    'seatrial: bash -c while true; do :; done: more than 20000 commands without any time passing (a loop without sleep)\n',
  ],
  [
    'tail -f /dev/null',
    '',
    2,
    'seatrial: bash -c tail -f /dev/null: it waits for ever, and nobody is there to interrupt it\n',
  ],
];

/** Commands, in busybox. */
const COMMANDS: readonly Row[] = [
  ['foo', '', 127, 'sh: foo: not found\n'],
  ['bash', '', 127, 'sh: bash: not found\n'],
  ['mkdir -p /d/e; echo 1 > /d/e/f; ls /d /d/e', '/d:\ne\n\n/d/e:\nf\n'],
  ['mkdir /a/b', '', 1, "mkdir: can't create directory '/a/b': No such file or directory\n"],
  ['echo 1 > /f; cp /f /g; mv /g /h; rm /f; ls /f; cat /h', '1\n', 0, 'ls: /f: No such file or directory\n'],
  ['cat /nope', '', 1, "cat: can't open '/nope': No such file or directory\n"],
  ['seq 5 | tail -n 2; seq 2 2 6 | head -n1', '4\n5\n2\n'],
  ['printf "a 1\\nb 2\\n" | awk \'{print $2, "x" $1}\'', '1 xa\n2 xb\n'],
  ["awk -F: '/root/ {print $1}' /etc/passwd", 'root\n'],
  ["echo hello world | sed 's/o/0/g; s/h\\(.\\)/\\1/'", 'ell0 w0rld\n'],
  ['printf "b\\na\\nb\\n" | sort | uniq -c | sort -rn | head -1', '      2 b\n'],
  ['echo a:b:c | cut -d: -f2-', 'b:c\n'],
  ['printf "one\\ntwo\\n" | grep -n t; printf "x\\n" | grep -q y; echo $?', '2:two\n1\n'],
  ['echo a b | xargs -n 1 echo got', 'got a\ngot b\n'],
  ['echo x | tee /t1 > /dev/null; cat /t1', 'x\n'],
  ['hostname; whoami; basename /a/b.c .c; dirname /a/b', 'p\nroot\nb\n/a\n'],
  ['date; date -u +%Y-%m-%dT%H:%M:%SZ; date +%s', 'Mon Oct  3 00:00:00 UTC 2022\n2022-10-03T00:00:00Z\n1664755200\n'],
  ['printf "%s-%03d|%5s|%-3s|\\n" a 7 x y', 'a-007|    x|y  |\n'],
  ['echo -n a; echo -e "b\\tc"', 'ab\tc\n'],
  ['A=1 env | grep ^A=; A=2 printenv A', 'A=1\n2\n'],
  ['[ -d /tmp ] && test -n x && echo ok', 'ok\n'],
  ['echo "echo $1" > /s.sh; sh /s.sh; chmod +x /s.sh', '\n', 2, 'seatrial: sh: chmod is not simulated\n'],
  // network
  ['wget -qO- web/x', 'GET /x\n'],
  ['wget -qO- missing', '', 1, 'wget: server returned error: HTTP/1.1 404 Not Found\n'],
  ['wget -qO- closed', '', 1, "wget: can't connect to remote host (10.96.0.22): Connection refused\n"],
  ['wget -qO- -T 2 slow', '', 1, 'wget: download timed out\n', 2000],
  ['wget -qO- nowhere', '', 1, "wget: bad address 'nowhere'\n"],
  ['wget -q --spider web && echo up', 'up\n'],
  ["wget -q -O /dev/null --server-response web 2>&1 | awk '/^  HTTP/{print $2}'", '200\n'],
  ['wget -qS -O /dev/null web', '', 0, '  HTTP/1.1 200 OK\n  Server: test\n  Content-Type: text/plain\n'],
  ['[ $NOPE -eq 200 ]; echo $?', '2\n', 0, 'sh: 200: unknown operand\n'],
  ['[ x -eq 1 ]; echo $?', '2\n', 0, 'sh: x: bad number\n'],
  [
    'nslookup web',
    'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb.default.svc.cluster.local\nAddress: 10.96.0.20\n\n',
  ],
  [
    'nslookup nowhere',
    "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find nowhere: NXDOMAIN\n\n",
    1,
  ],
  [
    'nslookup -type=srv _http._tcp.web.default.svc.cluster.local',
    'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n_http._tcp.web.default.svc.cluster.local\tservice = 0 50 80 a.web\n_http._tcp.web.default.svc.cluster.local\tservice = 0 50 80 b.web\n\n',
  ],
  [
    'nslookup -type=SRV empty.default.svc.cluster.local | tail -2',
    "*** Can't find empty.default.svc.cluster.local: No answer\n\n",
  ],
  [
    'nslookup -q=srv _no._tcp.web.default.svc.cluster.local | tail -2',
    "** server can't find _no._tcp.web.default.svc.cluster.local: NXDOMAIN\n\n",
  ],
  [
    'nslookup 10.96.0.20',
    'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n20.0.96.10.in-addr.arpa\tname = web.default.svc.cluster.local\n\n',
  ],
  ['nslookup -type=mx web', '', 2, 'seatrial: nslookup -type=mx is not simulated\n'],
  [
    'nc -z web 80 && echo open; nc -z -w 1 slow 80; echo $?',
    'open\n1\n',
    0,
    'nc: slow (10.96.0.23:80): Connection timed out\n',
    1000,
  ],
  ['ping -c 2 web | tail -2 | head -1', '2 packets transmitted, 2 packets received, 0% packet loss\n', 0, '', 1000],
  ['curl web', '', 127, 'sh: curl: not found\n'],
  [
    'cat /etc/resolv.conf',
    'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
  ],
];

for (const [image, shell, rows] of [
  ['debian', 'bash', BASH],
  ['busybox', 'sh', COMMANDS],
] as const) {
  for (const [script, stdout, exitCode = 0, stderr = '', tookMs = 0] of rows) {
    test(`${shell}: ${JSON.stringify(script)}`, () => {
      const container = new TestContainer(image, { command: ['sleep', 'infinity'], env: new Map([['HOSTNAME', 'p']]) });
      assert.deepEqual(container.exec([shell, '-c', script]), { exitCode, stdout, stderr, tookMs });
    });
  }
}

test('a shell without -c runs the lines of standard input, and no terminal prints no prompt', () => {
  const container = new TestContainer('debian', { command: ['sleep', 'infinity'] });
  const { stdout, exitCode } = container.exec(['/bin/bash'], 'cd /tmp\npwd\nexit 3\npwd\n');
  assert.deepEqual({ stdout, exitCode }, { stdout: '/tmp\n', exitCode: 3 });
});

const TOOLS: readonly (readonly [line: string, stdout: string, exitCode?: number])[] = [
  [
    'nslookup -type=srv _http._tcp.web.default.svc.cluster.local',
    'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n_http._tcp.web.default.svc.cluster.local\tservice = 0 50 80 a.web.\n_http._tcp.web.default.svc.cluster.local\tservice = 0 50 80 b.web.\n\n',
  ],
  ['nslookup 10.96.0.20', '20.0.96.10.in-addr.arpa\tname = web.default.svc.cluster.local.\n\n'],
  ['nslookup 10.96.0.99', "** server can't find 99.0.96.10.in-addr.arpa: NXDOMAIN\n\n", 1],
  ['dig +short SRV _http._tcp.web.default.svc.cluster.local', '0 50 80 a.web.\n0 50 80 b.web.\n'],
  ['dig -t srv _http._tcp.web.default.svc.cluster.local. +short', '0 50 80 a.web.\n0 50 80 b.web.\n'],
  ['dig +short -x 10.96.0.20', 'web.default.svc.cluster.local.\n'],
  ['dig +short ptr 99.0.96.10.in-addr.arpa', ''],
];

for (const [line, stdout, exitCode = 0] of TOOLS) {
  test(`with the tools of BIND: ${line}`, () => {
    const container = new TestContainer('nicolaka/netshoot', { command: ['sleep', 'infinity'] });
    assert.deepEqual(container.exec(line.split(' ')), { exitCode, stdout, stderr: '', tookMs: 0 });
  });
}
