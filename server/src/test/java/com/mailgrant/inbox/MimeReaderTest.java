package com.mailgrant.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers write is read as far as it goes, and never breaks anything. */
class MimeReaderTest {
  @Test
  void a_plain_message_is_read() {
    var message =
        read(
            """
            From: =?UTF-8?Q?Bob_=C3=9Cnal?= <bob@fabrikam.example>
            To: anna@contoso.example, "Carl, C." <carl@contoso.example>
            Cc: team@contoso.example
            Subject: =?ISO-8859-1?Q?Angebot_f=FCr_M=FCller?=
            Message-ID: <1@fabrikam.example>
            Content-Type: text/plain; charset=ISO-8859-1
            Content-Transfer-Encoding: quoted-printable

            Gr=FC=DFe
            """);
    assertThat(message.from()).containsExactly("Bob Ünal <bob@fabrikam.example>");
    assertThat(message.to())
        .containsExactly("anna@contoso.example", "\"Carl, C.\" <carl@contoso.example>");
    assertThat(message.cc()).containsExactly("team@contoso.example");
    assertThat(message.subject()).isEqualTo("Angebot für Müller");
    assertThat(message.messageId()).isEqualTo("<1@fabrikam.example>");
    assertThat(message.text()).isEqualTo("Grüße\r\n");
    assertThat(message.html()).isNull();
    assertThat(message.attachments()).isEmpty();
    assertThat(message.truncated()).isFalse();
  }

