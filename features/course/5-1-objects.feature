Feature: 5-1 What an object is
  An object describes desired state: its spec is what somebody wants, its status is what there is. Changing the object is asking for another state.

  Scenario: Nine replicas edited to three
    When I run "kubectl apply -f del-deploy.yaml"
    And I run "kubectl scale deployment del-deploy --replicas=9"
    Then "del-deploy" has 9 pods, all Ready
    And every worker runs 3 pods of "del-deploy"
    When I run "kubectl edit deployment del-deploy" and change "replicas: 9" to "replicas: 3"
    Then it prints "deployment.apps/del-deploy edited"
    And "del-deploy" has 3 pods, all Ready

  Scenario: The spec says what is wanted, the status what there is
    Given the scheduler is stopped
    When I run "kubectl apply -f del-deploy.yaml"
    And I run "kubectl get deployment del-deploy -o jsonpath={.spec.replicas}"
    Then it prints exactly:
      """
      3
      """
    When I run "kubectl get deployment del-deploy"
    Then it prints these rows:
      | NAME       | READY | UP-TO-DATE | AVAILABLE |
      | del-deploy | 0/3   | 3          | 0         |
    When the scheduler is started again
    Then "del-deploy" has 3 pods, all Ready

  Scenario: An edit that changes nothing asks for nothing
    Given a deployment "web" with 2 replicas
    When I run "kubectl edit deployment web" and change "replicas: 2" to "replicas: 2"
    Then it prints "Edit cancelled, no changes made."
    And 2 pods of "web" stay Ready for 10 minutes

  Scenario: A manifest that is applied again restores what it says
    Given a file "web.yaml":
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: nginx, image: nginx }] }
      """
    When I run "kubectl apply -f web.yaml"
    And I run "kubectl scale deployment web --replicas=5"
    Then "web" has 5 pods, all Ready
    When I run "kubectl apply -f web.yaml"
    Then it prints "deployment.apps/web configured"
    And "web" has 2 pods, all Ready
