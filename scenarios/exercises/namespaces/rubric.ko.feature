# language: ko
기능: 같은 이름, 두 네임스페이스

  배경:
    먼저 제출물이 적용되어 있다

  @points(1)
  시나리오: dev에서 web 디플로이먼트가 파드 1개를 실행한다
    먼저 네임스페이스 "dev"를 살펴본다
    그러면 Deployment 오브젝트 "web"이 있다
    그리고 "web"의 파드는 1개가 되고 모두 Ready 상태이다

  @points(1)
  시나리오: prod에서 web 디플로이먼트가 파드 2개를 실행한다
    먼저 네임스페이스 "prod"를 살펴본다
    그러면 Deployment 오브젝트 "web"이 있다
    그리고 "web"의 파드는 2개가 되고 모두 Ready 상태이다

  @points(0.5)
  시나리오: dev의 파드가 nginx 이미지를 실행한다
    먼저 네임스페이스 "dev"를 살펴본다
    그러면 "web"의 모든 파드가 이미지 "nginx"를 실행한다

  @points(0.5)
  시나리오: prod의 파드가 nginx 이미지를 실행한다
    먼저 네임스페이스 "prod"를 살펴본다
    그러면 "web"의 모든 파드가 이미지 "nginx"를 실행한다

  @points(1.5)
  시나리오: dev 안에서 web이라는 이름은 dev의 파드를 가리킨다
    먼저 네임스페이스 "dev"를 살펴본다
    그리고 파드 "visitor"가 있다
    만약 파드 "visitor"에서 "http://web:8080"에 요청하면
    그러면 요청에 응답이 온다
    그리고 모든 응답은 "web"의 파드에서 왔다

  @points(1.5)
  시나리오: prod 안에서 web이라는 이름은 prod의 파드를 가리킨다
    먼저 네임스페이스 "prod"를 살펴본다
    그리고 파드 "visitor"가 있다
    만약 파드 "visitor"에서 "http://web:8080"에 요청하면
    그러면 요청에 응답이 온다
    그리고 모든 응답은 "web"의 파드에서 왔다

  @points(1)
  시나리오: dev에서 prod의 서비스를 전체 이름으로 찾는다
    먼저 네임스페이스 "dev"를 살펴본다
    그리고 파드 "visitor"가 있다
    만약 파드 "visitor"에서 "http://web.prod:8080"에 요청하면
    그러면 요청에 응답이 온다
    먼저 네임스페이스 "prod"를 살펴본다
    그러면 모든 응답은 "web"의 파드에서 왔다

  @points(1)
  시나리오: default 네임스페이스에는 손대지 않았다
    먼저 Namespace 오브젝트 "dev"가 있다
    그러면 Deployment 오브젝트 "web"은 없다
    그리고 Service 오브젝트 "web"은 없다

  @points(2) @hidden
  시나리오: dev를 지우면 그 안의 것이 사라지고 prod는 그대로이다
    먼저 네임스페이스 "dev"를 살펴본다
    그리고 Deployment 오브젝트 "web"이 있다
    만약 "kubectl delete namespace dev" 명령을 실행하면
    그러면 Namespace 오브젝트 "dev"는 없다
    그리고 "web"의 파드는 하나도 남지 않는다
    먼저 네임스페이스 "prod"를 살펴본다
    그러면 "web"의 파드가 5분 동안 적어도 1개는 계속 Ready 상태이다
    그리고 Service 오브젝트 "web"이 있다
