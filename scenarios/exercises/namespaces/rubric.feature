Feature: One name, two namespaces

  Background:
    Given the submission is applied

  @points(1)
  Scenario: In dev the deployment web runs one pod
    Given we look at namespace "dev"
    Then there is a Deployment "web"
    And "web" has 1 pod, all Ready

  @points(1)
  Scenario: In prod the deployment web runs two pods
    Given we look at namespace "prod"
    Then there is a Deployment "web"
    And "web" has 2 pods, all Ready

  @points(0.5)
  Scenario: In dev the pods run the image nginx
    Given we look at namespace "dev"
    Then every pod of "web" runs the image "nginx"

  @points(0.5)
  Scenario: In prod the pods run the image nginx
    Given we look at namespace "prod"
    Then every pod of "web" runs the image "nginx"

  @points(1.5)
  Scenario: Inside dev the name web means the pod of dev
    Given we look at namespace "dev"
    And a pod "visitor"
    When pod "visitor" requests "http://web:8080"
    Then the request is answered
    And every answer came from a pod of "web"

  @points(1.5)
  Scenario: Inside prod the name web means the pods of prod
    Given we look at namespace "prod"
    And a pod "visitor"
    When pod "visitor" requests "http://web:8080"
    Then the request is answered
    And every answer came from a pod of "web"

  @points(1)
  Scenario: From dev the service of prod is reached by its full name
    Given we look at namespace "dev"
    And a pod "visitor"
    When pod "visitor" requests "http://web.prod:8080"
    Then the request is answered
    Given we look at namespace "prod"
    Then every answer came from a pod of "web"

  @points(1)
  Scenario: The namespace default is left alone
    Given there is a Namespace "dev"
    Then there is no Deployment "web"
    And there is no Service "web"

  @points(2) @hidden
  Scenario: Deleting dev takes what is in it and leaves prod alone
    Given we look at namespace "dev"
    And there is a Deployment "web"
    When I run "kubectl delete namespace dev"
    Then there is no Namespace "dev"
    And no pod of "web" is left
    Given we look at namespace "prod"
    Then at least 1 pod of "web" stays Ready for 5 minutes
    And there is a Service "web"
