package com.mailgrant.provider;

import com.mailgrant.diagnosis.ProviderTrace;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.Protocol;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.mail.Stage;
import com.mailgrant.provider.Application.Proof;
import com.mailgrant.provider.Evidence.Certainty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Failures and the knowledge around them, for tests of what they mean. */
public final class Cases {
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  public static final String TENANT = "aaaabbbb-0000-4ccc-8ddd-eeeeffff0000";
  public static final String CLIENT = "00001111-2222-4333-8444-555566667777";
  public static final String ANNA = "anna@contoso.example";
  public static final String SALES = "sales@contoso.example";

  private static final Pattern IMAP =
      Pattern.compile("(OK|NO|BAD|BYE)(?: \\[([^]]+)])? (.*)", Pattern.DOTALL);

  private Cases() {}

  /** A person's own mailbox, of which nothing is known but its settings. */
  public static Evidence own(AccountType type, @Nullable Cloud cloud) {
    return new Evidence(
        type,
        cloud,
        new Application(
            TENANT, CLIENT, "https://mail.contoso.example/oauth2/callback", Proof.SECRET),
        Map.of(
            Protocol.IMAP, new ServerAddress("imap.contoso.example", 993, Security.TLS),
            Protocol.POP3, new ServerAddress("pop.contoso.example", 995, Security.TLS),
            Protocol.SMTP, new ServerAddress("smtp.contoso.example", 587, Security.STARTTLS)),
        type != AccountType.GENERIC,
        ANNA,
        ANNA,
        ANNA,
        null,
        Certainty.UNKNOWN,
        new History(null, null, Certainty.NO, NOW));
  }

  /** The shared mailbox of a team, opened by one of them. */
  public static Evidence shared(Evidence own) {
    return new Evidence(
        own.accountType(),
        own.cloud(),
        own.application(),
        own.servers(),
        own.usesOAuth(),
        ANNA,
        SALES,
        SALES,
        own.claims(),
        own.imapAccepted(),
        own.history());
  }

  /** The same, after this went before. */
  public static Evidence after(Evidence own, History history) {
    return new Evidence(
        own.accountType(),
        own.cloud(),
        own.application(),
        own.servers(),
        own.usesOAuth(),
        own.signInUser(),
        own.mailbox(),
        own.senderEmail(),
        own.claims(),
        own.imapAccepted(),
        history);
  }

  /** The same, with another application. */
  public static Evidence with(Evidence own, String tenant, Proof proof) {
    return new Evidence(
        own.accountType(),
        own.cloud(),
        new Application(tenant, CLIENT, own.application().redirectUri(), proof),
        own.servers(),
        own.usesOAuth(),
        own.signInUser(),
        own.mailbox(),
        own.senderEmail(),
        own.claims(),
        own.imapAccepted(),
        own.history());
  }

  /** The same account with a password. */
  public static Evidence withPassword(Evidence own) {
    return new Evidence(
        own.accountType(),
        own.cloud(),
        own.application(),
        own.servers(),
        false,
        own.signInUser(),
        own.mailbox(),
        own.senderEmail(),
        null,
        own.imapAccepted(),
        own.history());
  }

  /** A token that says this of itself and no more. */
  public static TokenClaims claims(@Nullable String audience, @Nullable String user) {
    return new TokenClaims(audience, Set.of(), Set.of(), user, null, null, null);
  }

  /** As a token endpoint or a browser brings it. */
  public static TokenError refusal(String error, String description, Integer... codes) {
    return new TokenError(
        error,
        description,
        null,
        List.of(codes),
        400,
        new ProviderTrace("trace-1", "correlation-1", "2026-11-23 12:00:00Z"));
  }

  /**
   * A reply as it stands on the wire: {@code 535 5.7.3 ...}, {@code NO [LIMIT] ...}, {@code -ERR
   * ...}.
   */
  public static Failure.Mail said(Stage stage, String reply) {
    return new Failure.Mail(new MailFailure.Rejected(stage, reply(reply), Optional.empty()));
  }

  /** The server ended the session with these words. */
  public static Failure.Mail ended(Stage stage, String reply) {
    return new Failure.Mail(new MailFailure.Ended(stage, reply(reply)));
  }

  private static Reply reply(String wire) {
    if (wire.startsWith("-ERR")) {
      var text = wire.substring("-ERR".length()).strip();
      int end = text.startsWith("[") ? text.indexOf(']') : -1;
      return end < 0
          ? new Reply.Pop(Reply.PopStatus.ERR, Optional.empty(), text)
          : new Reply.Pop(
              Reply.PopStatus.ERR,
              Optional.of(text.substring(1, end)),
              text.substring(end + 1).strip());
    }
    var imap = IMAP.matcher(wire);
    if (imap.matches()) {
      return new Reply.Imap(
          Reply.ImapStatus.valueOf(imap.group(1)),
          Optional.ofNullable(imap.group(2)),
          imap.group(3));
    }
    return new Reply.Smtp(Integer.parseInt(wire.substring(0, 3)), List.of(wire.substring(4)));
  }
}
