Feature: Run a pod and expose it

  Background:
    Given the submission is applied

  @points(2)
  Scenario: The pod nginx runs, and no controller owns it
    Then there is a Pod "nginx"
    And pod "nginx" is Ready
    And Pod "nginx" is owned by no controller

  @points(1)
  Scenario: The pod runs the image nginx
    Then every pod of "nginx" runs the image "nginx"

  @points(1) @hidden
  Scenario: A crashed container is started again
    When the container of pod "nginx" crashes
    Then pod "nginx" is Ready again after 1 restart of its container

  @points(2)
  Scenario: The service nginx selects the pod nginx and no other
    Then service "nginx" selects the pods of "nginx"

  @points(2)
  Scenario: Inside the cluster the service answers on port 80
    When node m-k8s requests "http://<cluster IP of nginx>:80"
    Then the request is answered
    And the answer contains "Welcome to nginx!"

  @points(2)
  Scenario: From outside the page is reached through every node
    Given field "{.spec.type}" of Service "nginx" is "NodePort"
    When somebody outside requests "http://192.168.1.10:<node port of nginx>"
    Then the answer contains "Welcome to nginx!"
    When somebody outside requests "http://192.168.1.101:<node port of nginx>"
    Then the answer contains "Welcome to nginx!"
    When somebody outside requests "http://192.168.1.102:<node port of nginx>"
    Then the answer contains "Welcome to nginx!"
    When somebody outside requests "http://192.168.1.103:<node port of nginx>"
    Then the answer contains "Welcome to nginx!"
