# language: ko
기능: 5-2 파드, 서비스, 네임스페이스, 볼륨
  네 가지 기본 오브젝트를 함께 쓴다. 파드는 언제든지 사라지고 생길 수 있으므로, 남아야 할 데이터는 파드 밖의 볼륨에 둔다.
  여기서는 m-k8s가 내보내는 NFS에 dpy-chk-log의 모든 파드가 기록을 남긴다.

  시나리오: NFS에 남긴 기록은 파드가 죽어도 남는다
    만약 "kubectl apply -f dpy-chk-log.yaml" 명령을 실행하면
    그러면 "dpy-chk-log"의 파드는 3개가 되고 모두 Ready 상태이다
    만약 노드 m-k8s에서 "http://<IP of dpy-chk-log>"에 요청하면
    그러면 요청에 응답이 온다
    만약 "/audit" 안의 모든 파일을 "dpy-chk-log"의 파드에서 적어 두면
    그리고 "dpy-chk-log"의 파드 하나가 죽으면
    그러면 대체 파드가 Ready 상태가 된다
    그리고 "dpy-chk-log"의 모든 파드에 적어 둔 파일이 그대로 있다

  시나리오: 디플로이먼트의 모든 파드가 같은 곳에 기록한다
    만약 "kubectl apply -f dpy-chk-log.yaml" 명령을 실행하면
    그러면 "dpy-chk-log"의 파드는 3개가 되고 모두 Ready 상태이다
    만약 "kubectl exec dpy-chk-log-<ReplicaSet>-<HASH> -- sh -c 'echo seen by all > /audit/note'" 명령을 실행하면
    그러면 "dpy-chk-log"의 모든 파드가 "seen by all"이라는 내용을 "/audit/note"에서 읽는다

  시나리오: 다른 네임스페이스의 서비스는 전체 이름으로 찾는다
    먼저 네임스페이스 "shop"이 있다
    그리고 네임스페이스 "shop"을 살펴본다
    그리고 파드 1개를 가진 디플로이먼트 "web"이 있다
    그리고 디플로이먼트 "web"이 ClusterIP 서비스로 노출되어 있다
    그리고 네임스페이스 "default"를 살펴본다
    그리고 파드 "client"가 있다
    만약 파드 "client"에서 "http://web"에 요청하면
    그러면 요청에 응답이 오지 않는다
    만약 파드 "client"에서 "http://web.shop"에 요청하면
    그러면 요청에 응답이 온다
