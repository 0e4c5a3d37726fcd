# language: ko
기능: 2-1 파드
  파드는 쿠버네티스가 스케줄링하고 관리하는 가장 작은 단위이다. 하나의 컨테이너, 또는 함께 일하는 몇 개의 컨테이너로 이루어진다.
  파드 안의 컨테이너들은 네트워크를 공유하고 볼륨도 공유할 수 있다. 볼륨은 컨테이너가 아니라 파드의 것이어서, 컨테이너가 다시 시작되어도 내용이 남는다.

  시나리오: kubectl run으로 파드를 만들면 워커 노드가 실행한다
    만약 "kubectl run nginx --image=nginx" 명령을 실행하면
    그러면 "pod/nginx created"가 출력된다
    그리고 파드 "nginx"는 Ready 상태가 된다
    그리고 "nginx"의 파드는 m-k8s에서 실행되지 않는다
    만약 "kubectl get pod" 명령을 실행하면
    그러면 다음 행들이 출력된다:
      | NAME  | READY | STATUS  | RESTARTS |
      | nginx | 1/1   | Running | 0        |

  시나리오: 한 파드의 컨테이너들은 하나의 네트워크를 공유한다
    먼저 다음 매니페스트를 적용했다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: pair }
      spec:
        containers:
        - { name: web, image: nginx }
        - { name: shell, image: busybox, command: [sleep, "3600"] }
      """
    그리고 파드 "pair"는 Ready 상태가 된다
    만약 "kubectl exec pair -c shell -- wget -qO- http://localhost" 명령을 실행하면
    그러면 "Welcome to nginx!"가 출력된다

  시나리오: 볼륨은 컨테이너보다 오래 남고, 컨테이너 안의 파일은 사라진다
    먼저 다음 매니페스트를 적용했다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: keeper }
      spec:
        volumes: [{ name: data, emptyDir: {} }]
        containers:
        - name: web
          image: nginx
          volumeMounts: [{ name: data, mountPath: /data }]
      """
    그리고 파드 "keeper"는 Ready 상태가 된다
    만약 "kubectl exec keeper -- sh -c 'echo kept > /data/note; echo lost > /tmp/note'" 명령을 실행하면
    그리고 파드 "keeper"의 컨테이너가 죽으면
    그러면 파드 "keeper"는 컨테이너가 1번 다시 시작되어 Ready 상태로 돌아온다
    만약 "kubectl exec keeper -- cat /data/note" 명령을 실행하면
    그러면 "kept"가 출력된다
    만약 "kubectl exec keeper -- cat /tmp/note" 명령을 시도하면
    그러면 종료 코드 1로 끝난다
