package com.mailgrant.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotStuffingTest {
  @ParameterizedTest
  @CsvSource({
    "'', '.|'",
    "a, 'a|.|'",
    "'a|', 'a|.|'",
    "'a/b', 'a|b|.|'",
    "'a_b', 'a|b|.|'",
    "'a_', 'a|.|'",
    "'.|.a|..|', '..|..a|...|.|'",
    "'/./', '|..|.|'",
    "'_._', '|..|.|'",
    "'a_|b', 'a||b|.|'",
    "'a/_b', 'a||b|.|'",
    "'a.|.', 'a.|..|.|'",
  })
  void every_message_ends_where_we_say_however_it_is_cut(String in, String expected) {
    byte[] message = spelled(in);
    for (int size = 1; size <= message.length + 1; size++) {
      DotStuffing stuffing = new DotStuffing();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < message.length; i += size) {
        int count = Math.min(size, message.length - i);
        byte[] chunk = new byte[count];
        System.arraycopy(message, i, chunk, 0, count);
        byte[] stuffed = stuffing.octets(chunk, count);
        out.write(stuffed, 0, stuffing.length());
      }
      out.writeBytes(stuffing.end().getBytes(StandardCharsets.US_ASCII));
      assertThat(out.toByteArray()).as("in pieces of %d", size).isEqualTo(spelled(expected));
    }
  }

  /** In these tables | is CRLF, / is a bare LF and _ is a bare CR. */
  private static byte[] spelled(String text) {
    return text.replace("|", "\r\n")
        .replace('/', '\n')
        .replace('_', '\r')
        .getBytes(StandardCharsets.US_ASCII);
  }
}
