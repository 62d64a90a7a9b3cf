package com.mailgrant.guide;

import com.mailgrant.organization.OrganizationId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code guide_reading}. */
@Repository
class ReadingTable {
  private final JdbcClient jdbc;

  ReadingTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Reading(String reader, Instant readAt) {}

  void keep(OrganizationId organization, Reading reading) {
    jdbc.sql("insert into guide_reading (organization_id, reader, read_at) values (?, ?, ?)")
        .param(organization.value())
        .param(reading.reader())
        .param(reading.readAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Newest first. */
  List<Reading> of(OrganizationId organization) {
    return jdbc.sql(
            "select reader, read_at from guide_reading where organization_id = ? order by read_at desc limit 20")
        .param(organization.value())
        .query((row, _) ->
            new Reading(row.getString("reader"), row.getTimestamp("read_at").toInstant()))
        .list();
  }
}
