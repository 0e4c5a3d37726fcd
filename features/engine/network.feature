Feature: Who reaches whom

  Scenario: A network policy lets only the pods in that it names
    Given a deployment "web" with 1 replica
    And deployment "web" is exposed as a ClusterIP service
    And a pod "friend"
    And a pod "stranger"
    When I apply this manifest:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: friends-only }
      spec:
        podSelector: { matchLabels: { app: web } }
        ingress: [{ from: [{ podSelector: { matchLabels: { run: friend } } }] }]
      """
    And pod "friend" requests "http://web"
    Then the request is answered
    When pod "stranger" requests "http://web"
    Then the request is not answered

  Scenario: A service with session affinity sends a client to one pod
    Given a deployment "web" with 3 replicas
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: sticky }
      spec:
        selector: { app: web }
        sessionAffinity: ClientIP
        ports: [{ port: 80 }]
      """
    Then service "sticky" has 3 endpoints
    When 30 requests are sent to service "sticky"
    Then every request is answered
    And the answers came from 1 pod

  Scenario: DNS knows the ports of a service, and the name behind an address
    When I apply this manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        clusterIP: 10.96.7.7
        selector: { app: web }
        ports: [{ name: http, port: 80 }]
      """
    And I run "kubectl run tools --image=busybox -- sleep infinity"
    Then pod "tools" is Running
    When I run "kubectl exec tools -- nslookup -type=srv _http._tcp.web.default.svc.cluster.local"
    Then it prints "service = 0 100 80 web.default.svc.cluster.local"
    When I run "kubectl exec tools -- nslookup 10.96.7.7"
    Then it prints "7.7.96.10.in-addr.arpa"
    And it prints "name = web.default.svc.cluster.local"

  Scenario: A database takes connections, and says that it is there
    When I run "kubectl run db --image=postgres:15 --env=POSTGRES_PASSWORD=x --port=5432 --expose"
    And I run "kubectl run client --image=postgres:15 --env=POSTGRES_PASSWORD=x"
    Then pod "db" is Ready
    And pod "client" is Ready
    When pod "client" requests "tcp://db:5432"
    Then the request is answered
    When pod "client" requests "tcp://db:5433"
    Then the request is not answered
    When I run "kubectl exec client -- pg_isready -h db"
    Then it prints "db:5432 - accepting connections"
