package com.mailgrant.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
  @Test
  void a_token_is_framed_as_the_vendors_vectors_show() {
    assertThat(
            Xoauth2.xoauth2(
                "test@contoso.onmicrosoft.com", "EwBAAl3BAAUFFpUAo7J3Ve0bjLBWZWCclRC3EoAA"))
        .isEqualTo(
            "dXNlcj10ZXN0QGNvbnRvc28ub25taWNyb3NvZnQuY29tAWF1dGg9QmVhcmVyIEV3QkFBbDNCQUFVRkZwVUFv"
                + "N0ozVmUwYmpMQldaV0NjbFJDM0VvQUEBAQ==");
    assertThat(
            Xoauth2.xoauth2(
                "someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"))
        .isEqualTo(
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNr"
                + "QmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==");
  }

  @Test
  void oauthbearer_is_framed_as_its_rfc_shows() {
    ServerAddress server = new ServerAddress("server.example.com", 143, Security.STARTTLS);
    assertThat(
            Xoauth2.oauthbearer(
                "user@example.com", server, "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="))
        .isEqualTo(
            "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVh"
                + "cmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB");
  }

  @ParameterizedTest
  @CsvSource({
    "Przesy\u0142ki, Przesy&AUI-ki",
    "Entw\u00fcrfe, Entw&APw-rfe",
    "R&D, R&-D",
    "~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e, '~peter/mail/&U,BTFw-/&ZeVnLIqe-'",
    "\u53d7\u4fe1\u30c8\u30ec\u30a4, &U9dP4TDIMOwwpA-",
    "\ud83d\ude80 launch, &2D3egA- launch",
  })
  void folder_names_travel_in_modified_utf7_and_come_back(String text, String wire) {
    assertThat(ModifiedUtf7.encode(text)).isEqualTo(wire);
    assertThat(ModifiedUtf7.decode(wire)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&", "a&b", "&AUI", "&A-", "&AU/I-", "&2D0-", "&AUI=-"})
  void a_faulty_folder_name_is_shown_as_it_is_and_still_found(String wire) {
    assertThat(ModifiedUtf7.decode(wire)).isEmpty();
    assertThat(new FolderName(wire).decoded()).isEqualTo(wire);
    assertThat(new FolderName(wire).raw()).isEqualTo(wire);
  }

  @Test
  void a_folder_name_in_bare_utf8_is_shown_properly() {
    FolderName name = new FolderName("Entw\u00c3\u00bcrfe");
    assertThat(name.decoded()).isEqualTo("Entw\u00fcrfe");
  }

  @Test
  void sets_of_uids_stay_small_and_exact() {
    assertThat(UidSet.of(5, 1, 2, 3, 9, 2)).hasToString("1:3,5,9");
    assertThat(UidSet.parse("9,1:3,2:5")).hasToString("1:5,9");
    assertThat(UidSet.parse("5:1").size()).isEqualTo(5);
    assertThat(UidSet.from(7)).hasToString("7:*");
    assertThat(UidSet.from(7).contains(6)).isFalse();
    assertThat(UidSet.parse("3:5,9").stream().toArray()).containsExactly(3, 4, 5, 9);
    assertThat(UidSet.from(1).stream().limit(2).toArray()).containsExactly(1, 2);
    assertThat(UidSet.none().isEmpty()).isTrue();
  }

  @Test
  void an_echoed_secret_is_removed_whole_and_in_pieces() {
    SentSecrets secrets = new SentSecrets();
    secrets.add("dXNlcj1hbm5hQGNvbnRvc28=");
    assertThat(secrets.removedFrom("bad: dXNlcj1hbm5hQGNvbnRvc28= here"))
        .isEqualTo("bad: [removed] here");
    assertThat(secrets.removedFrom("cut: hbm5hQGNvbnRvc2 ...")).isEqualTo("cut: [removed] ...");
    assertThat(secrets.removedFrom("nothing to see")).isEqualTo("nothing to see");
  }

  @Test
  void control_characters_of_a_server_never_reach_a_log() {
    assertThat(WireText.printable("a\u001b[31mb\r\nc\u202Ed"))
        .isEqualTo("a\\x1B[31mb\\x0D\\x0Ac\\u202Ed");
    assertThat(WireText.printable("x".repeat(5_000))).hasSize(WireText.LONGEST + 3);
  }
}
