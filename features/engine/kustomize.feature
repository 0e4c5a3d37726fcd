Feature: Kustomizations
  What an overlay makes of its base is applied as one. The files are in features/engine/kustomize.

  Scenario: An overlay is applied, and its deployment runs
    When I run "kubectl apply -k kustomize/overlays/prod"
    Then it prints "configmap/prod-settings-d7hm94g4cm created"
    And it prints "deployment.apps/prod-web created"
    And "prod-web" has 3 pods, all Ready
    And every pod of "prod-web" runs the image "nginx:1.23"
    When I run "kubectl exec deploy/prod-web -- printenv COLOUR"
    Then it prints exactly:
      """
      green
      """
    When I run "kubectl apply -k kustomize/overlays/prod"
    Then it prints "deployment.apps/prod-web unchanged"
    When I run "kubectl delete -k kustomize/overlays/prod"
    Then there is no Deployment "prod-web"

  Scenario: The base is applied beside it, and the names are told apart
    When I run "kubectl apply -k kustomize/overlays/prod"
    And I run "kubectl apply -k kustomize/base"
    Then "web" has 1 pods, all Ready
    And "prod-web" has 3 pods, all Ready

  Scenario: What is not simulated of a kustomization is refused by name
    Given a file "remote/kustomization.yaml":
      """yaml
      resources: ["https://github.com/kubernetes-sigs/kustomize//examples/multibases"]
      """
    When I try "kubectl kustomize remote"
    Then it is refused with "the remote kustomization or resource 'https://github.com/kubernetes-sigs/kustomize//examples/multibases' is not simulated"
