# language: ko
기능: 5-1 쿠버네티스에서 오브젝트란
  오브젝트는 추구하는 상태를 기술해 둔 것이다. 오브젝트를 고치는 것은 다른 상태를 추구하는 것이다.

  시나리오: 파드 9개를 3개로 고친다
    만약 "kubectl apply -f del-deploy.yaml" 명령을 실행하면
    그리고 "kubectl scale deployment del-deploy --replicas=9" 명령을 실행하면
    그러면 "del-deploy"의 파드는 9개가 되고 모두 Ready 상태이다
    그리고 모든 워커 노드가 "del-deploy"의 파드를 3개씩 실행한다
    만약 "kubectl edit deployment del-deploy" 명령을 실행하여 "replicas: 9"를 "replicas: 3"으로 고치면
    그러면 "deployment.apps/del-deploy edited"가 출력된다
    그리고 "del-deploy"의 파드는 3개가 되고 모두 Ready 상태이다

  시나리오: 매니페스트를 다시 적용하면 적힌 상태로 돌아간다
    먼저 다음 내용의 파일 "web.yaml"이 있다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: nginx, image: nginx }] }
      """
    만약 "kubectl apply -f web.yaml" 명령을 실행하면
    그리고 "kubectl scale deployment web --replicas=5" 명령을 실행하면
    그러면 "web"의 파드는 5개가 되고 모두 Ready 상태이다
    만약 "kubectl apply -f web.yaml" 명령을 실행하면
    그러면 "deployment.apps/web configured"가 출력된다
    그리고 "web"의 파드는 2개가 되고 모두 Ready 상태이다
