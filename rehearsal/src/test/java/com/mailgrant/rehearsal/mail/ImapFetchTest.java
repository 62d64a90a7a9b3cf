package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.mailbox.Flag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImapFetchTest {
  private static final String NESTED =
      """
      From: "Frida, the falcon" <frida.falke@fabrikam.example>
      Sender: orders@fabrikam.example
      To: A Group: anna@contoso.example, <b@c.example>;, last@d.example
      Subject: =?utf-8?Q?gr=C3=BCn?=
       and folded
      Date: Tue, 24 Nov 2026 08:00:00 +0100
      Message-ID: <nested@fabrikam.example>
      In-Reply-To: <before@contoso.example>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="outer"

      preamble
      --outer
      Content-Type: multipart/alternative; boundary=inner

      --inner
      Content-Type: text/plain; charset=us-ascii

      Hello
      --inner
      Content-Type: text/html; charset=utf-8
      Content-Transfer-Encoding: quoted-printable
      Content-Language: en

      <b>Hello</b>
      --inner--
      --outer
      Content-Type: message/rfc822
      Content-Disposition: attachment; filename="a \\"b\\".eml"

      From: inside@fabrikam.example
      Subject: inside
      Content-Type: text/plain

      Inside
      text
      --outer--
      """
          .replace("\n", "\r\n");

  private final TestTenant tenant = new TestTenant();
  private Imap imap;

  @BeforeEach
  void deliver() throws IOException {
    tenant.mailboxes.deliver(ANNA, NESTED.getBytes(StandardCharsets.US_ASCII));
    imap = tenant.imap(ANNA);
    imap.ok("SELECT INBOX");
  }

  @AfterEach
  void close() throws IOException {
    imap.close();
    tenant.close();
  }

  private String fetch(String items) throws IOException {
    var lines = imap.ok("FETCH 26 (" + items + ")");
    assertThat(lines).hasSize(2);
    return lines.getFirst();
  }

  @Test
  void envelope() throws IOException {
    assertThat(fetch("ENVELOPE"))
        .isEqualTo(
            "* 26 FETCH (ENVELOPE (\"Tue, 24 Nov 2026 08:00:00 +0100\""
                + " \"=?utf-8?Q?gr=C3=BCn?= and folded\""
                + " ((\"Frida, the falcon\" NIL \"frida.falke\" \"fabrikam.example\"))"
                + " ((NIL NIL \"orders\" \"fabrikam.example\"))"
                + " ((\"Frida, the falcon\" NIL \"frida.falke\" \"fabrikam.example\"))"
                + " ((NIL NIL \"A Group\" NIL)(NIL NIL \"anna\" \"contoso.example\")"
                + "(NIL NIL \"b\" \"c.example\")(NIL NIL NIL NIL)(NIL NIL \"last\" \"d.example\"))"
                + " NIL NIL \"<before@contoso.example>\" \"<nested@fabrikam.example>\"))");
  }

  @Test
  void bodystructure() throws IOException {
    assertThat(fetch("BODYSTRUCTURE"))
        .isEqualTo(
            "* 26 FETCH (BODYSTRUCTURE (((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"us-ascii\") NIL NIL"
                + " \"7BIT\" 5 1 NIL NIL NIL NIL)(\"TEXT\" \"HTML\" (\"CHARSET\" \"utf-8\") NIL NIL"
                + " \"QUOTED-PRINTABLE\" 12 1 NIL NIL \"en\" NIL) \"ALTERNATIVE\" (\"BOUNDARY\""
                + " \"inner\") NIL NIL NIL)(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 88 (NIL"
                + " \"inside\" ((NIL NIL \"inside\" \"fabrikam.example\")) ((NIL NIL \"inside\""
                + " \"fabrikam.example\")) ((NIL NIL \"inside\" \"fabrikam.example\")) NIL NIL NIL"
                + " NIL NIL) (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 12 2 NIL NIL NIL NIL) 6 NIL"
                + " (\"ATTACHMENT\" (\"FILENAME\" \"a \\\"b\\\".eml\")) NIL NIL) \"MIXED\""
                + " (\"BOUNDARY\" \"outer\") NIL NIL NIL))");
    assertThat(fetch("BODY")).contains("\"ALTERNATIVE\")").doesNotContain("BOUNDARY");
  }

  @Test
  void sections() throws IOException {
    assertThat(fetch("BODY.PEEK[1.1]")).isEqualTo("* 26 FETCH (BODY[1.1] {5}\r\nHello)");
    assertThat(fetch("BODY.PEEK[1.2]")).endsWith("{12}\r\n<b>Hello</b>)");
    assertThat(fetch("BODY.PEEK[1.2.MIME]"))
        .contains("BODY[1.2.MIME] {", "Content-Language: en\r\n\r\n)");
    assertThat(fetch("BODY.PEEK[2.1]")).endsWith("{12}\r\nInside\r\ntext)");
    assertThat(fetch("BODY.PEEK[2.TEXT]")).endsWith("{12}\r\nInside\r\ntext)");
    assertThat(fetch("BODY.PEEK[2.HEADER.FIELDS (Subject)]"))
        .isEqualTo("* 26 FETCH (BODY[2.HEADER.FIELDS (Subject)] {19}\r\nSubject: inside\r\n\r\n)");
    assertThat(fetch("BODY.PEEK[3]")).isEqualTo("* 26 FETCH (BODY[3] NIL)");
    assertThat(fetch("BODY.PEEK[1.1.1]")).isEqualTo("* 26 FETCH (BODY[1.1.1] NIL)");
    assertThat(fetch("BODY.PEEK[TEXT]<0.8>"))
        .isEqualTo("* 26 FETCH (BODY[TEXT]<0> {8}\r\npreamble)");
    assertThat(fetch("BODY.PEEK[]<100000.10>")).isEqualTo("* 26 FETCH (BODY[]<100000> {0}\r\n)");
    assertThat(fetch("BODY.PEEK[]")).endsWith("{" + NESTED.length() + "}\r\n" + NESTED + ")");
    assertThat(fetch("RFC822.SIZE")).contains("RFC822.SIZE " + NESTED.length());
    assertThat(imap.ok("FETCH 1 (BODY.PEEK[1])").getFirst()).contains("this is Frida Falke");
  }

  @Test
  void chosen_header_fields_keep_their_order_and_folding() throws IOException {
    assertThat(fetch("BODY.PEEK[HEADER.FIELDS (SUBJECT \"date\" x-none)]"))
        .isEqualTo(
            """
            * 26 FETCH (BODY[HEADER.FIELDS (SUBJECT date x-none)] {86}
            Subject: =?utf-8?Q?gr=C3=BCn?=
             and folded
            Date: Tue, 24 Nov 2026 08:00:00 +0100

            )\
            """
                .replace("\n", "\r\n"));
    assertThat(fetch("BODY.PEEK[HEADER.FIELDS.NOT (Subject From To)]"))
        .contains("Sender: ")
        .doesNotContain("Subject: ", "From: ", "To: A Group");
    assertThat(fetch("RFC822.HEADER")).contains("RFC822.HEADER {", "boundary=\"outer\"\r\n\r\n)");
  }

  @Test
  void reading_marks_as_seen_and_peeking_does_not() throws IOException {
    assertThat(fetch("FLAGS BODY.PEEK[TEXT]<0.1>")).contains("FLAGS (\\Recent)");
    assertThat(fetch("BODY[TEXT]<0.1>")).contains("FLAGS (\\Seen \\Recent)");
    assertThat(tenant.mailbox(ANNA).inbox().message(26).orElseThrow().flags())
        .containsExactly(Flag.SEEN);
    assertThat(fetch("BODY[TEXT]<0.1>")).doesNotContain("FLAGS");
  }

  @Test
  void in_a_folder_opened_for_reading_nothing_is_marked() throws IOException {
    imap.ok("EXAMINE INBOX");
    assertThat(fetch("BODY[TEXT]<0.1>")).doesNotContain("FLAGS");
    assertThat(tenant.mailbox(ANNA).inbox().message(26).orElseThrow().flags()).isEmpty();
  }

  @Test
  void by_uid_the_uid_comes_along() throws IOException {
    assertThat(imap.ok("UID FETCH 26 (FLAGS)").getFirst())
        .isEqualTo("* 26 FETCH (UID 26 FLAGS (\\Recent))");
    assertThat(imap.ok("UID FETCH 27:* (UID)")).hasSize(2);
    assertThat(imap.ok("UID FETCH 100 (UID)")).containsExactly("OK UID FETCH completed.");
    assertThat(imap.ok("FETCH 1:3,5,26:* UID")).hasSize(6);
  }

  @Test
  void macros() throws IOException {
    assertThat(imap.ok("FETCH 1 FAST").getFirst())
        .matches("\\* 1 FETCH \\(FLAGS \\(.*\\) INTERNALDATE \"[^\"]{26}\" RFC822.SIZE [0-9]+\\)");
    assertThat(imap.ok("FETCH 1 ALL").getFirst()).contains(" ENVELOPE (");
    assertThat(imap.ok("FETCH 1 FULL").getFirst()).contains(" BODY (\"TEXT\" \"PLAIN\"");
    assertThat(fetch("INTERNALDATE"))
        .isEqualTo("* 26 FETCH (INTERNALDATE \"24-Nov-2026 09:00:00 +0000\")");
  }

  @Test
  void every_message_of_the_box_can_be_described() throws IOException {
    assertThat(imap.ok("FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)"))
        .hasSize(27);
    // The malformed one: two types, a subject in raw octets, no date, no end.
    var broken = imap.ok("FETCH 18 (ENVELOPE BODYSTRUCTURE)").getFirst();
    assertThat(broken)
        .startsWith("* 18 FETCH (ENVELOPE (NIL {16}\r\nGescannt f\u00fcr Sie ")
        .contains("\"OCTET-STREAM\"");
  }

  @Test
  void nonsense_is_refused() throws IOException {
    for (var nonsense :
        new String[] {
          "FETCH 27 FLAGS",
          "FETCH 0 FLAGS",
          "FETCH a FLAGS",
          "FETCH 1",
          "FETCH 1 NOTHING",
          "FETCH 1 BODY[",
          "FETCH 1 BODY[0]",
          "FETCH 1 BODY[1.X]",
          "FETCH 1 BODY[MIME]",
          "FETCH 1 BODY[]<1>",
          "FETCH 1 BODY[]<1.0>",
          "FETCH 1 (FLAGS",
          "FETCH 1 FLAGS UID"
        }) {
      assertThat(imap.last(nonsense)).as(nonsense).isEqualTo("BAD Command Argument Error. 11");
    }
  }
}
