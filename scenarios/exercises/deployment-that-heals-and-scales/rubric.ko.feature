# language: ko
기능: 스스로 복구되고 늘어나는 디플로이먼트

  배경:
    먼저 제출물이 적용되어 있다

  @points(2)
  시나리오: deploy-nginx 디플로이먼트가 파드 3개를 실행한다
    그러면 Deployment 오브젝트 "deploy-nginx"가 있다
    그리고 "deploy-nginx"의 파드는 3개가 되고 모두 Ready 상태이다

  @points(1)
  시나리오: 파드가 nginx 이미지를 실행한다
    그러면 "deploy-nginx"의 모든 파드가 이미지 "nginx"를 실행한다

  @points(1)
  시나리오: 파드에 레이블 app=deploy-nginx가 붙어 있다
    그러면 "deploy-nginx"의 모든 파드에 레이블 "app=deploy-nginx"가 붙어 있다

  @points(2)
  시나리오: 죽은 파드가 새 파드로 대체된다
    만약 "deploy-nginx"의 파드 하나가 죽으면
    그러면 대체 파드가 Ready 상태가 된다

  @points(1)
  시나리오: 비운 노드의 파드가 다른 노드로 옮겨 간다
    만약 "deploy-nginx"의 파드가 있는 노드를 비우면
    그러면 2분 안에 대체 파드가 다른 노드에서 Ready 상태가 된다

  @points(1) @hidden
  시나리오: 고장 난 노드의 파드가 다른 노드에서 다시 실행된다
    만약 "deploy-nginx"의 파드가 있는 노드의 전원이 꺼지면
    그러면 8분 안에 대체 파드가 다른 노드에서 Ready 상태가 된다

  @points(1)
  시나리오: 파드 수를 6개로 조정하면 파드 6개가 실행된다
    만약 디플로이먼트 "deploy-nginx"의 파드 수를 6개로 조정하면
    그러면 "deploy-nginx"의 파드는 6개가 되고 모두 Ready 상태이다

  @points(1)
  시나리오: 다른 이미지로 바꾸는 동안에도 파드 2개 이상이 준비 상태이다
    만약 "kubectl set image deployment deploy-nginx *=nginx:1.23" 명령을 실행하면
    그러면 "deploy-nginx"의 파드가 3분 동안 적어도 2개는 계속 Ready 상태이다
    그리고 "deploy-nginx"의 모든 파드가 이미지 "nginx:1.23"을 실행한다
