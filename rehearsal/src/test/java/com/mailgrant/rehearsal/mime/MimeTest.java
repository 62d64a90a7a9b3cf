package com.mailgrant.rehearsal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.mime.Addresses.Address;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MimeTest {
  private static Message message(String text) {
    return Message.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String body(Message message, MimePart part) {
    var range = part.bodyRange();
    return new String(message.bytes(), range.from(), range.length(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void header_fields_are_unfolded_and_found_whatever_the_case() {
    var header = message("A: 1\nSubject: one\n two\n\tthree\nno field\na: 2\n\nB: 3\n").header();
    assertThat(header.first("SUBJECT")).contains("one two\tthree");
    assertThat(header.all("a")).containsExactly("1", "2");
    assertThat(header.first("B")).isEmpty();
    assertThat(header.fields()).hasSize(4);
    assertThat(header.fields().get(2).name()).isEmpty();
  }

  @Test
  void parts_lie_between_the_boundaries() {
    var message =
        message(
            """
            Content-Type: multipart/mixed; boundary="a b"

            before
            --a b
            Content-Type: text/plain

            one
            --a b\t
            --a bc
            two
            --a b--
            --a b

            after
            """);
    var parts = message.root().children();
    assertThat(parts).extracting(part -> body(message, part)).containsExactly("one", "");
    assertThat(parts.get(1).header().fields()).hasSize(2);
  }

  @Test
  void a_multipart_that_never_ends_still_has_its_parts() {
    var message = message("Content-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\n\ntwo\n");
    assertThat(message.root().children())
        .extracting(part -> body(message, part))
        .containsExactly("one", "two\r\n");
    assertThat(message("Content-Type: multipart/mixed; boundary=x\n\nnothing\n").root().children())
        .isEmpty();
  }

  @Test
  void parts_of_a_digest_are_messages() {
    var message =
        message(
            "Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: in\n\ntext\n--x--\n");
    var part = message.root().children().getFirst();
    assertThat(part.type().isMessage()).isTrue();
    assertThat(part.children().getFirst().header().first("Subject")).contains("in");
  }

  @Test
  void nesting_has_an_end() {
    var bomb = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      bomb.append("Content-Type: message/rfc822\n\n");
    }
    int depth = 0;
    var part = message(bomb.toString()).root();
    while (!part.children().isEmpty()) {
      part = part.children().getFirst();
      depth++;
    }
    assertThat(depth).isEqualTo(40);
  }

  @Test
  void so_has_the_number_of_parts() {
    var message =
        message("Content-Type: multipart/mixed; boundary=x\n\n" + "--x\n\n\n".repeat(5_000));
    assertThat(message.root().children()).hasSizeLessThanOrEqualTo(1_001);
  }

  @Test
  void noise_is_read_without_complaint() {
    var random = new Random(20_261_124);
    var letters = "Content-Type: multipart/mixed;boundary=x\r\n\r\n--x=?utf-8?Q?\0\u00ff\"<>(),;@";
    for (int i = 0; i < 2_000; i++) {
      var noise = new StringBuilder("Content-Type: multipart/mixed;boundary=x\r\n");
      for (int j = random.nextInt(200); j > 0; j--) {
        noise.append(letters.charAt(random.nextInt(letters.length())));
      }
      var message = Message.of(noise.toString().getBytes(StandardCharsets.ISO_8859_1));
      assertThat(message.root().text()).isNotNull();
      assertThat(message.root().bodyRange().to()).isEqualTo(message.size());
      assertThat(Addresses.parse(noise.toString())).isNotNull();
      assertThat(TextDecoding.words(noise.toString())).isNotNull();
      assertThat(MailDates.read(noise.toString())).isEmpty();
    }
  }

  @Test
  void text_is_decoded_and_what_is_no_text_left_out() {
    var message =
        message(
            """
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            R3LDvMOfZQ==
            --x
            Content-Type: text/html; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            gr=FCn und=
             blau =zz
            --x
            Content-Type: application/octet-stream

            secret
            --x--
            """);
    assertThat(message.root().text())
        .contains("Grüße", "grün und blau =zz")
        .doesNotContain("secret");
  }

  @Test
  void encoded_words_become_text() {
    assertThat(TextDecoding.words("Re: =?utf-8?B?R3LDvA==?= =?utf-8?Q?=C3=9Fe_an?= alle"))
        .isEqualTo("Re: Grüße an alle");
    assertThat(TextDecoding.words("=?x-unknown?Q?a=C3=BC?=")).isEqualTo("aü");
    assertThat(TextDecoding.words("=?utf-8?Q?$1\\?=")).isEqualTo("$1\\");
  }

  @Test
  void addresses_with_names_groups_comments_and_routes() {
    assertThat(
            Addresses.parse(
                "\"A, B\" <a@x.example>, b@y.example (B), G: c@z.example, d@z.example;,"
                    + " <@r.example:e@x.example>, \"q @ q\"@x.example, lonely"))
        .containsExactly(
            new Address("A, B", "a", "x.example"),
            new Address(null, "b", "y.example"),
            new Address(null, "G", null),
            new Address(null, "c", "z.example"),
            new Address(null, "d", "z.example"),
            new Address(null, null, null),
            new Address(null, "e", "x.example"),
            new Address(null, "q @ q", "x.example"),
            new Address(null, "lonely", ""));
    assertThat(Addresses.parse("lonely").getFirst().email()).isEmpty();
    assertThat(Addresses.parse(" , ,")).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tue, 24 Nov 2026 09:00:00 +0100 | 2026-11-24T08:00:00Z",
        "24 nov 2026 9:00 GMT            | 2026-11-24T09:00:00Z",
        "Tue,  24 Nov 2026 09:00:00 -0230 (NST) | 2026-11-24T11:30:00Z",
      })
  void dates(String written, Instant meant) {
    assertThat(MailDates.read(written).orElseThrow().toInstant()).isEqualTo(meant);
    assertThat(MailDates.read(MailDates.write(meant)).orElseThrow().toInstant()).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "32 Nov 2026 09:00 +0000", "24 Nov 26"})
  void what_is_no_date(String written) {
    assertThat(MailDates.read(written)).isEmpty();
  }
}
