# language: ko
기능: 여러 가지 상황
  강의에 나오지 않는 상황도 한국어 단계로 쓸 수 있다.

  시나리오: 네 개가 한꺼번에 죽어도 서비스가 다시 채워진다
    먼저 강의의 클러스터가 있다
    그리고 파드 6개를 가진 디플로이먼트 "web"이 있다
    그리고 디플로이먼트 "web"이 ClusterIP 서비스로 노출되어 있다
    만약 "web"의 파드 4개가 죽으면
    그러면 대체 파드가 Ready 상태가 된다
    그리고 서비스 "web"의 엔드포인트는 6개가 된다
    만약 서비스 "web"에 요청을 200번 보내면
    그러면 응답은 파드 6개에서 왔다

  시나리오: 노드를 비우는 동안에도 파드가 셋 아래로 줄지 않는다
    먼저 다음 매니페스트를 적용했다:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: { name: web }
      spec: { minAvailable: 3, selector: { matchLabels: { app: web } } }
      """
    그리고 파드 4개를 가진 디플로이먼트 "web"이 있다
    만약 "kubectl drain w2-k8s --ignore-daemonsets" 명령을 실행하면
    그러면 노드 w2-k8s는 SchedulingDisabled 상태가 된다
    그리고 "web"의 파드는 4개가 되고 모두 Ready 상태이다
    그리고 디플로이먼트 "web"의 Ready 파드는 한 번도 3개보다 적지 않았다

  시나리오: 셸 스크립트
    만약 다음 스크립트를 실행하면:
      """sh
      for name in red blue; do kubectl create namespace $name; done
      kubectl get namespaces -o name | grep -c -e red -e blue
      """
    그러면 "2"가 출력된다
    만약 다음 스크립트를 시도하면:
      """sh
      kubectl get pod none | cat
      kubectl get pod none
      """
    그러면 종료 코드 1로 끝난다

  시나리오: 표준 입력과 편집기
    만약 다음 입력으로 "kubectl apply -f -" 명령을 실행하면:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      data: { colour: blue }
      """
    그러면 ConfigMap 오브젝트 "settings"가 있다
    만약 "kubectl edit configmap settings" 명령을 실행하여 다음과 같이 저장하면:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: default }
      data: { colour: red }
      """
    그리고 "kubectl get configmap settings -o jsonpath={.data.colour}" 명령을 실행하면
    그러면 정확히 다음이 출력된다:
      """
      red
      """

  시나리오: 없는 이미지로 만든 파드는 이유를 말한다
    만약 다음 매니페스트를 적용하면:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: typo }
      spec: { containers: [{ name: web, image: ngnix }] }
      """
    그러면 "Failed" 이벤트가 "typo"에 대해 기록된다
    그리고 "Failed" 이벤트가 "typo"에 대해 "ngnix"라고 말한다

  시나리오: MetalLB가 있으면 로드밸런서 서비스가 바로 주소를 받는다
    먼저 MetalLB가 설치되어 있다
    그리고 이미지 "httpd"로 만든 파드 "web"이 있다
    그리고 파드 "web"이 LoadBalancer 서비스로 노출되어 있다
    그러면 서비스 "web"은 외부 주소 "192.168.1.11"을 받는다

  시나리오: 파드 스무 개는 고르게 나뉜다
    먼저 파드 20개를 가진 디플로이먼트 "web"이 있다
    그러면 "web"의 파드는 워커 노드마다 많아야 1개 차이로 나뉜다

  시나리오: 기본 클러스터에서는 파드가 하나도 실행되지 않는다
    먼저 토폴로지 "bare"의 클러스터가 있다
    만약 "kubectl get pods -A" 명령을 실행하면
    그러면 종료 코드 0으로 끝난다
    그리고 "No resources found"가 출력된다
