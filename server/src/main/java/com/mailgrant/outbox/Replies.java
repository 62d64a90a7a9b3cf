package com.mailgrant.outbox;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Concern;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.Stage;
import com.mailgrant.mail.Submission;
import com.mailgrant.mail.Submission.Lack;
import com.mailgrant.mail.Submission.RefusedRecipient;
import com.mailgrant.provider.Failure;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a server's reply to a message means for the message and for those behind it. */
@Component
class Replies {
  /** A recipient's mailbox that cannot take mail now says nothing about other recipients. */
  private static final String RECIPIENT_BUSY = "D110";

  private final AccountServers servers;
  private final MailSessions sessions;
  private final Diagnoses diagnoses;

  Replies(AccountServers servers, MailSessions sessions, Diagnoses diagnoses) {
    this.servers = servers;
    this.sessions = sessions;
    this.diagnoses = diagnoses;
  }

  /** There was no session, or it broke before the message was handed over. */
  Verdict troubled(NoSession trouble) {
    var finding = trouble.finding();
    return !(trouble.failure() instanceof Failure.NoAnswer)
            && diagnoses.concern(finding) == Concern.ACCOUNT
        ? new Verdict.Held(finding, false)
        : new Verdict.Deferred(finding, true);
  }

  /** The server said no to a message. */
  Verdict refused(MailAccount account, Submission.RefusedMessage refused, List<String> later) {
    var reply = refused.reply();
    if (refused.stage() == Stage.SMTP_RCPT && mixed(refused.refusedRecipients())) {
      // Nobody has it, but some may have it later.
      return new Verdict.Accepted(refused.refusedRecipients(), later);
    }
    var rejected = new MailFailure.Rejected(refused.stage(), reply, Optional.empty());
    var finding = sessions.explained(account, rejected).finding();
    var concern = diagnoses.concern(finding);
    if (reply.temporary()) {
      boolean everyone =
          concern != Concern.MESSAGE
              && refused.stage() != Stage.SMTP_RCPT
              && !finding.code().equals(RECIPIENT_BUSY);
      return new Verdict.Deferred(finding, everyone);
    }
    return switch (concern) {
      // What the account is at fault for, the message waits for (facts/diagnosis 4.7).
      case ACCOUNT -> new Verdict.Held(finding, true);
      // A used-up quota has a permanent code and passes all the same (facts/microsoft365 5.2).
      case SERVICE -> new Verdict.Deferred(finding, !finding.code().equals(RECIPIENT_BUSY));
      case MESSAGE -> new Verdict.Failed(finding, refused.refusedRecipients());
    };
  }

  private static boolean mixed(List<RefusedRecipient> refused) {
    return refused.stream().map(each -> each.reply().temporary()).distinct().count() > 1;
  }

  /** The server announced that it cannot carry such a message. */
  Verdict unsuitable(MailAccount account, Submission.Unsuitable unsuitable) {
    var values = new LinkedHashMap<>(sessions.values(account));
    servers.smtp(account).ifPresent(server -> values.put("host", server.host()));
    values.put("detail", unsuitable.detail());
    var code = unsuitable.lack() == Lack.SIZE ? "D107" : "D57";
    return new Verdict.Failed(Finding.of(code, values, unsuitable.detail()), List.of());
  }

  /** The others got it, so it must not be sent again; but somebody has to know. */
  Finding withoutSome(MailAccount account, List<Refusal> refused) {
    var values = new LinkedHashMap<>(sessions.values(account));
    servers.smtp(account).ifPresent(server -> values.put("host", server.host()));
    values.put(
        "detail",
        refused.stream()
            .map(each -> each.address() + ": " + each.reply())
            .collect(Collectors.joining("; ")));
    return Finding.of("D57", values, refused.getFirst().reply());
  }

  /** What a temporary refusal of some recipients means. */
  Finding someLater(MailAccount account, RefusedRecipient first) {
    var rejected = new MailFailure.Rejected(Stage.SMTP_RCPT, first.reply(), Optional.empty());
    return sessions.explained(account, rejected).finding();
  }
}
