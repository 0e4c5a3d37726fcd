Feature: Settings from outside

  Background:
    Given the submission is applied
    And we look at namespace "shop"

  @points(1)
  Scenario: The ConfigMap has the greeting
    Then field "{.data.GREETING}" of ConfigMap "shop-settings" is "Welcome to our shop"

  @points(1)
  Scenario: The Secret has the password
    Then field "{.data.password}" of Secret "shop-db" is "czNjcmV0"

  @points(2)
  Scenario: The deployment runs two pods of nginx
    Then there is a Deployment "shop"
    And "shop" has 2 pods, all Ready
    And every pod of "shop" runs the image "nginx"

  @points(2)
  Scenario: GREETING comes from the ConfigMap
    When I run "kubectl patch configmap shop-settings -n shop -p '{\"data\":{\"GREETING\":\"We moved\"}}'"
    And I run "kubectl rollout restart deployment shop -n shop"
    And 1 minute passes
    And I run "kubectl exec deploy/shop -n shop -- printenv GREETING"
    Then it prints "We moved"

  @points(2)
  Scenario: DB_PASSWORD comes from the Secret
    When I run "kubectl patch secret shop-db -n shop -p '{\"stringData\":{\"password\":\"0ther\"}}'"
    And I run "kubectl rollout restart deployment shop -n shop"
    And 1 minute passes
    And I run "kubectl exec deploy/shop -n shop -- printenv DB_PASSWORD"
    Then it prints "0ther"

  @points(2)
  Scenario: The file in /etc/shop follows the ConfigMap
    When I run "kubectl patch configmap shop-settings -n shop -p '{\"data\":{\"GREETING\":\"We moved\"}}'"
    And 3 minutes pass
    Then every pod of "shop" reads "We moved" in "/etc/shop/GREETING"
