package com.mailgrant.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.testing.RunningServer;
import com.mailgrant.testing.SettableClock;
import com.mailgrant.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A key has so many calls a minute, on all nodes together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitTest {
  private static final String SETTING = "--mailgrant.api.requests-per-minute=6";

  private final TestDatabase database = TestDatabase.fresh();
  private final RunningServer one = RunningServer.bare(database, SETTING);
  private final RunningServer other = RunningServer.bare(database, SETTING);

  @AfterAll
  void stop() {
    one.stop();
    other.stop();
    database.close();
  }

  @Test
  void two_nodes_count_together_and_say_how_long_to_wait() {
    var key = key();
    var answers = new ArrayList<HttpResponse<String>>();
    // A minute may turn meanwhile; two minutes cannot.
    for (int i = 0; i < 14; i++) {
      answers.add((i % 2 == 0 ? one : other).api(key, "GET", "/api/v1/accounts", ""));
    }
    var refused = answers.stream().filter(answer -> answer.statusCode() == 429).toList();
    assertThat(refused).hasSizeBetween(2, 8);
    assertThat(answers.getFirst().statusCode()).isEqualTo(200);
    var problem = refused.getFirst();
    assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Integer.parseInt(problem.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 60);
    assertThat(problem.body()).contains("errorId").contains("6 requests a minute");
    assertThat(problem.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"key\";r=0;");
  }

  @Test
  void every_answer_says_what_is_left_and_keys_do_not_share() {
    var first = one.api(key(), "GET", "/api/v1/accounts", "");
    assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"key\";q=6;w=60");
    assertThat(first.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"key\";r=5;");
    assertThat(one.api(key(), "GET", "/api/v1/accounts", "").statusCode()).isEqualTo(200);
  }

  @Test
  void a_node_takes_a_small_part_of_the_minute_at_once() {
    key();
    var id =
        database
            .jdbc()
            .sql("select id from api_key order by created_at desc limit 1")
            .query(UUID.class)
            .single();
    var clock = new SettableClock();
    var here = new RequestCounts(database.jdbc(), clock);
    var there = new RequestCounts(database.jdbc(), clock);
    assertThat(here.count(id, 1_200)).isEqualTo(1);
    assertThat(there.count(id, 1_200)).as("after the two that the other took").isEqualTo(3);
    assertThat(here.count(id, 1_200)).isEqualTo(2);
    assertThat(there.count(id, 1_200)).isEqualTo(4);
    assertThat(here.count(id, 1_200)).isEqualTo(5);
    clock.tick(Duration.ofMinutes(1));
    assertThat(here.count(id, 1_200)).as("in a new minute").isEqualTo(1);
    assertThat(there.count(id, 1_200)).isEqualTo(3);
  }

  private String key() {
    return one.get(ApiKeys.class)
        .create(OrganizationId.FIRST, "test", Set.of(Scope.ADMIN), null)
        .reveal();
  }
}
