Feature: kubectl in scenarios
  A step runs one kubectl command. What it reads from standard input, and what an editor saves, stand in the step.

  Scenario: A manifest may come from standard input
    Given the course's cluster
    When I run "kubectl apply -f -" with this input:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      data: { colour: blue }
      """
    Then there is a ConfigMap "settings"
    When I run "kubectl get configmap settings -o jsonpath={.data.colour}"
    Then it prints exactly:
      """
      blue
      """

  Scenario: kubectl edit saves a whole text
    When I run "kubectl create configmap settings --from-literal=colour=blue"
    And I run "kubectl edit configmap settings" and save:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: default }
      data: { colour: red }
      """
    Then it prints "configmap/settings edited"
    When I run "kubectl get configmap settings -o jsonpath={.data.colour}"
    Then it prints exactly:
      """
      red
      """

  Scenario: The bare cluster has nodes, and nothing in kube-system
    Given a cluster of topology "bare"
    When I run "kubectl get nodes"
    Then it prints these rows:
      | NAME   | STATUS |
      | m-k8s  | Ready  |
      | w1-k8s | Ready  |
      | w2-k8s | Ready  |
      | w3-k8s | Ready  |
    When I run "kubectl get pods -n kube-system"
    Then it prints "No resources found in kube-system namespace."

  Scenario: A service whose pods are gone answers nothing
    Given a pod "web" of image "httpd"
    And pod "web" is exposed as a NodePort service
    When pod "web" dies
    And 1 minute passes
    And 2 requests are sent from outside to service "web" through w1-k8s
    Then no request is answered

  Scenario: kubectl debug brings tools into a pod that runs, and leaves it as it is
    Given a pod "web" of image "httpd"
    When I run "kubectl debug web --image=busybox -c tools --attach -- wget -qO- localhost"
    Then it prints "It works!"
    And an event "Started" about "web" says "Started container tools"
    When I run "kubectl get pod web"
    Then it prints these rows:
      | NAME | READY | STATUS  | RESTARTS |
      | web  | 1/1   | Running | 0        |

  Scenario: kubectl debug makes a copy of a pod with another command
    Given a pod "web" of image "httpd"
    When I run "kubectl debug web --copy-to=web-debug -c web -- sleep infinity"
    Then pod "web-debug" is Running
    When I run "kubectl get pod web-debug -o jsonpath={.spec.containers[0].command}"
    Then it prints exactly:
      """
      ["sleep","infinity"]
      """
