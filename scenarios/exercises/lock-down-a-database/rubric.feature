Feature: Lock down a database

  Background:
    Given the submission is applied
    And we look at namespace "bank"

  @points(3)
  Scenario: The api reaches the database on port 80, the web does not
    When pod "web" requests "http://<cluster IP of db>"
    Then the request is not answered
    When pod "api" requests "http://<cluster IP of db>"
    Then the request is answered

  @points(2) @hidden
  Scenario: An api of another namespace does not reach the database
    Given we look at namespace "guests"
    When pod "api" requests "http://db.bank"
    Then the request is not answered

  @points(2)
  Scenario: The api does not reach the database on port 8080
    When pod "api" requests "http://<IP of db>:8080"
    Then the request is not answered

  @points(2)
  Scenario: The others are reached as before
    Given there is a NetworkPolicy "db"
    When pod "db" requests "http://<cluster IP of web>"
    Then the request is answered
    When pod "web" requests "http://<cluster IP of api>"
    Then the request is answered

  @points(1)
  Scenario: The NetworkPolicy is named db
    Then there is a NetworkPolicy "db"
