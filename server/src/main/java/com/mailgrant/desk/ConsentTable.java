package com.mailgrant.desk;

import com.mailgrant.account.MailAccount;
import com.mailgrant.desk.ConsentAnswer.Verdict;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code admin_consent_answer}. */
@Repository
class ConsentTable {
  private final JdbcClient jdbc;

  ConsentTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void keep(MailAccount account, ConsentAnswer answer) {
    jdbc.sql(
            """
            insert into admin_consent_answer (organization_id, account_id, cloud, tenant, approver, answer, words, answered_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(account.organization().value())
        .param(account.id().value())
        .param(account.cloud())
        .param(answer.tenant())
        .param(answer.approver())
        .param(answer.verdict().apiName())
        .param(answer.words())
        .param(answer.answeredAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Newest first, of every account in the same cloud: an approval serves them all. */
  List<ConsentAnswer> of(MailAccount account) {
    return jdbc.sql(
            """
            select * from admin_consent_answer where organization_id = ? and cloud = ?
            order by answered_at desc limit 20
            """)
        .param(account.organization().value())
        .param(account.cloud())
        .query((row, _) ->
            new ConsentAnswer(
                Verdict.valueOf(row.getString("answer").toUpperCase(Locale.ROOT)),
                row.getString("tenant"),
                row.getString("approver"),
                row.getString("words"),
                row.getTimestamp("answered_at").toInstant()))
        .list();
  }
}
