# language: ko
기능: 파드를 실행하고 외부에 노출하기

  배경:
    먼저 제출물이 적용되어 있다

  @points(2)
  시나리오: nginx 파드가 실행되고, 어떤 컨트롤러에도 속하지 않는다
    그러면 Pod 오브젝트 "nginx"가 있다
    그리고 파드 "nginx"는 Ready 상태가 된다
    그리고 Pod 오브젝트 "nginx"는 어떤 컨트롤러에도 속하지 않는다

  @points(1)
  시나리오: 파드가 nginx 이미지를 실행한다
    그러면 "nginx"의 모든 파드가 이미지 "nginx"를 실행한다

  @points(1) @hidden
  시나리오: 죽은 컨테이너가 다시 시작된다
    만약 파드 "nginx"의 컨테이너가 죽으면
    그러면 파드 "nginx"는 컨테이너가 1번 다시 시작되어 Ready 상태로 돌아온다

  @points(2)
  시나리오: nginx 서비스가 nginx 파드만 선택한다
    그러면 서비스 "nginx"는 "nginx"의 파드를 선택한다

  @points(2)
  시나리오: 클러스터 안에서 서비스가 80번 포트로 응답한다
    만약 노드 m-k8s에서 "http://<cluster IP of nginx>:80"에 요청하면
    그러면 요청에 응답이 온다
    그리고 응답에 "Welcome to nginx!"가 들어 있다

  @points(2)
  시나리오: 클러스터 밖에서 모든 노드를 거쳐 페이지에 접속할 수 있다
    먼저 Service 오브젝트 "nginx"의 "{.spec.type}" 필드는 "NodePort"이다
    만약 클러스터 밖에서 "http://192.168.1.10:<node port of nginx>"에 요청하면
    그러면 응답에 "Welcome to nginx!"가 들어 있다
    만약 클러스터 밖에서 "http://192.168.1.101:<node port of nginx>"에 요청하면
    그러면 응답에 "Welcome to nginx!"가 들어 있다
    만약 클러스터 밖에서 "http://192.168.1.102:<node port of nginx>"에 요청하면
    그러면 응답에 "Welcome to nginx!"가 들어 있다
    만약 클러스터 밖에서 "http://192.168.1.103:<node port of nginx>"에 요청하면
    그러면 응답에 "Welcome to nginx!"가 들어 있다
