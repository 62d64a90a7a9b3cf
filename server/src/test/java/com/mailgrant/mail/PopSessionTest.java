package com.mailgrant.mail;

import static com.mailgrant.mail.Fixtures.BEARER;
import static com.mailgrant.mail.Fixtures.PASSWORD;
import static com.mailgrant.mail.Fixtures.TOKEN;
import static com.mailgrant.mail.Fixtures.connector;
import static com.mailgrant.mail.Fixtures.failure;
import static com.mailgrant.mail.Fixtures.pop;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class PopSessionTest {
  @Test
  void a_token_goes_in_two_steps_and_messages_can_be_read() throws Exception {
    try (ScriptedServer server =
        pop(
            "SASL PLAIN XOAUTH2,USER,UIDL",
            line -> {
              line.expect("AUTH XOAUTH2");
              line.say("+ ");
              assertThat(line.hear()).isEqualTo(Xoauth2.xoauth2("anna@contoso.example", TOKEN));
              line.say("+OK User successfully authenticated.");
              line.expect("STAT");
              line.say("+OK 2 320");
              line.expect("UIDL");
              line.say("+OK", "1 whqtswO00WBw418f9t5JxYwZ", "2 QhdPYR:00WBw1Ph7x7", ".");
              line.expect("RETR 1");
              line.say("+OK 120 octets", "Subject: x", "", "..dot", "..", ".");
              line.expect("RETR 2");
              line.say("+OK", "0123456789", ".");
              line.expect("RETR 3");
              line.say("-ERR no such message");
              line.expect("QUIT");
              line.say("+OK bye");
            })) {
      try (PopSession session = PopSession.open(connector(), server.address())) {
        session.authenticate(BEARER);
        assertThat(session.stat()).isEqualTo(new PopDrop(2, 320));
        assertThat(session.uidl())
            .containsExactly(
                new PopMessage(1, "whqtswO00WBw418f9t5JxYwZ"),
                new PopMessage(2, "QhdPYR:00WBw1Ph7x7"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(session.retrieve(1, 1_000, out)).isEqualTo(SourceFetched.WHOLE);
        assertThat(out).hasToString("Subject: x\r\n\r\n.dot\r\n.\r\n");
        out.reset();
        assertThat(session.retrieve(2, 5, out)).isEqualTo(SourceFetched.CUT);
        assertThat(out).hasToString("01234");
        failure(MailFailure.Rejected.class, () -> session.retrieve(3, 5, out));
      }
      server.playedToTheEnd();
    }
  }

  @Test
  void a_refused_token_keeps_reply_and_challenge() throws Exception {
    try (ScriptedServer server =
        pop(
            "SASL XOAUTH2",
            line -> {
              line.expect("AUTH XOAUTH2");
              line.say("+");
              line.hear();
              line.say("+ eyJzdGF0dXMiOiI0MDAifQ==");
              line.expect("");
              line.say("-ERR [AUTH] Authentication failure: unknown user name or bad password.");
            })) {
      PopSession session = PopSession.open(connector(), server.address());
      MailFailure.Rejected rejected =
          failure(MailFailure.Rejected.class, () -> session.authenticate(BEARER));
      assertThat(rejected.challenge()).contains("{\"status\":\"400\"}");
      assertThat(((Reply.Pop) rejected.reply()).code()).contains("AUTH");
    }
  }

  @Test
  void a_token_is_never_sent_as_a_password() throws Exception {
    try (ScriptedServer server = pop("SASL PLAIN,USER", line -> line.clientLeavesSilently())) {
      PopSession session = PopSession.open(connector(), server.address());
      failure(MailFailure.NotOffered.class, () -> session.authenticate(BEARER));
      assertThat(server.heard()).containsExactly("CAPA");
    }
  }

  @Test
  void a_password_goes_by_user_and_pass_and_stays_out_of_the_transcript() throws Exception {
    Transcript transcript = new Transcript(20);
    try (ScriptedServer server =
        pop(
            "USER",
            line -> {
              line.expect("USER anna@contoso.example");
              line.say("+OK");
              line.expect("PASS a \"quoted\\\\ pass");
              line.say("-ERR wrong password: a \"quoted\\ pass");
            })) {
      PopSession session = PopSession.open(connector().recording(transcript), server.address());
      MailFailure.Rejected rejected =
          failure(MailFailure.Rejected.class, () -> session.authenticate(PASSWORD));
      assertThat(rejected.reply().text()).isEqualTo("wrong password: [removed]");
      assertThat(String.join("\n", transcript.lines())).contains("PASS").doesNotContain("quoted");
    }
  }
}
