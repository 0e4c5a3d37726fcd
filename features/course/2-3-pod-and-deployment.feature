Feature: 2-3 The difference between a pod and a deployment

  Scenario: A pod of a deployment is replaced
    Given a deployment "web" with 3 replicas
    When a pod of "web" dies
    Then a replacement is scheduled
