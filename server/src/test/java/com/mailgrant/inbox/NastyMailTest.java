package com.mailgrant.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Messages that no program should have written, and some that somebody wrote to hurt. */
class NastyMailTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Each gives a bounded answer, in the message and in a list. */
  @TestFactory
  Stream<DynamicTest> each_gives_a_sane_and_bounded_answer() {
    return corpus().entrySet().stream()
        .map(mail ->
            DynamicTest.dynamicTest(
                mail.getKey(), () -> assertTimeout(PATIENCE, () -> sane(octets(mail.getValue())))));
  }

  private static void sane(byte[] source) {
    var read = MimeReader.read("id", source);
    assertThat(read.subject()).hasSizeLessThanOrEqualTo(Headers.LONGEST + 1);
    assertThat(read.subject()).doesNotContain("\r", "\n", "\u0000");
    assertThat(read.from()).hasSizeLessThanOrEqualTo(Headers.MOST);
    assertThat(read.to()).hasSizeLessThanOrEqualTo(Headers.MOST);
    assertThat(read.attachments()).hasSizeLessThanOrEqualTo(500);
    if (read.text() != null) {
      assertThat(read.text()).doesNotContain("\u0000");
    }
    for (var attached : read.attachments()) {
      assertThat(Bodies.fileName(attached))
          .isNotBlank()
          .doesNotContain("/", "\\", "\r", "\n", "\"");
      assertThat(Bodies.fileName(attached)).hasSizeLessThanOrEqualTo(150);
    }
    var listed = new Headers(source);
    assertThat(listed.text("Subject")).isEqualTo(read.subject());
    assertThat(listed.ids("References")).hasSizeLessThanOrEqualTo(Headers.MOST);
  }

  @Test
  void there_are_enough_of_them() {
    assertThat(corpus()).hasSizeGreaterThan(24);
  }

  @Test
  void what_can_be_read_is_read() {
    var corpus = corpus();
    assertThat(read(corpus.getOrDefault("a charset that does not exist", "")).text())
        .contains("hello");
    assertThat(read(corpus.getOrDefault("NULs in header and text", "")).text())
        .isEqualTo("hello\r\n");
    assertThat(read(corpus.getOrDefault("a multipart whose boundary never comes", "")).subject())
        .isEqualTo("m");
    assertThat(read(corpus.getOrDefault("latin one that calls itself utf-8", "")).text())
        .contains("Gr", "e");
    assertThat(read(corpus.getOrDefault("bare line feeds", "")).text()).contains("hello");
    assertThat(read(corpus.getOrDefault("bare carriage returns", "")).subject()).isEqualTo("cr");
    assertThat(read(corpus.getOrDefault("no header at all", "")).text()).isNotNull();
    assertThat(read(corpus.getOrDefault("a name that climbs", "")).attachments().getFirst().name())
        .contains("passwd");
  }

  private static ReadMessage read(String source) {
    return MimeReader.read("id", octets(source));
  }

  private static Map<String, String> corpus() {
    var mails = new LinkedHashMap<String, String>();
    mails.put("nothing", "");
    mails.put("one line feed", "\n");
    mails.put("no header at all", "\r\nhello");
    mails.put("no body", "Subject: s\r\n");
    mails.put("only noise", "\u0000\u0001\u00ff\u00fe".repeat(1_000));
    mails.put("bare line feeds", "Subject: lf\nFrom: a@b.example\n\nhello\n");
    mails.put("bare carriage returns", "Subject: cr\rFrom: a@b.example\r\rhello\r");
    mails.put("NULs in header and text", "Subject: n\u0000ul\r\n\r\nhel\u0000lo\r\n");
    mails.put("a charset that does not exist", type("text/plain; charset=x-none", "hello"));
    mails.put("a charset that is no name", type("text/plain; charset=\"\u0000 %;\"", "hello"));
    mails.put(
        "latin one that calls itself utf-8", type("text/plain; charset=utf-8", "Gr\u00fc\u00dfe"));
    mails.put("two content types", "Content-Type: text/html\r\n" + type("text/plain", "<b>x"));
    mails.put("a type that is none", type("???;;;=", "hello"));
    mails.put(
        "broken encoded words", "Subject: =?utf-8?B?w7?= =?x?Q?=ZZ?= =?utf-8?Q?=C3?=\r\n\r\nx");
    mails.put("an encoded word of an unknown charset", "Subject: =?klingon?Q?hi?=\r\n\r\nx");
    mails.put("an encoded line break", "Subject: =?utf-8?Q?a=0D=0ABcc:_x@y.example?=\r\n\r\nx");
    mails.put("a subject of two megabytes", "Subject: " + "x".repeat(2_000_000) + "\r\n\r\nx");
    mails.put("a hundred thousand header fields", "X-A: b\r\n".repeat(100_000) + "\r\nx");
    mails.put(
        "fifty thousand recipients", "To: " + "a@b.example,\r\n ".repeat(50_000) + "\r\n\r\nx");
    mails.put("addresses that are none", "From: <<<>>>,;:\"\\\r\nTo: @@@, (((\r\n\r\nx");
    mails.put("references without end", "References: " + "<a@b> ".repeat(20_000) + "\r\n\r\nx");
    mails.put(
        "a multipart whose boundary never comes",
        "Subject: m\r\n" + type("multipart/mixed; boundary=z", "hello"));
    mails.put(
        "a multipart without a boundary", type("multipart/mixed", "--\r\n\r\nhello\r\n----\r\n"));
    mails.put(
        "a multipart that never ends", type("multipart/mixed; boundary=z", "--z\r\n\r\nhello"));
    mails.put(
        "ten thousand parts",
        type(
            "multipart/mixed; boundary=z", "--z\r\nContent-Type: a/b\r\n\r\nx\r\n".repeat(10_000)));
    mails.put("multiparts ten thousand deep", deep(10_000));
    mails.put("multiparts that share one boundary", sameBoundary(500));
    mails.put("base64 that is none", encoded("base64", "!!!! not \u00ff base64 ===="));
    mails.put("quoted-printable that is none", encoded("quoted-printable", "=ZZ =\r\n=C3 =="));
    mails.put("an encoding that does not exist", encoded("x-uuencode-2000", "begin 644"));
    mails.put("a name that climbs", attached("filename=\"../../etc/passwd\""));
    mails.put("a name with a line break", attached("filename=\"a\\\r\n b\u0000.exe\""));
    mails.put(
        "a name of ten thousand characters",
        attached("filename=\"" + "n".repeat(10_000) + ".pdf\""));
    mails.put("a name in parts that do not fit", attached("filename*0*=utf-8''%ZZ; filename*5=x"));
    mails.put("a message inside a message inside", nested(200));
    return mails;
  }

  private static String type(String type, String body) {
    return "Content-Type: " + type + "\r\n\r\n" + body;
  }

  private static String encoded(String encoding, String body) {
    return "Content-Type: application/pdf\r\nContent-Transfer-Encoding: "
        + encoding
        + "\r\n\r\n"
        + body;
  }

  private static String attached(String disposition) {
    return type(
        "multipart/mixed; boundary=z",
        "--z\r\n\r\nhello\r\n--z\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; "
            + disposition
            + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3})
            + "\r\n--z--\r\n");
  }

  private static String deep(int levels) {
    var mail = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b")
          .append(i)
          .append("\r\n\r\n--b")
          .append(i)
          .append("\r\n");
    }
    return mail.append("\r\nx").toString();
  }

  private static String sameBoundary(int levels) {
    return "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(levels) + "\r\nx";
  }

  private static String nested(int levels) {
    return "Content-Type: message/rfc822\r\n\r\n".repeat(levels) + "\r\nx";
  }

  private static byte[] octets(String source) {
    return source.getBytes(StandardCharsets.ISO_8859_1);
  }
}
