# language: ko
기능: 부하와 기계 고장
  부하가 늘면 파드가 늘고, 기계가 고장 나면 파드가 다른 노드로 옮겨 간다.

  시나리오: 부하가 늘면 오토스케일러가 파드를 늘린다
    먼저 다음 매니페스트를 적용했다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 1
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: nginx, image: nginx, resources: { requests: { cpu: 200m } } }] }
      """
    만약 "kubectl autoscale deployment web --min=1 --max=6 --cpu-percent=50" 명령을 실행하면
    그리고 디플로이먼트 "web"의 cpu 부하가 "390m"이 되면
    그리고 3분이 지나면
    그러면 "web"의 파드는 4개가 되고 모두 Ready 상태이다

  시나리오: 전원이 꺼진 노드의 파드는 다른 노드에서 다시 실행된다
    먼저 파드 3개를 가진 디플로이먼트 "web"이 있다
    그리고 "web"의 파드는 3개가 되고 모두 Ready 상태이다
    만약 노드 w1-k8s의 전원이 꺼지면
    그리고 7분이 지나면
    그러면 "web"의 파드는 w1-k8s에서 실행되지 않는다
    만약 노드 w1-k8s의 전원이 다시 켜지면
    그러면 노드 w1-k8s는 Ready 상태가 된다

  시나리오: 메모리가 모자란 컨테이너는 다시 시작된다
    먼저 파드 "nginx"가 있다
    그리고 파드 "nginx"는 Ready 상태가 된다
    만약 파드 "nginx"의 메모리가 모자라면
    그러면 파드 "nginx"는 컨테이너가 1번 다시 시작되어 Ready 상태로 돌아온다
    만약 노드 w2-k8s에 메모리 압박이 생기면
    그리고 노드 w2-k8s의 메모리 압박이 사라지면
    그리고 노드 w2-k8s를 재부팅하면
    그러면 노드 w2-k8s는 Ready 상태가 된다
