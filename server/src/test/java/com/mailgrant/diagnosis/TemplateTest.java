package com.mailgrant.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  @Test
  void a_blank_takes_its_value_and_an_ellipsis_without_one() {
    assertThat(Template.filled("{user} may not send as {sender}", Map.of("user", "anna")))
        .isEqualTo("anna may not send as …");
  }

  @Test
  void what_stands_in_a_value_is_never_a_blank_itself() {
    assertThat(Template.filled("{user}", Map.of("user", "{sender} [[{x}]] $1", "sender", "no")))
        .isEqualTo("{sender} [[{x}]] $1");
  }

  @Test
  void a_part_that_lacks_a_value_is_left_out() {
    var text = "It ended.[[ It was used on {issued}.]][[{flag} Yes.]]";
    assertThat(Template.filled(text, Map.of())).isEqualTo("It ended.");
    assertThat(Template.filled(text, Map.of("issued", "Monday", "flag", "")))
        .isEqualTo("It ended. It was used on Monday. Yes.");
  }

  /** An administrator pastes the line; what a stranger typed as a name must stay a name. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "anna@contoso.example, anna@contoso.example",
        "o'brien@contoso.example, 'o''brien@contoso.example'",
        "a b, 'a b'",
        "x; Remove-Mailbox y, 'x; Remove-Mailbox y'",
        "x’; Remove-Mailbox y, 'x’’; Remove-Mailbox y'",
        "$(calc), '$(calc)'",
        "-Force, '-Force'",
        "@splat, '@splat'"
      })
  void a_value_in_a_command_is_one_word(String value, String word) {
    assertThat(Template.filled("Get-Mailbox -Identity {ps:mailbox} | fl", Map.of("mailbox", value)))
        .isEqualTo("Get-Mailbox -Identity " + word + " | fl");
  }
}
