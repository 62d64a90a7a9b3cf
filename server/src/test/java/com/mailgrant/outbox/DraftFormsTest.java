package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxLab.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.outbox.MessageDraft.Attachment;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Refused;
import com.mailgrant.session.NoSession;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.token.TestGrants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Everything that a draft may say, from the API's JSON to what the server gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftFormsTest {
  private static final String QUESTION =
      """
      Message-ID: <q2@fabrikam.example>
      References: <q0@fabrikam.example> <q1@fabrikam.example>
      From: Bob <bob@fabrikam.example>
      To: Anna Berg <anna@contoso.example>, carl@fabrikam.example
      Cc: BOB@fabrikam.example, "Dora, Dr." <dora@fabrikam.example>, ANNA@contoso.example
      Subject: %s

      When?
      """
          .replace("\n", "\r\n");

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

  @ParameterizedTest
  @CsvSource({"When?,Re: When?", "RE: When?,RE: When?", "AW: When?,AW: When?"})
  void a_reply_goes_to_the_sender_and_into_the_thread(String asked, String answered)
      throws Exception {
    question(asked);
    send("{'inReplyTo':'<q2@fabrikam.example>','text':'Now.'}");
    assertThat(recipients()).containsExactly("bob@fabrikam.example");
    assertThat(field("Subject")).isEqualTo(answered);
    assertThat(field("In-Reply-To")).isEqualTo("<q2@fabrikam.example>");
    assertThat(field("References"))
        .isEqualTo("<q0@fabrikam.example> <q1@fabrikam.example> <q2@fabrikam.example>");
  }

  @Test
  void a_reply_to_all_goes_to_everybody_once_and_never_to_oneself() throws Exception {
    question("When?");
    send("{'inReplyTo':'<q2@fabrikam.example>','mode':'reply-all','text':'Now.'}");
    assertThat(recipients())
        .containsExactly("bob@fabrikam.example", "carl@fabrikam.example", "dora@fabrikam.example");
    assertThat(field("To")).contains("bob@", "carl@").doesNotContain("anna@");
    assertThat(field("Cc")).contains("\"Dora, Dr.\"").doesNotContain("BOB@");
  }

  @Test
  void who_answers_himself_goes_on_talking_to_the_same_people() throws Exception {
    installation
        .imap()
        .deliver(
            "Sent Items",
            "Message-ID: <mine@contoso.example>\r\nFrom: anna@contoso.example\r\nTo: bob@fabrikam.example\r\nSubject: x\r\n\r\nx\r\n");
    send("{'inReplyTo':'<mine@contoso.example>','text':'One more thing.'}");
    assertThat(recipients()).containsExactly("bob@fabrikam.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reply", "reply-all"})
  void a_note_to_oneself_is_answered_to_oneself(String mode) throws Exception {
    installation
        .imap()
        .deliver(
            "INBOX",
            "Message-ID: <self@contoso.example>\r\nFrom: anna@contoso.example\r\nTo: anna@contoso.example\r\nSubject: x\r\n\r\nx\r\n");
    send("{'inReplyTo':'<self@contoso.example>','mode':'" + mode + "','text':'Done.'}");
    assertThat(recipients()).containsExactly("anna@contoso.example");
  }

  @Test
  void a_forwarded_message_travels_whole() throws Exception {
    question("When?");
    send(
        "{'inReplyTo':'<q2@fabrikam.example>','mode':'forward','to':['eve@fabrikam.example'],'text':'See below.'}");
    assertThat(field("Subject")).isEqualTo("Fwd: When?");
    assertThat(content())
        .contains("Content-Type: message/rfc822", "original.eml", QUESTION.formatted("When?"))
        .doesNotContain("In-Reply-To");
  }

  @Test
  void a_thread_may_be_continued_when_the_original_is_not_in_the_mailbox() throws Exception {
    send(
        "{'inReplyTo':'<elsewhere@fabrikam.example>','to':['bob@fabrikam.example'],'subject':'Re: x','text':'x'}");
    assertThat(field("References")).isEqualTo("<elsewhere@fabrikam.example>");
    assertThatThrownBy(() -> accept("{'inReplyTo':'<elsewhere@fabrikam.example>','text':'x'}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("inReplyTo");
  }

  @Test
  void the_original_may_be_named_as_the_api_lists_it() throws Exception {
    question("When?");
    var id = Base64.getUrlEncoder().withoutPadding().encodeToString("7.1.INBOX".getBytes(UTF_8));
    send("{'inReplyTo':'" + id + "','text':'Now.'}");
    assertThat(field("In-Reply-To")).isEqualTo("<q2@fabrikam.example>");
    assertThatThrownBy(() -> accept("{'inReplyTo':'nothing','text':'x'}"))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void images_stand_in_the_html_and_files_beside_it() throws Exception {
    send(
        """
        {'to':['bob@fabrikam.example'],'html':'<img src="cid:logo">','text':'x','attachments':[
          {'name':'logo.png','type':'image/png','content':'AAAA','contentId':'logo','inline':true},
          {'name':'offer.pdf','type':'application/pdf','content':'AAAA'}]}\
        """
            .replace("src=\"cid:logo\"", "src=\\\"cid:logo\\\""));
    assertThat(content().replaceAll("\\s+", " "))
        .containsSubsequence(
            "multipart/mixed",
            "multipart/related",
            "multipart/alternative",
            "Content-Disposition: inline",
            "Content-ID: <logo>",
            "Content-Disposition: attachment");
  }

  @Test
  void fields_of_ones_own_are_written_and_long_ones_folded() throws Exception {
    var value = "<https://contoso.example/unsubscribe?who=" + "bob".repeat(10) + "> ".repeat(3);
    send(
        "{'to':['bob@fabrikam.example'],'headers':{'X-Order':'Müller 4711','List-Unsubscribe':'"
            + value.strip()
            + "'}}");
    assertThat(field("X-Order")).isEqualTo("=?UTF-8?Q?M=C3=BCller_4711?=");
    assertThat(field("List-Unsubscribe")).contains("unsubscribe?who=bob");
    assertThat(field("X-Mailgrant-Account")).isEqualTo(account.id().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Bcc':'eve@fabrikam.example'",
        "'From':'eve@fabrikam.example'",
        "'X-A\\r\\nBcc':'eve@fabrikam.example'",
        "'X-A: x\\r\\nBcc':'eve'",
        "'X-A':'x\\r\\nBcc: eve@fabrikam.example'",
        "'X-A':'x\\nBcc: eve@fabrikam.example'",
        "'X-Mailgrant-Account':'other'",
        "'X-A':null",
      })
  void no_field_may_be_smuggled_in(String header) {
    assertThatThrownBy(() -> accept("{'to':['bob@fabrikam.example'],'headers':{" + header + "}}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("headers");
  }

  @Test
  void a_raw_message_leaves_as_it_is_but_for_what_must_not() throws Exception {
    var message =
        send(
            raw(
                """
                Message-ID: <theirs@app.example>
                From: =?UTF-8?Q?Anna_M=C3=BCller?= <Anna@contoso.example>
                To: bob@fabrikam.example
                Bcc: eve@fabrikam.example,
                 carl@fabrikam.example
                X-Mailgrant-Account: forged
                Received: from nowhere
                Subject: =?UTF-8?B?R3LDvMOfZQ==?=
                Content-Type: multipart/signed; boundary=b

                --b
                signed
                --b--
                """));
    assertThat(recipients())
        .containsExactly("bob@fabrikam.example", "eve@fabrikam.example", "carl@fabrikam.example");
    assertThat(content())
        .doesNotContain("eve@", "carl@", "theirs@", "forged", "Received")
        .contains("Message-ID: " + message.messageId(), "Date: ", "--b\r\nsigned\r\n--b--")
        .contains("From: =?UTF-8?Q?Anna_M=C3=BCller?= <Anna@contoso.example>");
    assertThat(message.subject()).isEqualTo("Grüße");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: eve@fabrikam.example\nTo: bob@fabrikam.example\n\nx",
        "From: anna@contoso.example, eve@fabrikam.example\nTo: bob@fabrikam.example\n\nx",
        "To: bob@fabrikam.example\n\nx",
        "From: anna@contoso.example\n\nno recipient",
        "From: anna@contoso.example\nTo: nobody\n\nx",
        "this is no message\n\nx",
        "From: anna@contoso.example\nTo: bob@fabrikam.example\n\nzero \0 octet",
        "",
      })
  void what_is_no_sensible_message_is_refused(String message) {
    assertThatThrownBy(() -> accept(raw(message)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("raw");
  }

  @Test
  void a_raw_message_with_an_endless_line_or_further_fields_is_refused() {
    var head = "From: anna@contoso.example\nTo: bob@fabrikam.example\n\n";
    assertThatThrownBy(() -> accept(raw(head + "x".repeat(999)))).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> accept(raw(head).replace("}", ",'text':'x'}")))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> accept("{'raw':'no base64!'}")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void only_ones_own_addresses_stand_in_from() throws Exception {
    account = TestAccounts.shared(node, ANNA.username(), "info@contoso.example");
    TestGrants.signIn(installation, account, ANNA);
    var message = send("{'to':['bob@fabrikam.example'],'sender':'Anna@contoso.example'}");
    assertThat(message.from()).isEqualTo("Anna@contoso.example");
    assertThat(installation.smtp().deliveries().getLast().from()).isEqualTo("Anna@contoso.example");
    assertThatThrownBy(
            () -> accept("{'to':['bob@fabrikam.example'],'sender':'eve@fabrikam.example'}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("sender");
  }

  @Test
  void ten_thousand_recipients_are_too_many() {
    var to = new ArrayList<String>();
    for (int i = 0; i < 10_000; i++) {
      to.add("'r" + i + "@fabrikam.example'");
    }
    assertThatThrownBy(() -> accept("{'to':[" + String.join(",", to) + "]}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("at most 500 recipients");
    assertThat(outbox.list(HERE, null, null)).isEmpty();
  }

  @Test
  void a_message_leaves_at_its_time_and_may_be_moved_or_taken_back() throws Exception {
    var message = accept("{'to':['bob@fabrikam.example'],'sendAt':'2026-11-24T12:00:00+01:00'}");
    var sending = node.get(Sending.class);
    assertThat(message.sendAt()).hasToString("2026-11-24T11:00:00Z");
    assertThat(sending.attemptNext()).isFalse();
    outbox.move(HERE, message.id(), installation.clock().instant().plus(Duration.ofHours(1)));
    installation.clock().tick(Duration.ofHours(1));
    assertThat(sending.attemptNext()).isTrue();
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.SENT);
    assertThatThrownBy(() -> outbox.move(HERE, message.id(), installation.clock().instant()))
        .isInstanceOf(Refused.class);
    for (var wrong : List.of("tomorrow", "2028-01-01T00:00:00Z")) {
      assertThatThrownBy(() -> accept("{'to':['b@f.example'],'sendAt':'" + wrong + "'}"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("sendAt");
    }
  }

  @Test
  void a_draft_lies_in_the_folder_for_drafts() throws Exception {
    var draft = draft("{'subject':'Not yet','bcc':['eve@fabrikam.example'],'text':'x'}");
    var saved = node.get(Drafts.class).save(account, draft);
    assertThat(saved.folder()).isEqualTo("Drafts");
    assertThat(installation.imap().messages("Drafts"))
        .singleElement()
        .asString()
        .contains("Subject: Not yet", "Bcc: eve@fabrikam.example", saved.messageId());
    installation.imap().forget("Drafts");
    assertThatThrownBy(() -> node.get(Drafts.class).save(account, draft))
        .isInstanceOf(Refused.class);
  }

  @Test
  void a_key_is_known_for_seven_days() throws Exception {
    var first = outbox.accept(account, draft("{'to':['b@f.example']}"), "order-1");
    installation.clock().tick(Duration.ofDays(7).plusSeconds(1));
    var other = outbox.accept(account, draft("{'to':['c@f.example']}"), "order-1");
    assertThat(other.id()).isNotEqualTo(first.id());
  }

  @Test
  void names_of_attachments_and_content_ids_are_checked() {
    assertThat(new Attachment("a", null, null).contentId()).isNull();
    for (var wrong : List.of("'contentId':'a\\r\\nb'", "'contentId':'<a>'", "'content':'!'")) {
      assertThatThrownBy(() ->
              accept(
                  "{'to':['b@f.example'],'html':'x','attachments':[{'name':'a'," + wrong + "}]}"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("attachments[0]");
    }
  }

  @Test
  void a_reply_to_all_goes_to_the_members_of_groups_too() throws Exception {
    installation
        .imap()
        .deliver(
            "INBOX",
            """
            Message-ID: <g@fabrikam.example>
            From: bob@fabrikam.example
            To: "Team: A": chloe@contoso.example, "Yuki, Dr." <yuki@contoso.example>;, carl@x.example
            Cc: undisclosed-recipients:;
            Subject: x

            x
            """
                .replace("\n", "\r\n"));
    send("{'inReplyTo':'<g@fabrikam.example>','mode':'reply-all','text':'x'}");
    assertThat(recipients())
        .containsExactly(
            "bob@fabrikam.example",
            "chloe@contoso.example",
            "yuki@contoso.example",
            "carl@x.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<a\\u0000b@c>", "<a\\u007fb@c>", "<a\\u0085b@c>", "<müller@c>", "<漢@c>", "<>"})
  void a_message_id_of_other_than_printable_ascii_is_refused(String id) {
    for (var more : List.of("", ",'to':['bob@fabrikam.example'],'subject':'x'")) {
      assertThatThrownBy(() -> accept("{'inReplyTo':'" + id + "','text':'x'" + more + "}"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("inReplyTo");
    }
  }

  @Test
  void ids_of_an_original_that_are_none_are_left_out_of_the_thread() throws Exception {
    installation
        .imap()
        .deliver(
            "INBOX",
            "Message-ID: <q@fabrikam.example>\r\nReferences: <ä@x> <r@fabrikam.example>\r\nFrom: bob@fabrikam.example\r\nSubject: x\r\n\r\nx\r\n");
    send("{'inReplyTo':'<q@fabrikam.example>','text':'x'}");
    assertThat(field("References")).isEqualTo("<r@fabrikam.example> <q@fabrikam.example>");
  }

  private void question(String subject) {
    installation.imap().deliver("INBOX", QUESTION.formatted(subject));
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

  private OutboxMessage send(String single) throws NoSession {
    var message = accept(single);
    assertThat(node.get(Sending.class).attemptNext()).isTrue();
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.SENT);
    return message;
  }

  private List<String> recipients() {
    return installation.smtp().deliveries().getLast().recipients();
  }

  private String content() {
    return installation.smtp().deliveries().getLast().content();
  }

  private String field(String name) {
    var header = content().split("\r\n\r\n", 2)[0].replaceAll("\r\n[ \t]+", " ");
    return header
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }
}
