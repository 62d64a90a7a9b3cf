package com.mailgrant.migration;

import com.mailgrant.organization.OrganizationId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds and counts lines in {@code migration_entry}. Where a line with an account stands, only the
 * other packages know: those that fit are handed in by their id. The many without are asked for
 * here, so that no call reads a long list as a whole.
 */
@Repository
class PlanSearch {
  /** As {@link PlanLine#waitsFor} says it of a line without an account. */
  private static final String WAITS_FOR =
      "case when decision <> 'change' then '' else coalesce(nullif(trouble_actor, 'nobody'), 'planner') end";

  private static final String FITS =
      """
       from migration_entry where organization_id = :organization
        and (account_id is not null and id = any(:fitting)
          or account_id is null
            and (:stage::text is null or :stage = case when account_deleted_at is null then 'planned' else 'deleted' end)
            and (:decision::text is null or decision = :decision)
            and (:waits::text is null or :waits =
      """
          + WAITS_FOR
          + """
              )
                    and (:words = '' or lower(account_name || E'\\n' || username || E'\\n' || sender_email || E'\\n'
                  || sender_name || E'\\n' || owner_name) ~ :words))
          """;

  private final JdbcClient jdbc;

  PlanSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * By name.
   *
   * @param fitting the lines with an account that fit
   * @param after where the page before ended; null for the first one
   */
  List<PlanEntry> page(
      OrganizationId organization,
      PlanFilter filter,
      Collection<UUID> fitting,
      @Nullable PlanCursor after,
      long skipped,
      int most) {
    var sql =
        "select *"
            + FITS
            + (after == null ? "" : " and (lower(account_name), id) > (lower(:name), :id)")
            + " order by lower(account_name), id offset :skipped limit :most";
    var asked =
        asked(sql, organization, filter, fitting).param("skipped", skipped).param("most", most);
    return (after == null ? asked : asked.param("name", after.name()).param("id", after.id()))
        .query(PlanTable::entry)
        .list();
  }

  long count(OrganizationId organization, PlanFilter filter, Collection<UUID> fitting) {
    return asked("select count(*)" + FITS, organization, filter, fitting)
        .query(Long.class)
        .single();
  }

  /**
   * So many lines without an account are alike in what the progress counts.
   *
   * @param deleted whether their account was deleted
   */
  record Alike(
      Decision decision,
      boolean deleted,
      String waitsFor,
      String imap,
      String pop3,
      String smtp,
      int lines) {}

  /** All lines without an account, put together. */
  List<Alike> alike(OrganizationId organization) {
    return jdbc.sql(
            "select decision, account_deleted_at is not null as deleted, "
                + WAITS_FOR
                + """
                 as waits_for, imap, pop3, smtp, count(*) as lines
                from migration_entry where organization_id = ? and account_id is null
                group by 1, 2, 3, 4, 5, 6
                """)
        .param(organization.value())
        .query((row, _) ->
            new Alike(
                Decision.named(row.getString("decision")).orElseThrow(),
                row.getBoolean("deleted"),
                row.getString("waits_for"),
                row.getString("imap"),
                row.getString("pop3"),
                row.getString("smtp"),
                row.getInt("lines")))
        .list();
  }

  private JdbcClient.StatementSpec asked(
      String sql, OrganizationId organization, PlanFilter filter, Collection<UUID> fitting) {
    var stage = filter.stage();
    var decision = filter.decision();
    return jdbc.sql(sql)
        .param("organization", organization.value())
        .param("fitting", fitting.toArray(UUID[]::new))
        .param("stage", stage == null ? null : stage.key())
        .param("decision", decision == null ? null : decision.apiName())
        .param("waits", filter.waitsFor())
        .param("words", pattern(filter.words()));
  }

  /**
   * The words in any case, as a regular expression for what PostgreSQL made lower case: beyond
   * ASCII it depends on the locale of the database whether it did.
   */
  static String pattern(String words) {
    var pattern = new StringBuilder();
    words
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> {
          int upper = Character.toUpperCase(c);
          if (c > 0x7F && upper != c) {
            pattern.append('[').appendCodePoint(c).appendCodePoint(upper).append(']');
          } else if (c > 0x7F || Character.isLetterOrDigit(c)) {
            pattern.appendCodePoint(c);
          } else {
            pattern.append('\\').appendCodePoint(c);
          }
        });
    return pattern.toString();
  }
}
