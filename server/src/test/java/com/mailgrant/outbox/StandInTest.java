package com.mailgrant.outbox;

import static com.mailgrant.testing.Visitor.ANNA;
import static com.mailgrant.testing.Visitor.BERND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.session.NoSession;
import com.mailgrant.sharing.Access;
import com.mailgrant.sharing.EmailPolicy;
import com.mailgrant.sharing.Sharing;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** What Anna asks for leaves through the account of Bernd, and still is hers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandInTest {
  @RegisterExtension private final OutboxLab lab = new OutboxLab();

  private final Installation installation = lab.installation();
  private final Node node = lab.node();
  private final Outbox outbox = lab.outbox();
  private final Sharing sharing = node.get(Sharing.class);
  private final JsonMapper json = node.get(JsonMapper.class);
  private MailAccount annas = TestAccounts.corporate(node, ANNA.username());

  @BeforeEach
  void berndStandsInForAnna() {
    annas = lab.signedIn(ANNA);
    var bernds = lab.signedIn(BERND);
    sharing.change(
        OrganizationId.FIRST, _ -> new EmailPolicy(false, bernds.id(), Set.of(), Set.of()));
  }

  @Test
  void a_reply_to_all_goes_neither_to_who_asked_nor_to_who_stands_in() throws NoSession {
    original("bob@fabrikam.example", "carl@fabrikam.example, " + ANNA.username());
    send("{'inReplyTo':'<q@x.example>','mode':'reply-all','text':'x'}");
    assertThat(recipients()).containsExactly("bob@fabrikam.example", "carl@fabrikam.example");
    original("bob@fabrikam.example", BERND.username() + ", " + ANNA.username());
    send("{'inReplyTo':'<q@x.example>','mode':'reply-all','text':'x'}");
    assertThat(recipients()).containsExactly("bob@fabrikam.example");
  }

  @Test
  void who_answers_himself_goes_on_talking_to_the_same_people() throws NoSession {
    original(ANNA.username(), "bob@fabrikam.example");
    send("{'inReplyTo':'<q@x.example>','text':'x'}");
    assertThat(recipients()).containsExactly("bob@fabrikam.example");
  }

  @Test
  void who_stands_in_gets_an_answer_to_what_he_wrote() throws NoSession {
    original(BERND.username(), ANNA.username() + ", carl@fabrikam.example");
    send("{'inReplyTo':'<q@x.example>','text':'x'}");
    assertThat(recipients()).containsExactly(BERND.username());
  }

  @Test
  void a_raw_message_leaves_from_who_stands_in_and_answers_go_to_who_asked() throws NoSession {
    var message = send(raw("From: Anna <" + ANNA.username() + ">\nSender: " + ANNA.username()));
    assertThat(message.from()).isEqualTo(BERND.username());
    assertThat(installation.smtp().deliveries().getLast().from()).isEqualTo(BERND.username());
    assertThat(fields("From")).singleElement().asString().contains("<" + BERND.username() + ">");
    assertThat(fields("Reply-To")).containsExactly("Reply-To: " + ANNA.username());
    assertThat(fields("Sender")).isEmpty();
    assertThat(message.messageId()).endsWith(BERND.username().replaceAll(".*@", "@") + ">");
  }

  @Test
  void a_raw_message_is_from_an_address_of_who_asked() throws NoSession {
    assertThatThrownBy(() -> send(raw("From: " + BERND.username())))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("raw");
    assertThatThrownBy(() -> send(raw("From: sales@contoso.example")))
        .isInstanceOf(InvalidInput.class);
    sharing.change(annas, _ -> new Access(List.of(), List.of("sales@contoso.example")));
    assertThat(send(raw("From: sales@contoso.example")).from()).isEqualTo(BERND.username());
  }

  @Test
  void a_raw_message_keeps_its_own_reply_to_and_has_no_other() throws NoSession {
    send(raw("From: " + ANNA.username() + "\nreply-to: Desk <desk@contoso.example>"));
    assertThat(fields("Reply-To")).containsExactly("reply-to: Desk <desk@contoso.example>");
    send(raw("From: " + ANNA.username() + "\nReply-To:"));
    assertThat(fields("Reply-To")).containsExactly("Reply-To: " + ANNA.username());
  }

  @Test
  void a_sender_must_be_one_of_who_asked() throws NoSession {
    var draft = "{'to':['bob@fabrikam.example'],'text':'x','sender':'%s'}";
    for (var wrong : List.of("eve@fabrikam.example", "sales@contoso.example", BERND.username())) {
      assertThatThrownBy(() -> send(draft.formatted(wrong)))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("sender");
    }
    sharing.change(annas, _ -> new Access(List.of(), List.of("sales@contoso.example")));
    assertThat(send(draft.formatted("sales@contoso.example")).from()).isEqualTo(BERND.username());
  }

  private void original(String from, String to) {
    installation
        .imap()
        .deliver(
            "INBOX",
            "Message-ID: <q@x.example>\r\nFrom: %s\r\nTo: %s\r\nSubject: x\r\n\r\nx\r\n"
                .formatted(from, to));
  }

  private static String raw(String fields) {
    var message = fields + "\nTo: bob@fabrikam.example\nSubject: x\n\nx\n";
    return "{'raw':'" + Base64.getEncoder().encodeToString(message.getBytes(UTF_8)) + "'}";
  }

  private OutboxMessage send(String single) throws NoSession {
    var draft = json.readValue(single.replace('\'', '"'), MessageDraft.class);
    var message = outbox.acceptAnswer(annas, draft, null);
    assertThat(node.get(Sending.class).attemptNext()).isTrue();
    return message;
  }

  private List<String> recipients() {
    return installation.smtp().deliveries().getLast().recipients();
  }

  private List<String> fields(String name) {
    return installation
        .smtp()
        .deliveries()
        .getLast()
        .content()
        .split("\r\n\r\n", 2)[0]
        .replaceAll("\r\n[ \t]+", " ")
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .toList();
  }
}
