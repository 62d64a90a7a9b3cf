package com.mailgrant.event;

import com.mailgrant.organization.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code event}, {@code event_arrival} and {@code event_sequence}. */
@Repository
class EventTable {
  private static final String WANTED =
      """
       from event where organization_id = :organization
        and (cardinality(:types) = 0 or type = any(:types))
        and (cardinality(:accounts) = 0 or account_id = any(:accounts))
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  EventTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Adds what gets its number after the commit. */
  void add(UUID id, EventType type, Subject subject, Instant when, EventData data) {
    jdbc.sql(
            """
            insert into event_arrival (organization_id, id, type, account_id, message, occurred_at, data)
            values (?, ?, ?, ?, ?, ?, ?::jsonb)
            """)
        .param(subject.organization().value())
        .param(id)
        .param(type.apiName())
        .param(subject.account())
        .param(subject.message())
        .param(when.atOffset(ZoneOffset.UTC))
        .param(json.writeValueAsString(data))
        .update();
  }

  /** The same as a part of a statement that has a part named {@code changed}. */
  EventClause clause(UUID id, EventType type, Subject subject, Instant when, EventData data) {
    var parameters = new HashMap<String, @Nullable Object>();
    parameters.put("eventOrganization", subject.organization().value());
    parameters.put("eventId", id);
    parameters.put("eventType", type.apiName());
    parameters.put("eventAccount", subject.account());
    parameters.put("eventMessage", subject.message());
    parameters.put("eventWhen", when.atOffset(ZoneOffset.UTC));
    parameters.put("eventData", json.writeValueAsString(data));
    return new EventClause(
        """
        insert into event_arrival (organization_id, id, type, account_id, message, occurred_at, data)
        select cast(:eventOrganization as uuid), cast(:eventId as uuid), cast(:eventType as text),
          cast(:eventAccount as uuid), cast(:eventMessage as text), cast(:eventWhen as timestamptz),
          cast(:eventData as jsonb)
        from changed
        """,
        parameters);
  }

  /** Numbers what has been committed, and returns the newest number; 0 while there is none. */
  long number(OrganizationId organization) {
    return jdbc.sql("select number_events(?)")
        .param(organization.value())
        .query(Long.class)
        .single();
  }

  /** The organizations that have events without a number. */
  List<OrganizationId> waiting() {
    return jdbc.sql("select distinct organization_id from event_arrival")
        .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
        .list();
  }

  /** The newest number of every organization that has one. */
  Map<OrganizationId, Long> newest() {
    return jdbc
        .sql("select organization_id, last from event_sequence")
        .query(
            (row, _) -> Map.entry(new OrganizationId(row.getObject(1, UUID.class)), row.getLong(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Oldest first, after one number up to another. */
  List<Event> between(
      OrganizationId organization, EventFilter filter, long after, long upTo, int most) {
    return wanted(
            "select *"
                + WANTED
                + " and number > :after and number <= :upTo order by number limit :most",
            organization,
            filter,
            most)
        .param("after", after)
        .param("upTo", upTo)
        .query(this::event)
        .list();
  }

  /** Newest first, before a number. */
  List<Event> newestFirst(OrganizationId organization, EventFilter filter, long before, int most) {
    return wanted(
            "select *" + WANTED + " and number < :before order by number desc limit :most",
            organization,
            filter,
            most)
        .param("before", before)
        .query(this::event)
        .list();
  }

  /** How many there are after a number, counted no further than {@code most}. */
  long count(OrganizationId organization, EventFilter filter, long after, int most) {
    return wanted(
            "select count(*) from (select 1" + WANTED + " and number > :after limit :most) counted",
            organization,
            filter,
            most)
        .param("after", after)
        .query(Long.class)
        .single();
  }

  private JdbcClient.StatementSpec wanted(
      String sql, OrganizationId organization, EventFilter filter, int most) {
    return jdbc.sql(sql)
        .param("organization", organization.value())
        .param("types", filter.typeNames())
        .param("accounts", filter.accounts().toArray(UUID[]::new))
        .param("most", most);
  }

  private Event event(ResultSet row, int number) throws SQLException {
    return new Event(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getString("type"),
        row.getTimestamp("occurred_at").toInstant(),
        row.getObject("account_id", UUID.class),
        row.getString("message"),
        json.readTree(row.getString("data")));
  }
}
