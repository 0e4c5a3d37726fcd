Feature: 3-2 The basic idea
  Somebody declares the desired state, Kubernetes keeps comparing it with the current one and makes them alike. Each component does only its own
  job, so that it shows when one of them is missing. All of them meet at the API server, which keeps everything in etcd.

  Scenario: The current state follows the desired one
    Given a deployment "web" with 2 replicas
    When deployment "web" is scaled to 3
    Then "web" has 3 pods, all Ready
    When deployment "web" is scaled to 1
    Then "web" has 1 pod, all Ready

  Scenario: Without the scheduler pods are made, but nobody gives them a node
    Given the scheduler is stopped
    When I run "kubectl create deployment web --image=nginx --replicas=3"
    Then 3 pods of "web" are Pending
    And 3 pods of "web" stay Pending for 10 minutes
    When the scheduler is started again
    Then "web" has 3 pods, all Ready

  Scenario: Without the controller manager nobody replaces a pod
    Given a deployment "web" with 3 replicas
    And the controller manager is stopped
    When a pod of "web" dies
    Then nobody replaces it for 10 minutes
    When the controller manager is started again
    Then a replacement is scheduled
    And "web" has 3 pods, all Ready

  Scenario: Without a kubelet its node starts nothing, while the others do
    Given the kubelet of w1-k8s is stopped
    When I run "kubectl create deployment web --image=nginx --replicas=3"
    Then 2 pods of "web" become Ready within 30 seconds
    And 1 pod of "web" is Pending

  Scenario: Without the API server nothing can be asked, but what runs runs on
    Given a deployment "web" with 3 replicas
    And deployment "web" is exposed as a NodePort service
    And the API server is stopped
    When I try "kubectl get pods"
    Then it ends with exit code 1
    When 30 requests are sent from outside to service "web" through w2-k8s
    Then every request is answered
    When the API server is started again
    And I run "kubectl get deployment web"
    Then it prints these rows:
      | NAME | READY |
      | web  | 3/3   |

  Scenario: Each component does only its own job
    Given a deployment "web" with 3 replicas
    When a pod of "web" dies
    Then the replacement is Ready
    And only the "controller manager" ever "creates the pods"
    And only the "scheduler" ever "picks a node"
    And only the "container runtime" ever "starts the container"
    And only the "kubelet" ever "reports the pod Running"
    And every change went through the API server into the store
