# language: ko
기능: 밖에서 주는 설정

  배경:
    먼저 제출물이 적용되어 있다
    그리고 네임스페이스 "shop"을 살펴본다

  @points(1)
  시나리오: 컨피그맵에 인사말이 있다
    그러면 ConfigMap 오브젝트 "shop-settings"의 "{.data.GREETING}" 필드는 "Welcome to our shop"이다

  @points(1)
  시나리오: 시크릿에 비밀번호가 있다
    그러면 Secret 오브젝트 "shop-db"의 "{.data.password}" 필드는 "czNjcmV0"이다

  @points(2)
  시나리오: 디플로이먼트가 nginx 파드 2개를 실행한다
    그러면 Deployment 오브젝트 "shop"이 있다
    그리고 "shop"의 파드는 2개가 되고 모두 Ready 상태이다
    그리고 "shop"의 모든 파드가 이미지 "nginx"를 실행한다

  @points(2)
  시나리오: GREETING은 컨피그맵에서 온다
    만약 "kubectl patch configmap shop-settings -n shop -p '{\"data\":{\"GREETING\":\"We moved\"}}'" 명령을 실행하면
    그리고 "kubectl rollout restart deployment shop -n shop" 명령을 실행하면
    그리고 1분이 지나면
    그리고 "kubectl exec deploy/shop -n shop -- printenv GREETING" 명령을 실행하면
    그러면 "We moved"가 출력된다

  @points(2)
  시나리오: DB_PASSWORD는 시크릿에서 온다
    만약 "kubectl patch secret shop-db -n shop -p '{\"stringData\":{\"password\":\"0ther\"}}'" 명령을 실행하면
    그리고 "kubectl rollout restart deployment shop -n shop" 명령을 실행하면
    그리고 1분이 지나면
    그리고 "kubectl exec deploy/shop -n shop -- printenv DB_PASSWORD" 명령을 실행하면
    그러면 "0ther"가 출력된다

  @points(2)
  시나리오: /etc/shop의 파일은 컨피그맵을 따라 바뀐다
    만약 "kubectl patch configmap shop-settings -n shop -p '{\"data\":{\"GREETING\":\"We moved\"}}'" 명령을 실행하면
    그리고 3분이 지나면
    그러면 "shop"의 모든 파드가 "We moved"라는 내용을 "/etc/shop/GREETING"에서 읽는다
