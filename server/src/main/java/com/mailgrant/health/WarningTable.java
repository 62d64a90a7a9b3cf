package com.mailgrant.health;

import static com.mailgrant.health.HealthTable.at;

import com.mailgrant.organization.OrganizationId;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code health_warning}: which warnings were given. */
@Repository
class WarningTable {
  private final JdbcClient jdbc;

  WarningTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** True for the first who asks. */
  boolean tellOnce(OrganizationId organization, Warning warning, Instant now) {
    return jdbc.sql(
                """
                insert into health_warning (organization_id, kind, subject, stage, told_at) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)
            .params(
                organization.value(),
                warning.kind().apiName(),
                warning.subject(),
                warning.stage(),
                at(now))
            .update()
        == 1;
  }

  void forgetBefore(Instant instant) {
    jdbc.sql("delete from health_warning where told_at < ?").param(at(instant)).update();
  }
}
