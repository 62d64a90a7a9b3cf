package com.mailgrant.connectiontest;

import com.mailgrant.account.AccountId;
import com.mailgrant.connectiontest.TestReport.CheckLine;
import com.mailgrant.connectiontest.TestReport.Status;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.Sentence;
import com.mailgrant.provider.AccountType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code test_run} and {@code test_check}. */
@Repository
class TestTable {
  private final JdbcClient jdbc;
  private final Diagnoses diagnoses;

  TestTable(JdbcClient jdbc, Diagnoses diagnoses) {
    this.jdbc = jdbc;
    this.diagnoses = diagnoses;
  }

  UUID begin(AccountId account, Instant now) {
    var id = UUID.randomUUID();
    jdbc.sql("insert into test_run (id, account_id, started_at) values (?, ?, ?)")
        .param(id)
        .param(account.value())
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  void keep(UUID run, CheckResult result) {
    switch (result) {
      case CheckResult.Passed passed ->
          insert(run, passed.check(), "passed", passed.took().toMillis(), passed.note(), null);
      case CheckResult.Failed failed ->
          insert(
              run,
              failed.check(),
              "failed",
              failed.took().toMillis(),
              null,
              failed.report().errorId().value());
      case CheckResult.Skipped skipped ->
          insert(run, skipped.check(), "skipped", null, skipped.because(), null);
    }
  }

  void end(UUID run, Status status, Instant now) {
    jdbc.sql("update test_run set status = ?, ended_at = ? where id = ?")
        .param(status.name())
        .param(now.atOffset(ZoneOffset.UTC))
        .param(run)
        .update();
  }

  Optional<TestReport> latest(AccountId account) {
    return jdbc.sql(
            "select id from test_run where account_id = ? order by started_at desc, id limit 1")
        .param(account.value())
        .query(UUID.class)
        .optional()
        .flatMap(this::report);
  }

  /** The last test of each account of an organization, by the account's id. */
  Map<UUID, TestReport> latestOf(UUID organization) {
    var latest = new LinkedHashMap<UUID, TestReport>();
    jdbc.sql(
            """
            select distinct on (r.account_id) r.account_id, r.id from test_run r
            join mail_account a on a.id = r.account_id where a.organization_id = ?
            order by r.account_id, r.started_at desc, r.id
            """)
        .param(organization)
        .query((row, _) ->
            Map.entry(row.getObject("account_id", UUID.class), row.getObject("id", UUID.class)))
        .list()
        .forEach(
            run -> report(run.getValue()).ifPresent(report -> latest.put(run.getKey(), report)));
    return latest;
  }

  Optional<TestReport> report(UUID run) {
    return jdbc.sql(
            "select r.*, a.organization_id from test_run r join mail_account a on a.id ="
                + " r.account_id where r.id = ?")
        .param(run)
        .query(this::read)
        .optional();
  }

  List<ProvedCheck> lastProved(OrganizationId organization) {
    return jdbc.sql(
            """
            select a.type, a.use_oauth, c.check_name, max(r.started_at) as at
            from test_check c join test_run r on r.id = c.run_id join mail_account a on a.id = r.account_id
            where a.organization_id = ? and c.status = 'passed'
            group by a.type, a.use_oauth, c.check_name
            """)
        .param(organization.value())
        .query((row, _) ->
            new ProvedCheck(
                AccountType.named(row.getString("type")).orElseThrow(),
                row.getBoolean("use_oauth"),
                Check.named(row.getString("check_name")),
                row.getTimestamp("at").toInstant()))
        .list();
  }

  private TestReport read(ResultSet row, int number) throws SQLException {
    var id = row.getObject("id", UUID.class);
    var status = row.getString("status");
    var ended = row.getTimestamp("ended_at");
    var lines = lines(id, new OrganizationId(row.getObject("organization_id", UUID.class)));
    return new TestReport(
        id,
        status == null ? null : Status.valueOf(status),
        lines.stream()
            .map(CheckLine::errorId)
            .filter(error -> error != null)
            .findFirst()
            .orElse(null),
        row.getTimestamp("started_at").toInstant(),
        instant(ended),
        lines);
  }

  private List<CheckLine> lines(UUID run, OrganizationId organization) {
    return jdbc.sql("select * from test_check where run_id = ? order by number")
        .param(run)
        .query((row, _) -> {
          var check = Check.named(row.getString("check_name"));
          var errorId = row.getString("error_id");
          var millis = row.getObject("millis", Long.class);
          return new CheckLine(
              check,
              check.label(Language.ofReader()),
              row.getString("status"),
              millis,
              Sentence.restored(row.getString("note_sentence"), row.getString("note")),
              errorId,
              errorId == null
                  ? null
                  : diagnoses
                      .find(organization.value(), errorId)
                      .map(report -> report.diagnosis())
                      .orElse(null));
        })
        .list();
  }

  private void insert(
      UUID run,
      Check check,
      String status,
      @Nullable Long millis,
      @Nullable Sentence note,
      @Nullable String errorId) {
    jdbc.sql(
            """
            insert into test_check (run_id, check_name, status, millis, note, note_sentence, error_id)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .param(run)
        .param(check.apiName())
        .param(status)
        .param(millis)
        .param(note == null ? null : note.toString())
        .param(note == null ? null : note.stored())
        .param(errorId)
        .update();
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