  @Test
  void a_message_of_many_parts_is_taken_apart() {
    var source =
        """
        From: bob@fabrikam.example
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=utf-8

        plain
        --inner
        Content-Type: text/html

        <b>rich</b>
        --inner--
        --outer
        Content-Type: application/pdf; name="quote.pdf"
        Content-Disposition: attachment; filename="=?UTF-8?Q?Angebot_=E2=82=AC.pdf?="
        Content-Transfer-Encoding: base64

        JVBERi0=
        --outer
        Content-Type: text/plain
        Content-Disposition: attachment; filename=notes.txt

        notes
        --outer--
        """;
    var message = read(source);
    assertThat(message.text()).isEqualTo("plain");
    assertThat(message.html()).isEqualTo("<b>rich</b>");
    assertThat(message.attachments())
        .extracting(
            ReadMessage.Attached::name, ReadMessage.Attached::type, ReadMessage.Attached::octets)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Angebot €.pdf", "application/pdf", 5L),
            org.assertj.core.groups.Tuple.tuple("notes.txt", "text/plain", 5L));
    assertThat(MimeReader.attachment(MessageSource.of(octets(source)), 0))
        .get()
        .extracting(part -> {
          try {
            return new String(part.open().readAllBytes(), StandardCharsets.US_ASCII);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        })
        .isEqualTo("%PDF-");
    assertThat(MimeReader.attachment(MessageSource.of(octets(source)), 2)).isEmpty();
    assertThat(MimeReader.attachment(MessageSource.of(octets(source)), -1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n\n",
        "no headers at all",
        "Subject",
        "Subject: x",
        ": y\n\nbody",
        "From: <<<>>>,,,;;;@@\n\nbody",
        "From: =?UTF-8?B?!!!!?= <bob@\n\nbody",
        "Subject: =?NO-SUCH-CHARSET?Q?x?=\n\nbody",
        "Subject: =?UTF-8?Q?=ZZ=\n\nbody",
        "Content-Type: ;;;===\n\nbody",
        "Content-Type: text/plain; charset=no-such\n\nbody",
        "Content-Type: text/plain; charset=\"\"\n\nbody",
        "Content-Type: text/plain; charset=\"../../etc\"\n\nbody",
        "Content-Type: multipart/mixed\n\nno boundary",
        "Content-Type: multipart/mixed; boundary=\"\"\n\n----\n\nx",
        "Content-Type: multipart/mixed; boundary=x\n\nnever begins",
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nnever ends",
        "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\ny\n--x--",
        "Content-Transfer-Encoding: base64\n\n!!!not base64!!!",
        "Content-Transfer-Encoding: x-unknown\n\nbody",
        "Content-Transfer-Encoding: quoted-printable\n\n=ZZ=",
        "Content-Type: message/rfc822\n\nnot a message\u0000",
        "Content-Disposition: ;;;filename*=utf-8''%ZZ\nContent-Type: application/pdf\n\nx",
        "Content-Type: application/pdf; name*0*=x''%\n\nx",
        "Date: the day after tomorrow\n\nx",
        "Subject: a\r\n\tb\r\n c\r\n\r\nx"
      })
  void malformed_messages_never_throw(String source) {
    assertThatCode(
            () -> {
              var read = read(source);
              assertThat(read.subject()).isNotNull();
              assertThat(read.from()).isNotNull();
              for (var attachment : read.attachments()) {
                assertThat(attachment.name()).isNotNull();
                assertThat(attachment.octets()).isNotNegative();
              }
              MimeReader.attachment(MessageSource.of(octets(source)), 0);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void what_cannot_be_decoded_is_shown_as_it_stands() {
    assertThat(read("Subject: =?NO-SUCH-CHARSET?Q?x?=\n\nx").subject())
        .isEqualTo("=?NO-SUCH-CHARSET?Q?x?=");
    assertThat(read("From: not an address at all <<\n\nx").from()).hasSize(1);
    assertThat(read("Content-Type: text/plain; charset=no-such\n\nhello").text())
        .isEqualTo("hello");
  }

  @Test
  void a_folded_header_is_one_line() {
    assertThat(read("Subject: a\r\n\tb\r\n c\r\n\r\nx").subject()).doesNotContain("\n", "\r");
  }

  @Test
  void endless_nesting_ends() {
    var source = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      source.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b");
      source.append(i).append('\n');
    }
    source.append("\n\nx");
    assertThatCode(() -> read(source.toString())).doesNotThrowAnyException();
  }

  @Test
  void a_thousand_parts_are_not_all_listed() {
    var source = new StringBuilder("Content-Type: multipart/mixed; boundary=b\n\n");
    source.append("--b\nContent-Type: application/pdf\n\nx\n".repeat(1_000)).append("--b--\n");
    assertThat(read(source.toString()).attachments()).hasSizeLessThanOrEqualTo(500);
  }

  /** Reproducible noise, half of it looking like mail. */
  @Test
  void noise_never_throws() {
    var random = new Random(20261123);
    var scraps =
        new String[] {
          "Content-Type: ",
          "multipart/mixed; boundary=b",
          "text/html",
          "; charset=",
          "\n",
          "\r\n",
          "\n\n",
          "--b",
          "--b--",
          "Subject: ",
          "=?utf-8?b?",
          "?=",
          "From: ",
          "<",
          ">",
          "@",
          ",",
          "\"",
          "\u0000",
          "base64",
          "Content-Transfer-Encoding: ",
          "message/rfc822",
          "filename=",
          "Content-Disposition: attachment; "
        };
    for (int i = 0; i < 1_000; i++) {
      var source = new StringBuilder();
      for (int j = random.nextInt(40); j > 0; j--) {
        source.append(scraps[random.nextInt(scraps.length)]);
        if (random.nextInt(4) == 0) {
          source.append((char) random.nextInt(256));
        }
      }
      var text = source.toString();
      assertThatCode(() -> read(text)).as(text).doesNotThrowAnyException();
    }
  }

  @Test
  void a_name_of_thousands_of_words_breaks_nothing() {
    var fields = "From: " + "a ".repeat(20_000) + "<bob@fabrikam.example>\r\n\r\n";
    assertThat(new Headers(octets(fields)).addresses("From"))
        .singleElement()
        .asString()
        .startsWith("a a");
  }

  private static ReadMessage read(String source) {
    return MimeReader.read("id", octets(source));
  }

  private static byte[] octets(String source) {
    return source.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
