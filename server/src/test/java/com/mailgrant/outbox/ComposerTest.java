package com.mailgrant.outbox;

import static com.mailgrant.testing.SettableClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.EmailAddress;
import com.mailgrant.account.MailAccount;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.MessageDraft.Attachment;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.provider.AccountType;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposerTest {
  private static final Recipient BOB = new Recipient(null, "bob@fabrikam.example");

  @Test
  void a_message_says_who_writes_to_whom_about_what() throws Exception {
    var message =
        parsed(
            compose(
                draft(
                    List.of(new Recipient("Bob Ünal", "bob@fabrikam.example")),
                    "Angebot für Müller € 漢字",
                    "Guten Tag,\nanbei.")));
    assertThat(message.getFrom()).containsExactly(new InternetAddress("anna@contoso.example"));
    assertThat(((InternetAddress) message.getFrom()[0]).getPersonal()).isEqualTo("Anna Müller");
    assertThat(((InternetAddress) message.getRecipients(RecipientType.TO)[0]).getPersonal())
        .isEqualTo("Bob Ünal");
    assertThat(message.getSubject()).isEqualTo("Angebot für Müller € 漢字");
    assertThat(message.getSentDate()).isEqualTo(Date.from(NOON));
    assertThat(message.getHeader("MIME-Version")).containsExactly("1.0");
    assertThat(text(message)).isEqualTo("Guten Tag,\r\nanbei.");
  }

  @Test
  void every_message_has_an_id_of_ours_in_the_senders_domain() throws Exception {
    var one = compose(draft(List.of(BOB), "x", "x"));
    var other = compose(draft(List.of(BOB), "x", "x"));
    assertThat(one.messageId()).matches("<[0-9a-f-]{36}@contoso\\.example>");
    assertThat(parsed(one).getMessageID()).isEqualTo(one.messageId());
    assertThat(other.messageId()).isNotEqualTo(one.messageId());
  }

  @Test
  void bcc_is_in_the_envelope_and_nowhere_else() {
    var composed =
        compose(
            new MessageDraft(
                List.of(BOB),
                List.of(new Recipient(null, "carl@fabrikam.example")),
                List.of(new Recipient("Eve", "eve@fabrikam.example")),
                "x",
                "x",
                null,
                null));
    assertThat(composed.recipients())
        .containsExactly("bob@fabrikam.example", "carl@fabrikam.example", "eve@fabrikam.example");
    assertThat(raw(composed)).doesNotContainIgnoringCase("bcc").doesNotContain("eve@");
  }

  @Test
  void text_and_html_are_alternatives_of_which_the_last_is_the_best() throws Exception {
    var message =
        parsed(
            compose(new MessageDraft(List.of(BOB), null, null, "x", "plain", "<b>rich</b>", null)));
    var parts = (MimeMultipart) message.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<b>rich</b>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quote.pdf", "Angebot für Müller.pdf", "a \"b\" c.txt", "漢字.bin"})
  void attachments_arrive_octet_by_octet_under_their_names(String name) throws Exception {
    var content = new byte[5_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) i;
    }
    var message =
        parsed(
            compose(
                withAttachment(
                    new Attachment(
                        name, "application/pdf", Base64.getEncoder().encodeToString(content)))));
    var part = ((MimeMultipart) message.getContent()).getBodyPart(1);
    assertThat(MimeUtility.decodeText(part.getFileName())).isEqualTo(name);
    assertThat(part.getContentType()).startsWith("application/pdf");
    assertThat(part.getInputStream().readAllBytes()).isEqualTo(content);
  }

  @Test
  void a_message_without_text_may_be_sent() throws Exception {
    var message =
        parsed(compose(new MessageDraft(List.of(BOB), null, null, null, null, null, null)));
    assertThat(message.getSubject()).isIn(null, "");
    assertThat(text(message)).isEqualTo("");
  }

  /** RFC 5322 2.1.1 and 2.3: servers refuse bare line feeds and lines beyond 998 octets. */
  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb", "a\rb", "ü\nb", "\n", "a\n.\nb"})
  void every_line_ends_as_the_standard_says(String text) {
    for (var draft :
        new MessageDraft[] {
          draft(List.of(BOB), "x", text),
          new MessageDraft(List.of(BOB), null, null, "x", text, "<p>\n" + text, null)
        }) {
      assertThat(raw(compose(draft)).replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    }
  }

  @Test
  void no_line_is_longer_than_the_standard_allows() {
    var longest = "x".repeat(980);
    var composed =
        compose(
            new MessageDraft(
                Collections.nCopies(300, new Recipient("N".repeat(200), "bob@fabrikam.example")),
                null,
                null,
                longest,
                "y".repeat(100_000),
                "z".repeat(100_000),
                List.of(new Attachment("a".repeat(200), null, ""))));
    assertThat(raw(composed).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bob\r\nBcc: eve@fabrikam.example",
        "Bob\nX-Evil: 1",
        "Bob\rX-Evil: 1",
        "Bob\u0000",
        "Bob\u007f"
      })
  void nobody_adds_a_header_through_a_name_or_a_subject(String text) {
    assertThat(fields(draft(List.of(new Recipient(text, "bob@fabrikam.example")), "x", "x")))
        .containsExactly("to[0]");
    assertThat(fields(draft(List.of(BOB), text, "x"))).containsExactly("subject");
    assertThat(fields(withAttachment(new Attachment(text, null, ""))))
        .contains("attachments[0].name");
    assertThat(fields(withAttachment(new Attachment("a.txt", text, ""))))
        .contains("attachments[0].type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bob\u2028X-Evil: 1", "Bob\u0085x", "\u202eboB", "\ud800", "B\"o\\b <x>"})
  void strange_names_leave_one_from_line_and_one_to_line(String name) {
    var draft = draft(List.of(new Recipient(name, "bob@fabrikam.example")), "x", "x");
    try {
      var headers = raw(compose(draft)).split("\r\n\r\n", 2)[0];
      assertThat(headers.lines().filter(line -> line.startsWith("To:"))).hasSize(1);
      assertThat(headers).doesNotContainPattern("(?m)^X-Evil");
      assertThat(headers.chars()).allMatch(c -> c < 128);
    } catch (InvalidInput e) {
      assertThat(e.errors()).extracting(FieldError::field).containsExactly("to[0]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bob",
        "bob@",
        "ünal@fabrikam.example",
        "Bob <bob@fabrikam.example>",
        "bob@fabrikam.example, eve@fabrikam.example",
        "bob@fabrikam.example\r\nRCPT TO:<eve@fabrikam.example>",
        "\r\nbob@fabrikam.example",
        "bob@fabrikam.example\n"
      })
  void what_is_no_address_is_refused_where_it_stands(String address) {
    assertThat(
            fields(
                new MessageDraft(
                    List.of(BOB),
                    List.of(BOB, new Recipient(null, address)),
                    null,
                    "x",
                    "x",
                    null,
                    null)))
        .containsExactly("cc[1]");
  }

  @Test
  void a_foreign_domain_travels_in_its_ascii_form() {
    assertThat(
            compose(draft(List.of(new Recipient(null, "bob@müller.example")), "x", "x"))
                .recipients())
        .containsExactly("bob@xn--mller-kva.example");
  }

  @Test
  void nobody_to_write_to_and_too_many_are_refused() {
    assertThat(fields(draft(List.of(), "x", "x"))).containsExactly("to");
    assertThat(fields(draft(null, "x", "x"))).containsExactly("to");
    assertThat(fields(draft(Collections.nCopies(501, BOB), "x", "x"))).containsExactly("to");
    var many =
        IntStream.range(0, 500)
            .mapToObj(i -> new Recipient(null, "r" + i + "@fabrikam.example"))
            .toList();
    assertThat(compose(draft(List.copyOf(many), "x", "x")).recipients()).hasSize(500);
    assertThat(compose(draft(Collections.nCopies(3, BOB), "x", "x")).recipients())
        .as("everybody once")
        .containsExactly("bob@fabrikam.example");
  }

  @Test
  void missing_entries_in_a_list_are_refused_and_break_nothing() {
    assertThat(fields(draft(Arrays.asList(BOB, null), "x", "x"))).containsExactly("to[1]");
    assertThat(
            fields(
                new MessageDraft(
                    List.of(BOB), null, null, "x", "x", null, Collections.singletonList(null))))
        .containsExactly("attachments[0].name");
  }

  @Test
  void an_overlong_subject_is_refused() {
    assertThat(fields(draft(List.of(BOB), "x".repeat(981), "x"))).containsExactly("subject");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pdf",
        "a/b/c",
        "text/plain; charset=x",
        "multipart/mixed",
        "MULTIPART/x",
        "message/rfc822"
      })
  void a_media_type_that_an_attachment_cannot_have_is_refused(String type) {
    assertThat(fields(withAttachment(new Attachment("a.bin", type, "AAAA"))))
        .containsExactly("attachments[0].type");
  }

  /** Line ends of a text are changed on the way; those of an attachment must not be. */
  @Test
  void an_attached_text_arrives_as_it_was() throws Exception {
    var content = "a;b\nc;d\r\n" + "x".repeat(2_000) + "\n.\n";
    var message =
        parsed(
            compose(
                withAttachment(
                    new Attachment(
                        "list.csv",
                        "text/csv",
                        Base64.getEncoder()
                            .encodeToString(content.getBytes(StandardCharsets.US_ASCII))))));
    var part = ((MimeMultipart) message.getContent()).getBodyPart(1);
    assertThat(new String(part.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
        .isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not base64!", "A", "====", "QUJD\nRA==x"})
  void content_that_is_no_base64_is_refused(String content) {
    assertThat(fields(withAttachment(new Attachment("a.bin", null, content))))
        .containsExactly("attachments[0].content");
  }

  @Test
  void a_message_that_no_server_takes_is_refused_before_it_is_stored() {
    var content = Base64.getEncoder().encodeToString(new byte[27 * 1024 * 1024]);
    assertThat(fields(withAttachment(new Attachment("a.bin", null, content))))
        .containsExactly("attachments");
  }

  private static Composer.Composed compose(MessageDraft draft) {
    return Composer.compose(account(), draft, NOON);
  }

  private static List<String> fields(MessageDraft draft) {
    var refused = catchThrowableOfType(InvalidInput.class, () -> compose(draft));
    assertThat(refused).as("the draft should be refused").isNotNull();
    return refused.errors().stream().map(FieldError::field).toList();
  }

  private static MessageDraft draft(
      @Nullable List<@Nullable Recipient> to, String subject, String text) {
    return new MessageDraft(to, null, null, subject, text, null, null);
  }

  private static MessageDraft withAttachment(Attachment attachment) {
    return new MessageDraft(List.of(BOB), null, null, "x", "x", null, List.of(attachment));
  }

  private static MimeMessage parsed(Composer.Composed composed) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()), new ByteArrayInputStream(composed.content()));
  }

  private static String raw(Composer.Composed composed) {
    return new String(composed.content(), StandardCharsets.ISO_8859_1);
  }

  private static Object text(MimeMessage message) throws Exception {
    return ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
  }

  private static MailAccount account() {
    return new MailAccount(
        AccountId.random(),
        OrganizationId.FIRST,
        AccountType.MICROSOFT_365,
        "Sales",
        "Anna Müller",
        new EmailAddress("anna@contoso.example"),
        true,
        "anna@contoso.example",
        null,
        "lab",
        null,
        null,
        null,
        null,
        null,
        AccountState.ACTIVE,
        NOON,
        true,
        null,
        1,
        NOON);
  }
}
