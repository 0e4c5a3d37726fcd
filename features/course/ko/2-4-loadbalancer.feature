# language: ko
기능: 2-4 로드밸런서
  NodePort는 모든 노드의 주소를 드러낸다. LoadBalancer 타입의 서비스는 자기 주소를 받지만, 누군가 그 주소를 주어야 한다.
  클라우드에서는 제공자가, 강의의 클러스터에서는 MetalLB가 준다.

  시나리오: 주소를 주는 이가 없으면 로드밸런서 서비스는 계속 기다린다
    먼저 이미지 "sysnet4admin/chk-hn"으로 만든 파드 3개를 가진 디플로이먼트 "chk-hn"이 있다
    만약 "kubectl expose deployment chk-hn --type=LoadBalancer --port=80" 명령을 실행하면
    그러면 서비스 "chk-hn"은 10분 동안 외부 주소를 받지 못한다
    만약 "kubectl get services chk-hn" 명령을 실행하면
    그러면 다음 행들이 출력된다:
      | NAME   | TYPE         | EXTERNAL-IP | PORT(S)   |
      | chk-hn | LoadBalancer | <pending>   | 80:3*/TCP |

  시나리오: MetalLB가 설치되면 서비스가 주소를 받는다
    먼저 이미지 "sysnet4admin/chk-hn"으로 만든 파드 3개를 가진 디플로이먼트 "chk-hn"이 있다
    그리고 디플로이먼트 "chk-hn"이 LoadBalancer 서비스로 노출되어 있다
    만약 MetalLB를 설치하면
    그러면 서비스 "chk-hn"은 외부 주소 "192.168.1.11"을 받는다
    만약 서비스 "chk-hn"의 외부 주소로 요청을 300번 보내면
    그러면 모든 요청에 응답이 온다
    그리고 파드마다 그중 60번에서 140번 응답했다

  시나리오: 강의의 매니페스트는 쿠버네티스 v1.25에서 두 번 적용해야 한다
    먼저 이미지 "sysnet4admin/chk-hn"으로 만든 파드 3개를 가진 디플로이먼트 "chk-hn"이 있다
    그리고 디플로이먼트 "chk-hn"이 LoadBalancer 서비스로 노출되어 있다
    만약 "kubectl apply -f course-metallb.yaml" 명령을 시도하면
    그러면 종료 코드 1로 끝난다
    그리고 'no matches for kind "PodSecurityPolicy" in version "policy/v1beta1"' 오류로 거절된다
    그리고 'no matches for kind "IPAddressPool" in version "metallb.io/v1beta1"' 오류로 거절된다
    만약 네임스페이스 "metallb-system"을 살펴보면
    그러면 "controller"의 파드 1개가 Ready 상태가 된다
    만약 "kubectl apply -f course-metallb.yaml" 명령을 시도하면
    그러면 "ipaddresspool.metallb.io/k8s-svc-pool created"가 출력된다
    그리고 "l2advertisement.metallb.io/layer2-mode created"가 출력된다
    만약 네임스페이스 "default"를 살펴보면
    그러면 서비스 "chk-hn"은 외부 주소 "192.168.1.11"을 받는다
