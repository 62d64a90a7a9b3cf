package com.mailgrant.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.diagnosis.Explaining;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.mail.Stage;
import com.mailgrant.platform.Language;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.testing.Installation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every provider owes to the rest of the house. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvidersTest {
  private static final ServerAddress SERVER =
      new ServerAddress("mail.contoso.example", 993, Security.TLS);

  private final Installation installation = Installation.start();
  private final MailProviders providers = installation.node().get(MailProviders.class);
  private final Clouds clouds = installation.node().get(Clouds.class);

  @AfterAll
  void stop() {
    installation.close();
  }

  @ParameterizedTest
  @EnumSource(AccountType.class)
  void every_type_of_account_has_its_provider(AccountType type) {
    var provider = providers.of(type);
    assertThat(provider.type()).isEqualTo(type);
    assertThat(AccountType.named(type.apiName())).contains(type);
    assertThat(provider.usesOAuth()).isEqualTo(type != AccountType.GENERIC);
    assertThat(provider.clouds()).allSatisfy(cloud -> assertThat(cloud.serves()).isEqualTo(type));
    assertThat(provider.folderNames().keySet())
        .allSatisfy(name -> assertThat(name).isLowerCase().isNotBlank());
  }

  @ParameterizedTest
  @EnumSource(value = AccountType.class, mode = EnumSource.Mode.EXCLUDE, names = "GENERIC")
  void sign_ins_ask_for_what_mail_needs_and_say_why(AccountType type) {
    var provider = providers.of(type);
    for (var cloud : provider.clouds()) {
      var permissions = provider.permissions(cloud);
      assertThat(permissions)
          .extracting(Permission::scope)
          .contains("openid")
          .doesNotHaveDuplicates();
      assertThat(permissions)
          .allSatisfy(permission -> {
            assertThat(permission.scope()).isNotBlank().doesNotContainAnyWhitespaces();
            assertThat(permission.words()).isNotBlank();
            assertThat(permission.reason()).isNotBlank();
          });
      var endpoints = provider.endpoints(cloud, "contoso.example");
      assertThat(List.of(endpoints.authorize(), endpoints.token(), endpoints.keys()))
          .allSatisfy(address -> assertThat(address).hasScheme("https"));
      assertThat(provider.authorizeParameters("anna@contoso.example"))
          .containsEntry("login_hint", "anna@contoso.example");
    }
    assertThat(provider.signInScreens()).isNotEmpty();
  }

  /** It asks again for what an administrator has granted: five projects ran into it. */
  @ParameterizedTest
  @EnumSource(
      value = AccountType.class,
      names = {"MICROSOFT_365", "OUTLOOK_COM"})
  void microsoft_is_never_asked_to_show_the_consent_page(AccountType type) {
    assertThat(providers.of(type).authorizeParameters("anna@contoso.example"))
        .containsEntry("prompt", "select_account");
  }

  /** Whatever happens, a person reads whole sentences: no blank stays open. */
  @ParameterizedTest
  @EnumSource(AccountType.class)
  void every_failure_becomes_a_diagnosis_without_a_hole(AccountType type) {
    var provider = providers.of(type);
    for (var cloud : cloudsOf(type)) {
      for (var evidence : evidences(type, cloud.orElse(null))) {
        failures(provider).forEach(failure -> assertWhole(provider, failure, evidence));
      }
    }
  }

  private static void assertWhole(MailProvider provider, Failure failure, Evidence evidence) {
    var finding = provider.explain(failure, evidence);
    assertThat(Explaining.codes()).as("%s", failure).contains(finding.code());
    var diagnosis = Explaining.in(Language.ENGLISH, finding);
    var texts = new ArrayList<>(diagnosis.remedy());
    texts.addAll(List.of(diagnosis.title(), diagnosis.cause()));
    texts.addAll(Optional.ofNullable(diagnosis.link()).stream().toList());
    assertThat(texts)
        .as("%s explains %s as %s", provider.type(), failure, finding.code())
        .noneMatch(text -> text.contains("…") || text.contains("{") || text.contains("null"));
  }

  /** Without a readable token, and with tokens that are wrong in one way or the other. */
  private static List<Evidence> evidences(AccountType type, @Nullable Cloud cloud) {
    var known = Cases.own(type, cloud);
    return List.of(
        known,
        known.withImapAccepted(Certainty.YES),
        known.with(Cases.claims("https://graph.microsoft.com", null)),
        known.with(Cases.claims(known.values().get("resource"), "bernd@contoso.example")));
  }

  private List<Optional<Cloud>> cloudsOf(AccountType type) {
    var serving = new ArrayList<>(clouds.serving(type).stream().map(Optional::of).toList());
    if (serving.isEmpty()) {
      serving.add(Optional.empty());
    }
    return serving;
  }

  private static List<Failure> failures(MailProvider provider) {
    var failures = new ArrayList<Failure>();
    if (provider.usesOAuth()) {
      for (var word :
          new String[] {
            "access_denied",
            "invalid_grant",
            "invalid_client",
            "unauthorized_client",
            "admin_policy_enforced",
            "org_internal",
            "redirect_uri_mismatch",
            "invalid_scope",
            "rate_limit_exceeded",
            "consent_required",
            "interaction_required",
            "server_error",
            "surprise"
          }) {
        failures.add(new Failure.SignInRefused(Cases.refusal(word, "")));
        failures.add(new Failure.TokenRefused(Cases.refusal(word, "words.\r\nTrace ID: t")));
      }
      for (int number :
          new int[] {
            28000, 65001, 90094, 65004, 50020, 700082, 50173, 50076, 7000215, 7000222, 700016,
            50194, 50011, 650053, 500208, 90033, 700027
          }) {
        failures.add(
            new Failure.TokenRefused(
                Cases.refusal("invalid_request", "AADSTS" + number + ": x", number)));
      }
    }
    if (provider.usesOAuth()) {
      for (var what : Failure.What.values()) {
        failures.add(new Failure.Lacking(what, "it is not there"));
      }
      failures.add(new Failure.WrongPerson("bernd@contoso.example", "anna@contoso.example"));
      for (var flaw : Failure.Flaw.values()) {
        failures.add(new Failure.WrongToken(flaw, "something else"));
      }
    }
    for (var trouble : Failure.Trouble.values()) {
      failures.add(new Failure.NoAnswer(trouble, "login.contoso.example", "HTTP 503"));
    }
    mailFailures().forEach(failure -> failures.add(new Failure.Mail(failure)));
    return failures;
  }

  private static List<MailFailure> mailFailures() {
    var failures = new ArrayList<MailFailure>();
    for (var why : MailFailure.Why.values()) {
      failures.add(
          new MailFailure.Unreachable(
              SERVER, Stage.CONNECT, why, "detail", List.of("192.0.2.1 (refused)")));
      failures.add(
          new MailFailure.Unreachable(SERVER, Stage.IMAP_SELECT, why, "detail", List.of()));
    }
    failures.add(new MailFailure.TlsMissing(SERVER, Stage.SMTP_STARTTLS, Optional.empty()));
    failures.add(new MailFailure.NotOffered(Stage.IMAP_AUTHENTICATE, List.of("CRAM-MD5")));
    failures.add(new MailFailure.Garbled(Stage.IMAP_GREETING, "HTTP/1.1 400"));
    for (var stage : Stage.values()) {
      failures.addAll(replies(stage));
    }
    return failures;
  }

  private static List<MailFailure> replies(Stage stage) {
    var replies = new ArrayList<Reply>();
    if (stage.name().startsWith("SMTP")) {
      for (var text :
          List.of(
              "5.7.3 Authentication unsuccessful",
              "5.7.139 SmtpClientAuthentication is disabled for the Tenant",
              "5.7.139 SmtpClientAuthentication is disabled for the Mailbox",
              "5.7.139 basic authentication is disabled",
              "5.7.139 did not meet the criteria to be authenticated",
              "5.7.57 Client not authenticated",
              "5.7.60 not allowed",
              "5.2.0 SubmissionQuotaExceededException",
              "4.3.2 Concurrent connections limit exceeded",
              "Sender address rejected: not owned by user anna")) {
        replies.add(new Reply.Smtp(text.startsWith("4") ? 432 : 550, List.of(text)));
      }
    } else if (stage.name().startsWith("IMAP")) {
      for (var text :
          Arrays.asList(
              "AUTHENTICATE failed.",
              "User is authenticated but not connected.",
              "LOGIN failed.",
              "Server Unavailable. 15",
              "Session invalidated - AccessTokenExpired")) {
        replies.add(new Reply.Imap(Reply.ImapStatus.NO, Optional.empty(), text));
      }
    } else {
      replies.add(new Reply.Pop(Reply.PopStatus.ERR, Optional.empty(), "Authentication failure"));
    }
    return replies.stream()
        .flatMap(reply ->
            Stream.of(
                new MailFailure.Rejected(stage, reply, Optional.empty()),
                new MailFailure.Ended(stage, reply)))
        .map(MailFailure.class::cast)
        .toList();
  }
}
