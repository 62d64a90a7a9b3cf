package com.mailgrant.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mailgrant.platform.Secret;
import java.io.IOException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of this package share. */
final class Fixtures {
  /** As long as real ones: 1.6 to 2.5 kB. */
  static final String TOKEN = "eyJ0eXAiOiJKV1QiLCJub25jZSI6Im".repeat(70);

  static final Credential BEARER = new Credential.Bearer("anna@contoso.example", new Secret(TOKEN));
  static final Credential PASSWORD =
      new Credential.Password("anna@contoso.example", new Secret("a \"quoted\\ pass"));

  /** Short, so that tests of patience are quick; long enough for a busy machine. */
  static final Timeouts PATIENT = Timeouts.all(Duration.ofSeconds(10));

  static final Timeouts IMPATIENT = Timeouts.all(Duration.ofMillis(400));

  private Fixtures() {}

  static Connector connector() {
    return new Connector(AddressPolicy.ANYWHERE, TestCertificates.trusting(), PATIENT);
  }

  static Connector impatient() {
    return connector().within(IMPATIENT);
  }

  static <F extends MailFailure> F failure(Class<F> kind, ThrowingCallable step) {
    MailFailureException thrown = catchThrowableOfType(MailFailureException.class, step);
    assertThat(thrown).as("the step should fail").isNotNull();
    assertThat(thrown.failure()).isInstanceOf(kind);
    return kind.cast(thrown.failure());
  }

  /** An IMAP server that has greeted and told its capabilities. */
  static ScriptedServer imap(String capabilities, ScriptedServer.Script then) throws IOException {
    return ScriptedServer.plain(line -> {
      line.say("* OK [CAPABILITY IMAP4rev1 " + capabilities + "] ready");
      then.play(line);
    });
  }

  /** An SMTP server that has answered EHLO. */
  static ScriptedServer smtp(String extensions, ScriptedServer.Script then) throws IOException {
    return ScriptedServer.plain(line -> {
      line.say("220 mail.contoso.example ESMTP");
      line.expect("EHLO \\[127\\.0\\.0\\.1]");
      line.raw("250-mail.contoso.example\r\n");
      for (String extension : extensions.split(",", -1)) {
        line.raw("250-" + extension + "\r\n");
      }
      line.say("250 HELP");
      then.play(line);
    });
  }

  /** A POP3 server that has answered CAPA. */
  static ScriptedServer pop(String capabilities, ScriptedServer.Script then) throws IOException {
    return ScriptedServer.plain(line -> {
      line.say("+OK ready");
      line.expect("CAPA");
      line.say("+OK");
      for (String capability : capabilities.split(",", -1)) {
        line.raw(capability + "\r\n");
      }
      line.say(".");
      then.play(line);
    });
  }
}
