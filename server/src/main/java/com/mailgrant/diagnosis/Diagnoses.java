package com.mailgrant.diagnosis;

import com.mailgrant.platform.ErrorId;
import com.mailgrant.platform.Language;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Turns findings into reports with an error id, and finds them again. */
@Service
public class Diagnoses {
  private static final Logger LOG = LoggerFactory.getLogger(Diagnoses.class);

  private final Catalogue catalogue;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  Diagnoses(Catalogue catalogue, JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.catalogue = catalogue;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Stores and logs a finding under a new error id, and explains it in the language of whoever sent
   * the request at hand.
   */
  public Report report(Finding finding, UUID organization, @Nullable UUID account, String where) {
    var language = Language.ofReader();
    var report =
        new Report(
            ErrorId.random(),
            organization,
            account,
            where,
            clock.instant(),
            catalogue.explain(finding, language));
    jdbc.sql(
            """
            insert into diagnosis_report (error_id, organization_id, account_id, met_at, met_where, code, diagnosis)
            values (?, ?, ?, ?, ?, ?, ?::jsonb)
            """)
        .param(report.errorId().value())
        .param(organization)
        .param(account)
        .param(report.at().atOffset(ZoneOffset.UTC))
        .param(where)
        .param(report.diagnosis().code())
        .param(json.writeValueAsString(StoredFinding.of(finding)))
        .update();
    LOG.warn(
        "[{}] {} at {} for account {}: {}.{}{}",
        report.errorId(),
        report.diagnosis().code(),
        where,
        account,
        catalogue.explain(finding, Language.ENGLISH).title(),
        finding.serverSaid() == null ? "" : " Provider said: " + finding.serverSaid(),
        finding.trace().equals(ProviderTrace.NONE) ? "" : " " + finding.trace());
    return report;
  }

  /** One report of an organization, in the language of whoever sent the request at hand. */
  public Optional<Report> find(UUID organization, String errorId) {
    return find(organization, errorId, Language.ofReader());
  }

  /** One report of an organization, by an error id as people type it. */
  public Optional<Report> find(UUID organization, String errorId, Language language) {
    return ErrorId.parse(errorId).flatMap(id -> find(organization, id, language));
  }

  private Optional<Report> find(UUID organization, ErrorId id, Language language) {
    return jdbc.sql("select * from diagnosis_report where organization_id = ? and error_id = ?")
        .param(organization)
        .param(id.value())
        .query((row, _) -> read(row, language))
        .optional();
  }

  /** The newest reports of an organization, newest first. */
  public List<Report> newest(UUID organization, int most, Language language) {
    return jdbc.sql(
            """
            select * from diagnosis_report where organization_id = ?
            order by met_at desc, error_id limit ?
            """)
        .param(organization)
        .param(most)
        .query((row, _) -> read(row, language))
        .list();
  }

  /** What a finding stands in the way of. */
  public Concern concern(Finding finding) {
    return catalogue.entry(finding.code()).map(CatalogueEntry::concerns).orElse(Concern.MESSAGE);
  }

  private Report read(ResultSet row, Language language) throws SQLException {
    return new Report(
        new ErrorId(row.getString("error_id")),
        row.getObject("organization_id", UUID.class),
        row.getObject("account_id", UUID.class),
        row.getString("met_where"),
        row.getTimestamp("met_at").toInstant(),
        json.readValue(row.getString("diagnosis"), StoredFinding.class)
            .diagnosis(catalogue, language));
  }
}
