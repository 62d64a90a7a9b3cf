package com.mailgrant.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "anna@contoso.example, anna@contoso.example",
    "'  anna@contoso.example ', anna@contoso.example",
    "Anna.Berg+erp@Contoso.Example, Anna.Berg+erp@contoso.example",
    "o'neil@contoso.example, o'neil@contoso.example",
    "'a!#$%&*+/=?^_`{|}~-z@contoso.example', 'a!#$%&*+/=?^_`{|}~-z@contoso.example'",
    "root@localhost, root@localhost",
    "anna@müller.example, anna@xn--mller-kva.example",
    "anna@МОСКВА.example, anna@xn--80adxhks.example",
    "anna@xn--mller-kva.example, anna@xn--mller-kva.example"
  })
  void addresses_are_kept_as_servers_take_them(String typed, String kept) {
    assertThat(EmailAddress.parse(typed)).contains(new EmailAddress(kept));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "@",
        "anna",
        "anna@",
        "@contoso.example",
        "anna@@contoso.example",
        "anna@b@contoso.example",
        "anna berg@contoso.example",
        "anna@contoso example",
        "anna@contoso..example",
        "anna@.example",
        "anna@contoso.example.",
        "anna@-contoso.example",
        "anna@contoso-.example",
        "anna@contoso_mail.example",
        "anna@[127.0.0.1]",
        ".anna@contoso.example",
        "anna.@contoso.example",
        "an..na@contoso.example",
        "Anna Berg <anna@contoso.example>",
        "<anna@contoso.example>",
        "\"anna\"@contoso.example",
        "anna(comment)@contoso.example",
        "anna,bernd@contoso.example",
        "anna@contoso.example,bernd@contoso.example",
        "anna@contoso.example\r\nBcc: eve@fabrikam.example",
        "anna\r\n@contoso.example",
        "anna\u0000@contoso.example",
        "anna@contoso\u0000.example",
        "anna@contoso.example\u0000",
        "ännä@contoso.example",
        "安娜@contoso.example",
        "anna\u202e@contoso.example"
      })
  void what_servers_would_refuse_is_no_address(String typed) {
    assertThat(EmailAddress.parse(typed)).isEmpty();
  }

  @Test
  void the_bounds_of_rfc_5321_hold() {
    var label = "d".repeat(60) + ".";
    assertThat(EmailAddress.parse("a".repeat(64) + "@contoso.example")).isPresent();
    assertThat(EmailAddress.parse("a".repeat(65) + "@contoso.example")).isEmpty();
    assertThat(EmailAddress.parse("a".repeat(9) + "@" + label.repeat(4))).isEmpty();
    assertThat(EmailAddress.parse("a".repeat(7) + "@" + label.repeat(4) + "de")).isPresent();
    assertThat(EmailAddress.parse("a".repeat(8) + "@" + label.repeat(4) + "de")).isEmpty();
    assertThat(EmailAddress.parse("anna@" + "d".repeat(64) + ".example")).isEmpty();
    assertThat(EmailAddress.parse("a@" + "x".repeat(1_000_000))).isEmpty();
  }

  @Test
  void its_two_parts_are_told_apart_at_the_last_sign() {
    var address = new EmailAddress("anna@contoso.example");
    assertThat(address.localPart()).isEqualTo("anna");
    assertThat(address.domain()).isEqualTo("contoso.example");
  }
}
