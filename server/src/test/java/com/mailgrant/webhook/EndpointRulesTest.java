package com.mailgrant.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.OpenNode;
import com.mailgrant.testing.SettableClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointRulesTest {
  private final Installation installation = Installation.start();
  private final EndpointRules rules = installation.node().get(EndpointRules.class);

  @AfterAll
  void stop() {
    installation.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/x",
        "https://2130706433/x",
        "https://0.0.0.0/x",
        "https://10.1.2.3:8443/x",
        "https://172.16.0.1/x",
        "https://192.168.1.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/x",
        "https://[::1]/x",
        "https://[::]/x",
        "https://[fd00::1]/x",
        "https://[fe80::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://[64:ff9b::7f00:1]/x",
        "https://[2002:7f00:1::]/x"
      })
  void addresses_in_private_networks_are_refused(String url) {
    assertThat(errors(draft(url)))
        .singleElement()
        .satisfies(error -> {
          assertThat(error.field()).isEqualTo("url");
          assertThat(error.message()).contains("private network");
        });
  }

  @Test
  void a_host_that_the_operator_declared_for_mail_is_no_exception() {
    assertThat(installation.authority().address().getHost()).isEqualTo("localhost");
    assertThat(errors(draft("https://localhost/x")))
        .singleElement()
        .extracting(FieldError::message)
        .asString()
        .contains("private network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "erp.example.com/x",
        "http://93.184.216.34/x",
        "ftp://93.184.216.34/x",
        "file:///etc/passwd",
        "https:///x",
        "https://127.1/x",
        "https://anna:secret@93.184.216.34/x",
        "https://93.184.216.34/x#here",
        "https://93.184.216.34:0/x",
        "https://93.184.216.34:70000/x",
        "https://exa mple.com/x",
        "https://93.184.216.34/x\r\nX-Evil: 1",
        "https://bücher_.example/x"
      })
  void what_is_no_plain_https_address_is_refused(String url) {
    assertThat(errors(draft(url))).extracting(FieldError::field).containsExactly("url");
  }

  @Test
  void a_public_address_is_taken_as_it_is_typed() {
    var checked = rules.check(draft(" https://93.184.216.34:8443/events?tenant=7 "));
    assertThat(checked.url()).hasToString("https://93.184.216.34:8443/events?tenant=7");
    assertThat(checked.filter().types()).isEmpty();
  }

  @Test
  void plain_http_is_for_installations_that_allow_private_hosts(@TempDir Path folder) {
    try (var node = OpenNode.start(installation.database(), new SettableClock(), folder)) {
      var open = node.get(EndpointRules.class);
      assertThat(open.check(draft("http://127.0.0.1:8080/x")).url().getHost())
          .isEqualTo("127.0.0.1");
    }
  }

  @Test
  void every_wrong_field_is_named_at_once() {
    var draft =
        new EndpointDraft(
            "https://10.0.0.1/", "two\nlines", List.of("message.sended"), List.of("Sales"));
    assertThat(errors(draft))
        .extracting(FieldError::field)
        .containsExactly("url", "description", "types", "accounts");
  }

  @Test
  void types_may_be_named_in_groups() {
    var draft =
        new EndpointDraft(
            "https://93.184.216.34/", null, List.of("message.*", "account.deleted"), null);
    assertThat(rules.check(draft).filter().types())
        .containsExactlyInAnyOrder("message.*", "account.deleted");
  }

  private static EndpointDraft draft(@Nullable String url) {
    return new EndpointDraft(url, null, null, null);
  }

  private List<FieldError> errors(EndpointDraft draft) {
    var thrown = new ArrayList<FieldError>();
    assertThatThrownBy(() -> rules.check(draft))
        .asInstanceOf(type(InvalidInput.class))
        .satisfies(invalid -> thrown.addAll(invalid.errors()));
    return thrown;
  }
}
