package com.mailgrant.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.mail.FolderName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRefTest {
  @Test
  void it_names_a_message_across_requests() {
    var ref = new MessageRef(FolderName.of("Projekte/Müller & Söhne"), 4294967295L, 1);
    assertThat(ref.toString()).matches("[A-Za-z0-9_-]+");
    assertThat(MessageRef.parse(ref.toString())).contains(ref);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1.1",
        "1.1.",
        ".1.INBOX",
        "a.1.INBOX",
        "1.-1.INBOX",
        "1.1.1234567890123.INBOX\n",
        "99999999999.1.INBOX",
        "1.1.漢字",
        "1.0.INBOX",
        "0.1.INBOX",
        "1.4294967296.INBOX",
        "4294967296.1.INBOX"
      })
  void what_is_none_is_found_out(String plain) {
    var text =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    assertThat(MessageRef.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "a b", "%2e", "../../etc/passwd"})
  void what_is_no_base64_is_found_out(String text) {
    assertThat(MessageRef.parse(text)).isEmpty();
  }
}
