package com.mailgrant.connectiontest;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.MailAccount;
import com.mailgrant.connectiontest.Check.Part;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.foldermapping.FolderMappings;
import com.mailgrant.platform.Https;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.session.MailSessions;
import com.mailgrant.token.AccountEvidence;
import com.mailgrant.token.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The steps in order; what cannot be tried after a failure is skipped with the reason. */
@Component
class CheckSteps {
  private static final String NOT_ASKED_FOR = "connectiontest.not-asked";

  private final AccountServers servers;
  private final MailProviders providers;
  private final MailSessions sessions;
  private final Tokens tokens;
  private final AccountEvidence evidence;
  private final FolderMappings mappings;
  private final Diagnoses diagnoses;
  private final Https https;
  private final InstantSource clock;

  CheckSteps(
      AccountServers servers,
      MailProviders providers,
      MailSessions sessions,
      Tokens tokens,
      AccountEvidence evidence,
      FolderMappings mappings,
      Diagnoses diagnoses,
      Https https,
      Clock clock) {
    this.servers = servers;
    this.providers = providers;
    this.sessions = sessions;
    this.tokens = tokens;
    this.evidence = evidence;
    this.mappings = mappings;
    this.diagnoses = diagnoses;
    this.https = https;
    this.clock = clock;
  }

  /**
   * @param wanted the parts to go through; signing in always comes first, for the others need its
   *     token
   */
  List<CheckResult> run(MailAccount account, Set<Part> wanted, Consumer<CheckResult> asTheyEnd) {
    var run =
        new TestRun(
            account, providers.of(account.type()), evidence.of(account), diagnoses, asTheyEnd);
    var signIn = new SignInChecks(run, servers, tokens, https, clock);
    if (signIn.passed()) {
      var imap = new ImapChecks(run, sessions, signIn.token(), mappings.of(account.id()));
      if (wanted.contains(Part.READING)) {
        imap.run(servers.imap(account));
      } else {
        run.skipFrom(Check.IMAP_CONNECT, Check.IMAP_FOLDERS, NOT_ASKED_FOR);
      }
      if (wanted.contains(Part.SENDING)) {
        new SmtpChecks(run.knowing(imap.accepted()), sessions, signIn.token())
            .run(servers.smtp(account));
      } else {
        run.skipFrom(Check.SMTP_CONNECT, Check.SMTP_ENVELOPE, NOT_ASKED_FOR);
      }
    } else {
      run.skipFrom(Check.IMAP_CONNECT, Check.SMTP_ENVELOPE, "connectiontest.nothing-to-sign-in");
    }
    run.passed(Check.REPORT, Duration.ZERO);
    return run.results();
  }
}
