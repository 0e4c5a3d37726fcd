# language: ko
기능: 데이터베이스 잠그기

  배경:
    먼저 제출물이 적용되어 있다
    그리고 네임스페이스 "bank"를 살펴본다

  @points(3)
  시나리오: api는 데이터베이스의 80번 포트에 접속하고, web은 접속하지 못한다
    만약 파드 "web"에서 "http://<cluster IP of db>"에 요청하면
    그러면 요청에 응답이 오지 않는다
    만약 파드 "api"에서 "http://<cluster IP of db>"에 요청하면
    그러면 요청에 응답이 온다

  @points(2) @hidden
  시나리오: 다른 네임스페이스의 api는 데이터베이스에 접속하지 못한다
    먼저 네임스페이스 "guests"를 살펴본다
    만약 파드 "api"에서 "http://db.bank"에 요청하면
    그러면 요청에 응답이 오지 않는다

  @points(2)
  시나리오: api는 데이터베이스의 8080번 포트에 접속하지 못한다
    만약 파드 "api"에서 "http://<IP of db>:8080"에 요청하면
    그러면 요청에 응답이 오지 않는다

  @points(2)
  시나리오: 나머지 파드에는 전처럼 접속한다
    먼저 NetworkPolicy 오브젝트 "db"가 있다
    만약 파드 "db"에서 "http://<cluster IP of web>"에 요청하면
    그러면 요청에 응답이 온다
    만약 파드 "web"에서 "http://<cluster IP of api>"에 요청하면
    그러면 요청에 응답이 온다

  @points(1)
  시나리오: 네트워크 폴리시의 이름은 db이다
    그러면 NetworkPolicy 오브젝트 "db"가 있다
