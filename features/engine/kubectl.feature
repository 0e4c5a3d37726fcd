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

  Scenario: A script has variables, pipes and loops
    When I run this script:
      """sh
      image=nginx:1.23
      kubectl create deployment web --image=$image --replicas=3
      until kubectl get pods -l app=web --no-headers | grep -c Running | grep -qx 3; do sleep 1; done
      for pod in $(kubectl get pods -l app=web -o name); do
        kubectl label $pod tier=front
      done
      kubectl get pods -l tier=front -o name | wc -l
      """
    Then it prints "3"
    When I try this script:
      """sh
      kubectl get secret none || echo "there is none"
      kubectl delete deployment web | sed s/deleted/gone/
      kubectl get namespace nowhere
      """
    Then it prints "there is none"
    And it prints "gone"
    And it is refused with "not found"

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

  Scenario: The API server hands requests on to the pods of a service, and counts them
    Given a pod "web" of image "httpd"
    And pod "web" is exposed as a NodePort service
    When I run "kubectl get --raw /api/v1/namespaces/default/services/web:80/proxy/"
    Then it prints "It works!"
    When I run "kubectl get --raw /metrics"
    Then it prints "resource=\"services\",scope=\"resource\",subresource=\"proxy\",verb=\"CONNECT\",version=\"v1\"} 1"

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

  Scenario: A pod for one question is gone when it is answered
    Given a deployment "web" with 2 replicas
    And deployment "web" is exposed as a ClusterIP service
    When I run "kubectl run tmp --rm -it --restart=Never --image=busybox -- wget -qO- http://web"
    Then it prints "Welcome to nginx!"
    And it prints 'pod "tmp" deleted'
    When I run "kubectl get pods -l run=tmp"
    Then it prints "No resources found in default namespace."

  Scenario: A shell in a pod of its own runs what is typed
    Given a deployment "web" with 1 replica
    And deployment "web" is exposed as a ClusterIP service
    When I run "kubectl run tmp --rm -i --restart=Never --image=busybox -- sh" with this input:
      """
      wget -qO- http://web | grep -c Welcome
      hostname
      """
    Then it prints exactly:
      """
      2
      tmp
      pod "tmp" deleted
      """

  Scenario: The exit code of the container is that of kubectl run
    When I try "kubectl run tmp --rm -i --restart=Never --image=busybox -- sh -c 'exit 3'"
    Then it ends with exit code 3
    And it prints "pod default/tmp terminated (Error)"

  Scenario: Somebody attaches to a shell that waits to be typed into
    When I run "kubectl run shell -it --attach=false --image=busybox"
    And 10 seconds pass
    And I run "kubectl attach shell -it" with this input:
      """
      echo hello from $HOSTNAME
      """
    Then it prints "hello from shell"
    And it prints "Session ended, resume using 'kubectl attach shell -c shell -i -t' command when the pod is running"
