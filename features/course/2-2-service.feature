Feature: 2-2 The service
  A pod has an address inside the cluster only. A service gives a set of pods one name and one address, follows them as they come and go, and
  hands each connection to one of them with equal chances. A service of type NodePort opens the same port on every node.

  Scenario: Nobody outside reaches a pod, the nodes do
    Given a pod "nginx"
    When somebody outside requests "http://<IP of nginx>"
    Then the request is not answered
    When node w2-k8s requests "http://<IP of nginx>"
    Then the request is answered
    And the answer contains "Welcome to nginx!"

  Scenario: kubectl expose opens a port on the nodes
    Given a pod "nginx"
    When I run "kubectl expose pod nginx --type=NodePort --port=80"
    Then it prints "service/nginx exposed"
    When I run "kubectl get services"
    Then it prints these rows:
      | NAME       | TYPE      | EXTERNAL-IP | PORT(S)    |
      | kubernetes | ClusterIP | <none>      | 443/TCP    |
      | nginx      | NodePort  | <none>      | 80:3*/TCP  |

  Scenario Outline: The node port of <node> reaches the pod, wherever the pod runs
    Given a pod "nginx"
    And pod "nginx" is exposed as a NodePort service
    When 1 request is sent from outside to service "nginx" through <node>
    Then the request is answered

    Examples:
      | node   |
      | m-k8s  |
      | w1-k8s |
      | w2-k8s |
      | w3-k8s |

  # 300 over three pods: 100 each is expected, the standard deviation is 8.2. Sixty to 140 are almost five of them.
  Scenario: 300 requests to a service spread evenly over its pods
    Given a deployment "web" of image "sysnet4admin/chk-hn" with 3 replicas
    And deployment "web" is exposed as a ClusterIP service
    When 300 requests are sent to service "web"
    Then every request is answered
    And every pod answered between 60 and 140 of them
    And every answer names the pod that gave it

  Scenario: A service follows its pods
    Given a deployment "web" with 3 replicas
    And deployment "web" is exposed as a ClusterIP service
    And service "web" has 3 endpoints
    When deployment "web" is scaled to 5
    Then service "web" has 5 endpoints
    When a pod of "web" dies
    Then service "web" has 5 endpoints
    When 50 requests are sent to service "web"
    Then every request is answered

  Scenario: A service whose selector fits no pod answers nobody
    Given a deployment "web" with 1 replica
    And this manifest is applied:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: lost }
      spec:
        selector: { app: wbe }
        ports: [{ port: 80 }]
      """
    Then service "lost" has 0 endpoints
    When 1 request is sent to service "lost"
    Then the request is not answered
