Feature: 3-3 How a deployment comes about
  From the command to the answer: kubectl asks the API server, which stores the Deployment; the controller manager makes the ReplicaSet and the
  pods; the scheduler spreads them evenly over the workers; each kubelet has its container runtime create the containers; kube-proxy makes the
  service's rules; CoreDNS knows its name. All of it goes through the API server.

  Scenario: The flow of a deployment, step by step
    When I run "kubectl create deployment web --image=nginx --replicas=3"
    Then "web" has 3 pods, all Ready
    And this happened in this order:
      | kubectl            | asks for the Deployment       |
      | API server         | stores the Deployment         |
      | controller manager | creates the ReplicaSet        |
      | controller manager | creates the pods              |
      | scheduler          | picks a node                  |
      | scheduler          | binds the pod to its node     |
      | kubelet            | has the image pulled          |
      | kubelet            | has the container created     |
      | container runtime  | starts the container          |
      | kubelet            | reports the pod Running       |

  Scenario: kube-proxy follows the endpoints of the service
    Given a deployment "web" with 3 replicas
    When I run "kubectl expose deployment web --port=80"
    Then service "web" has 3 endpoints
    And this happened in this order:
      | kubectl    | asks for the Deployment            |
      | kubelet    | reports the pod Running            |
      | kubectl    | asks for the Service               |
      | kube-proxy | programs the rules of the Service  |
    When 30 requests are sent to service "web"
    Then every request is answered

  Scenario: The scheduler spreads pods evenly over the workers
    Given a deployment "web" with 9 replicas
    Then every worker runs 3 pods of "web"
    And no pod of "web" runs on m-k8s

  Scenario Outline: <count> pods differ by at most one from worker to worker
    Given a deployment "web" with <count> replicas
    Then the pods of "web" spread over the workers with a difference of at most 1

    Examples:
      | count |
      | 4     |
      | 7     |
      | 20    |

  Scenario: CoreDNS knows a service by its name
    Given a deployment "web" with 2 replicas
    And deployment "web" is exposed as a ClusterIP service
    And a pod "client"
    When pod "client" requests "http://web"
    Then the request is answered
    When pod "client" requests "http://web.default.svc.cluster.local"
    Then the request is answered

  Scenario: Without CoreDNS the name is gone, the address is not
    Given a deployment "web" with 2 replicas
    And deployment "web" is exposed as a ClusterIP service
    And a pod "client"
    When I run "kubectl scale deployment coredns -n kube-system --replicas=0"
    And 1 minute passes
    And pod "client" requests "http://web"
    Then the request is not answered
    When pod "client" requests "http://<cluster IP of web>"
    Then the request is answered
