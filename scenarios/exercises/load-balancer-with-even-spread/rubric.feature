Feature: A load balancer that spreads evenly

  Background:
    Given the submission is applied

  @points(1)
  Scenario: The deployment chk-hn runs three pods
    Then there is a Deployment "chk-hn"
    And "chk-hn" has 3 pods, all Ready

  @points(1)
  Scenario: The pods run the image sysnet4admin/chk-hn
    Then every pod of "chk-hn" runs the image "sysnet4admin/chk-hn"

  @points(1)
  Scenario: The service chk-hn selects the pods of the deployment and no others
    Then service "chk-hn" selects the pods of "chk-hn"

  @points(2)
  Scenario: The service is a load balancer with the external address 192.168.1.11
    Then field "{.spec.type}" of Service "chk-hn" is "LoadBalancer"
    And service "chk-hn" gets the external address "192.168.1.11"

  @points(1)
  Scenario: From outside the service answers on port 80 of its external address
    When somebody outside requests "http://<external IP of chk-hn>:80"
    Then the request is answered
    And every answer names the pod that gave it

  @points(3)
  Scenario: 300 requests spread evenly over the three pods
    When 300 requests are sent to the external address of service "chk-hn"
    Then every request is answered
    And the answers came from 3 pods
    And every pod answered between 60 and 140 of them

  @points(1) @hidden
  Scenario: When a pod dies it is replaced, and the service goes on answering
    When a pod of "chk-hn" dies
    Then the replacement is Ready
    When 30 requests are sent to service "chk-hn"
    Then every request is answered
