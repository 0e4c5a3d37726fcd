# language: ko
기능: 3-1 구성 요소와 네임스페이스
  쿠버네티스의 구성 요소들도 kube-system 네임스페이스의 파드로 실행된다. 네임스페이스는 클러스터 안의 가상 클러스터이다.
  이름은 네임스페이스마다 따로이고, 네임스페이스를 지정하지 않은 오브젝트는 default에 배포된다.

  시나리오: 구성 요소들은 kube-system의 파드이다
    만약 "kubectl get pods -n kube-system -o wide" 명령을 실행하면
    그러면 다음 행들이 출력에 들어 있다:
      | NAME                          | READY | STATUS  | NODE   |
      | etcd-m-k8s                    | 1/1   | Running | m-k8s  |
      | kube-apiserver-m-k8s          | 1/1   | Running | m-k8s  |
      | kube-controller-manager-m-k8s | 1/1   | Running | m-k8s  |
      | kube-scheduler-m-k8s          | 1/1   | Running | m-k8s  |
      | coredns-*                     | 1/1   | Running | *      |
      | coredns-*                     | 1/1   | Running | *      |
      | kube-proxy-*                  | 1/1   | Running | m-k8s  |
      | kube-proxy-*                  | 1/1   | Running | w1-k8s |
      | kube-proxy-*                  | 1/1   | Running | w2-k8s |
      | kube-proxy-*                  | 1/1   | Running | w3-k8s |

  시나리오: 새 클러스터에는 네 개의 네임스페이스가 있다
    만약 "kubectl get namespaces" 명령을 실행하면
    그러면 다음 행들이 출력된다:
      | NAME            | STATUS |
      | default         | Active |
      | kube-node-lease | Active |
      | kube-public     | Active |
      | kube-system     | Active |

  시나리오: 같은 이름을 네임스페이스마다 한 번씩 쓸 수 있다
    먼저 네임스페이스 "blue"가 있다
    그리고 파드 1개를 가진 디플로이먼트 "web"이 있다
    만약 "kubectl create deployment web --image=nginx --replicas=2 -n blue" 명령을 실행하면
    그리고 네임스페이스 "blue"를 살펴보면
    그러면 "web"의 파드는 2개가 되고 모두 Ready 상태이다
    만약 네임스페이스 "default"를 살펴보면
    그러면 "web"의 파드는 1개가 되고 모두 Ready 상태이다
