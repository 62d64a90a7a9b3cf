package com.mailgrant.outbox;

import static com.mailgrant.testing.Visitor.ANNA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.session.NoSession;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of the header of a message that an application wrote whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawFormsTest {
  private static final String HEAD = "From: anna@contoso.example\nTo: bob@fabrikam.example\n";

  @RegisterExtension private final OutboxLab lab = new OutboxLab();

  private final Installation installation = lab.installation();
  private final Node node = lab.node();
  private final Outbox outbox = lab.outbox();
  private final JsonMapper json = node.get(JsonMapper.class);
  private MailAccount account = TestAccounts.corporate(node, ANNA.username());

  @BeforeEach
  void annaIsSignedIn() {
    account = lab.signedIn(ANNA);
  }

  @Test
  void the_members_of_a_group_get_the_message_each() throws Exception {
    send(
        raw(
            """
            From: anna@contoso.example
            To: "Team: \\"A:" : chloe@contoso.example, Yuki <yuki@contoso.example>;, bernd@contoso.example
            Cc: undisclosed-recipients:;

            x
            """));
    assertThat(recipients())
        .containsExactly("chloe@contoso.example", "yuki@contoso.example", "bernd@contoso.example");
    assertThat(content()).contains(" : chloe@", "Cc: undisclosed-recipients:;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"undisclosed-recipients:;", "team: nobody;", "team: a@b, ü@c.example;"})
  void a_group_of_nobody_or_of_no_addresses_is_refused(String to) {
    assertThatThrownBy(() -> accept(raw("From: anna@contoso.example\nTo: " + to + "\n\nx")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("raw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From:\n",
        "From: anna@contoso.example\n",
        "From: nobody:;\n",
        "Reply-To: bob@fabrikam.example\nReply-To: eve@fabrikam.example\n",
        "Resent-From: eve@fabrikam.example\n",
        "Resent-Sender: eve@fabrikam.example\n",
        "resent-to: carl@fabrikam.example\n",
      })
  void fields_that_could_name_somebody_else_as_the_author_are_refused(String more) {
    assertThatThrownBy(() -> accept(raw(HEAD + more + "\nx")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("raw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sender: eve@fabrikam.example",
        "SENDER : Eve <eve@fabrikam.example>",
        "Sender: this is nobody",
        "Sender:",
        "Sender: anna@contoso.example\nSender: eve@fabrikam.example",
        "Sender: anna@contoso.example, eve@fabrikam.example",
      })
  void a_sender_that_is_not_the_account_is_taken_out(String sender) throws Exception {
    send(raw(HEAD + sender + "\n\nx"));
    assertThat(content()).doesNotContainIgnoringCase("sender").doesNotContain("eve@");
  }

  @Test
  void a_sender_that_is_the_account_stays() throws Exception {
    send(raw(HEAD + "Sender: Anna <ANNA@contoso.example>\n\nx"));
    assertThat(content()).contains("\r\nSender: Anna <ANNA@contoso.example>\r\n");
  }

  @Test
  void a_raw_draft_keeps_its_bcc_and_may_lack_recipients() throws Exception {
    save(raw(HEAD + "Bcc: eve@fabrikam.example\nSubject: one\n\nx"));
    save(raw("From: anna@contoso.example\nSubject: two\n\nx"));
    save(raw(HEAD + "Subject: three\n\nx").replace("}", ",'bcc':['Eve@fabrikam.example']}"));
    assertThat(drafts().get(0))
        .contains("To: bob@fabrikam.example", "Bcc: eve@fabrikam.example", "Subject: one");
    assertThat(drafts().get(1)).contains("Subject: two").doesNotContain("To:", "Bcc:");
    assertThat(drafts().get(2))
        .as("those named beside it stand in place of its own, as in the envelope")
        .contains("Bcc: Eve@fabrikam.example")
        .doesNotContain("To:");
    assertThatThrownBy(() -> accept(raw("From: anna@contoso.example\nSubject: two\n\nx")))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void a_draft_with_a_mode_says_which_message_is_meant() {
    assertThatThrownBy(() -> save("{'mode':'forward','to':['bob@fabrikam.example'],'text':'x'}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("mode");
  }

  private static String raw(String message) {
    return "{'raw':'" + Base64.getEncoder().encodeToString(message.getBytes(UTF_8)) + "'}";
  }

  private MessageDraft draft(String single) {
    return json.readValue(single.replace('\'', '"'), MessageDraft.class);
  }

  private OutboxMessage accept(String single) throws NoSession {
    return outbox.acceptAnswer(account, draft(single), null);
  }

  private void send(String single) throws NoSession {
    accept(single);
    assertThat(node.get(Sending.class).attemptNext()).isTrue();
  }

  private List<String> recipients() {
    return installation.smtp().deliveries().getLast().recipients();
  }

  private String content() {
    return installation.smtp().deliveries().getLast().content();
  }

  private void save(String single) throws NoSession {
    node.get(Drafts.class).save(account, draft(single));
  }

  private List<String> drafts() {
    return installation.imap().messages("Drafts");
  }
}
