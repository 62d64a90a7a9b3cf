package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Addresses and parameters whose values cannot be what they should be. */
class WrongTypeTest {
  private final MockMvcTester http =
      MockMvcTester.of(
          java.util.List.of(new Api(), new Pages()),
          builder ->
              builder.setControllerAdvice(new ApiProblems(), new PageProblems(texts())).build());

  @Test
  void an_id_that_cannot_be_one_is_not_found() {
    assertThat(http.get().uri("/api/things/zzz"))
        .hasStatus(404)
        .bodyJson()
        .extractingPath("errorId")
        .asString()
        .startsWith("MG-");
  }

  @Test
  void a_parameter_of_the_wrong_type_is_named() {
    assertThat(http.get().uri("/api/things?owner=zzz"))
        .hasStatus(422)
        .bodyJson()
        .extractingPath("errors[0].field")
        .isEqualTo("owner");
  }

  @Test
  void a_page_of_an_id_that_cannot_be_one_is_not_found() {
    assertThat(http.get().uri("/things/zzz")).hasStatus(404).hasViewName("error");
  }

  @RestController
  static class Api {
    @GetMapping("/api/things/{id}")
    String one(@PathVariable UUID id) {
      return id.toString();
    }

    @GetMapping("/api/things")
    String all(@RequestParam UUID owner) {
      return owner.toString();
    }
  }

  @Controller
  static class Pages {
    @GetMapping("/things/{id}")
    String one(@PathVariable UUID id) {
      return id.toString();
    }
  }

  private static PageTexts texts() {
    return new PageTexts(new PageTexts.Source().messageSource());
  }
}
