Feature: Custom resources and the rules of their definitions
  A CustomResourceDefinition may say in CEL what its objects have to obey. Rules are read with the definition and asked with every object.

  Background:
    When I run "kubectl apply -f -" with this input:
      """yaml
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: { name: gauges.example.com }
      spec:
        group: example.com
        scope: Namespaced
        names: { kind: Gauge, plural: gauges }
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [least, most]
                    properties:
                      least: { type: integer }
                      most: { type: integer }
                    x-kubernetes-validations:
                      - { rule: self.least <= self.most, message: least is above most }
                      - rule: self.most >= oldSelf.most
      """

    And I run "kubectl create -f -" with this input:
      """yaml
      apiVersion: example.com/v1
      kind: Gauge
      metadata: { name: oil }
      spec: { least: 1, most: 5 }
      """

  Scenario: An object has to obey the rules
    Then there is a Gauge "oil"
    When I try 'kubectl patch gauge oil --type=merge -p "spec: {least: 9}"'
    Then it is refused with 'The Gauge "oil" is invalid: spec: Invalid value: "object": least is above most'

  Scenario: What must not shrink is compared with what there was before
    When I run 'kubectl patch gauge oil --type=merge -p "spec: {most: 7}"'
    And I try 'kubectl patch gauge oil --type=merge -p "spec: {most: 6}"'
    Then it is refused with 'The Gauge "oil" is invalid: spec: Invalid value: "object": failed rule: self.most >= oldSelf.most'

  Scenario: A rule that names what the schema does not know is refused with its place
    When I try 'kubectl patch crd gauges.example.com --type=json -p "[{op: add, path: /spec/versions/0/schema/openAPIV3Schema/x-kubernetes-validations, value: [{rule: self.max > 1}]}]"'
    Then it is refused with "compilation failed: ERROR: <input>:1:5: undefined field 'max'"
