# language: ko
기능: 2-5 배포한 것들 삭제하기
  서비스를 지워도 파드는 계속 실행된다. 디플로이먼트를 지우면 레플리카셋과 파드도 함께 사라진다.

  배경:
    먼저 이미지 "sysnet4admin/chk-hn"으로 만든 파드 3개를 가진 디플로이먼트 "chk-hn"이 있다
    그리고 디플로이먼트 "chk-hn"이 NodePort 서비스로 노출되어 있다

  시나리오: 서비스를 지워도 디플로이먼트는 계속 실행된다
    만약 "kubectl delete service chk-hn" 명령을 실행하면
    그러면 'service "chk-hn" deleted'가 출력된다
    그리고 Service 오브젝트 "chk-hn"은 없다
    그리고 "chk-hn"의 파드는 3개가 되고 모두 Ready 상태이다

  시나리오: 디플로이먼트를 지우면 파드도 사라진다
    만약 "kubectl delete deployment chk-hn" 명령을 실행하면
    그러면 'deployment.apps "chk-hn" deleted'가 출력된다
    그리고 "chk-hn"의 파드는 하나도 남지 않는다
    만약 "kubectl get replicasets" 명령을 실행하면
    그러면 "chk-hn"은 출력되지 않는다
