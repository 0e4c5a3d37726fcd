Feature: 2-3 The difference between a pod and a deployment
  A pod that somebody ran by hand stays dead when it dies. A deployment wants a number of pods; its ReplicaSet counts them and makes a new one
  whenever one is missing. kubectl run and create say what to do, kubectl apply says what there shall be.

  Scenario: A pod of a deployment is replaced
    Given a deployment "web" with 3 replicas
    When a pod of "web" dies
    Then a replacement is scheduled

  Scenario: A lone pod that dies stays dead
    Given a pod "nginx"
    When pod "nginx" dies
    Then "nginx" is gone and stays gone for 10 minutes

  Scenario: However many die, the number that was asked for comes back
    Given a deployment "web" with 6 replicas
    When 4 pods of "web" die
    Then the replacement is Ready
    And "web" has 6 pods, all Ready

  Scenario: kubectl create makes a deployment, kubectl scale changes how many pods it wants
    When I run "kubectl create deployment deploy-nginx --image=nginx"
    Then it prints "deployment.apps/deploy-nginx created"
    And "deploy-nginx" has 1 pod, all Ready
    When I run "kubectl scale deployment deploy-nginx --replicas=3"
    Then it prints "deployment.apps/deploy-nginx scaled"
    And "deploy-nginx" has 3 pods, all Ready
    When I run "kubectl get pod"
    Then it prints these rows:
      | NAME             | READY | STATUS  |
      | deploy-nginx-*-* | 1/1   | Running |
      | deploy-nginx-*-* | 1/1   | Running |
      | deploy-nginx-*-* | 1/1   | Running |

  Scenario: Between a deployment and its pods stands a ReplicaSet
    Given a deployment "web" with 3 replicas
    When I run "kubectl get replicasets"
    Then it prints these rows:
      | NAME  | DESIRED | CURRENT | READY |
      | web-* | 3       | 3       | 3     |
    When I run "kubectl get pod web-<ReplicaSet>-<HASH> -o jsonpath={.metadata.ownerReferences[0].kind}"
    Then it prints "ReplicaSet"

  Scenario: create refuses what is there already, apply makes it so
    Given a deployment "web" with 1 replica
    When I try "kubectl create deployment web --image=nginx"
    Then it is refused with 'deployments.apps "web" already exists'
    When I run "kubectl apply -f del-deploy.yaml"
    Then it prints "deployment.apps/del-deploy created"
    When I run "kubectl apply -f del-deploy.yaml"
    Then it prints "deployment.apps/del-deploy unchanged"
