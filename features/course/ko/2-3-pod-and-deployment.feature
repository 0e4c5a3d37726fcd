# language: ko
기능: 2-3 파드와 디플로이먼트의 차이
  직접 만든 파드는 죽으면 그대로 사라진다. 디플로이먼트는 파드의 수를 원하고, 그 레플리카셋이 수를 세어 모자라면 새로 만든다.

  시나리오: 디플로이먼트의 파드가 죽으면 대체된다
    먼저 파드 3개를 가진 디플로이먼트 "web"이 있다
    만약 "web"의 파드 하나가 죽으면
    그러면 대체 파드가 스케줄링된다

  시나리오: 혼자 있는 파드는 죽으면 돌아오지 않는다
    먼저 파드 "nginx"가 있다
    만약 파드 "nginx"가 죽으면
    그러면 "nginx"는 사라진 뒤 10분 동안 다시 생기지 않는다

  시나리오: kubectl create로 디플로이먼트를 만들고 kubectl scale로 파드 수를 바꾼다
    만약 "kubectl create deployment deploy-nginx --image=nginx" 명령을 실행하면
    그러면 "deployment.apps/deploy-nginx created"가 출력된다
    그리고 "deploy-nginx"의 파드는 1개가 되고 모두 Ready 상태이다
    만약 "kubectl scale deployment deploy-nginx --replicas=3" 명령을 실행하면
    그러면 "deployment.apps/deploy-nginx scaled"가 출력된다
    그리고 "deploy-nginx"의 파드는 3개가 되고 모두 Ready 상태이다
    만약 "kubectl get pod" 명령을 실행하면
    그러면 다음 행들이 출력된다:
      | NAME             | READY | STATUS  |
      | deploy-nginx-*-* | 1/1   | Running |
      | deploy-nginx-*-* | 1/1   | Running |
      | deploy-nginx-*-* | 1/1   | Running |
