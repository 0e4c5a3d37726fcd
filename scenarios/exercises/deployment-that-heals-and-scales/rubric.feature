Feature: A deployment that heals and scales

  Background:
    Given the submission is applied

  @points(2)
  Scenario: The deployment deploy-nginx runs three pods
    Then there is a Deployment "deploy-nginx"
    And "deploy-nginx" has 3 pods, all Ready

  @points(1)
  Scenario: The pods run the image nginx
    Then every pod of "deploy-nginx" runs the image "nginx"

  @points(1)
  Scenario: The pods carry the label app=deploy-nginx
    Then every pod of "deploy-nginx" carries the label "app=deploy-nginx"

  @points(2)
  Scenario: A pod that dies is replaced
    When a pod of "deploy-nginx" dies
    Then the replacement is Ready

  @points(1)
  Scenario: The pods of a drained node move to other nodes
    When the node of a pod of "deploy-nginx" is drained
    Then the replacement is Ready on another node within 2 minutes

  @points(1) @hidden
  Scenario: The pods of a broken node come back on other nodes
    When the node of a pod of "deploy-nginx" loses its power
    Then the replacement is Ready on another node within 8 minutes

  @points(1)
  Scenario: Scaled to six, the deployment runs six pods
    When deployment "deploy-nginx" is scaled to 6
    Then "deploy-nginx" has 6 pods, all Ready

  @points(1)
  Scenario: At least two pods stay ready while another image is rolled out
    When I run "kubectl set image deployment deploy-nginx *=nginx:1.23"
    Then at least 2 pods of "deploy-nginx" stay Ready for 3 minutes
    And every pod of "deploy-nginx" runs the image "nginx:1.23"
