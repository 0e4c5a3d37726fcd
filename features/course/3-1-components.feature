Feature: 3-1 Components and namespaces
  The parts of Kubernetes run in pods themselves, in the namespace kube-system. A namespace is a cluster within the cluster: names are its
  own, and what says nothing about its namespace goes into default.

  Scenario: The cluster has one control plane and three workers
    When I run "kubectl get nodes"
    Then it prints these rows:
      | NAME   | STATUS | ROLES         | VERSION |
      | m-k8s  | Ready  | control-plane | v1.25.0 |
      | w1-k8s | Ready  | <none>        | v1.25.0 |
      | w2-k8s | Ready  | <none>        | v1.25.0 |
      | w3-k8s | Ready  | <none>        | v1.25.0 |

  Scenario: The components are pods of kube-system
    When I run "kubectl get pods -n kube-system -o wide"
    Then it prints these rows among others:
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
      | calico-node-*                 | 1/1   | Running | w1-k8s |

  Scenario: A fresh cluster has four namespaces
    When I run "kubectl get namespaces"
    Then it prints these rows:
      | NAME            | STATUS |
      | default         | Active |
      | kube-node-lease | Active |
      | kube-public     | Active |
      | kube-system     | Active |

  Scenario: What says nothing about its namespace goes into default
    When I run "kubectl run nginx --image=nginx"
    And I run "kubectl get pod nginx -o jsonpath={.metadata.namespace}"
    Then it prints "default"

  Scenario: One name may be used once in each namespace
    Given a namespace "blue"
    And a deployment "web" with 1 replica
    When I run "kubectl create deployment web --image=nginx --replicas=2 -n blue"
    And we look at namespace "blue"
    Then "web" has 2 pods, all Ready
    When we look at namespace "default"
    Then "web" has 1 pod, all Ready

  Scenario: A namespace takes everything in it along
    Given a namespace "blue"
    And we look at namespace "blue"
    And a deployment "web" with 2 replicas
    When I run "kubectl delete namespace blue"
    Then no pod of "web" is left
    And there is no Deployment "web"
    And there is no Namespace "blue"
