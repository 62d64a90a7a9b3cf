package com.mailgrant.rehearsal.company;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.RehearsalTest;
import com.mailgrant.rehearsal.fault.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "rehearsal.company-size=25")
class CompanyTest extends RehearsalTest {
  @Autowired private Company company;

  @Test
  void the_list_has_a_line_for_every_person() {
    var list = browser().open("/api/company/plan.csv").html();
    assertThat(list.lines()).hasSize(26);
    assertThat(list)
        .startsWith("Account name,")
        .contains(
            "Worker 025,Worker 025,worker025@contoso.example,worker025@contoso.example,Worker 025,worker025@contoso.example,change\r\n");
  }

  @Test
  void every_fourth_person_gets_stuck_until_all_is_mended() {
    var browser = browser();
    browser.post("/company/faults", Map.of("on", "true"));
    assertThat(company.spread())
        .extracting(Company.Trouble::person)
        .containsExactly(
            "worker004@contoso.example",
            "worker008@contoso.example",
            "worker012@contoso.example",
            "worker016@contoso.example",
            "worker020@contoso.example",
            "worker024@contoso.example");
    assertThat(company.spread()).extracting(Company.Trouble::fault).doesNotHaveDuplicates();
    assertThat(faults.strikes(Fault.CONSENT_REFUSED_TO_USERS, "worker008@contoso.example"))
        .isTrue();
    assertThat(faults.strikes(Fault.CONSENT_REFUSED_TO_USERS, ANNA)).isFalse();
    assertThat(browser.open("/company").html()).contains("Mend all of them", "worker024");
    faults.switchOn(Fault.WRONG_AUDIENCE, ANNA);
    browser.post("/company/faults", Map.of("on", "false"));
    assertThat(faults.all()).as("another fault stays").containsOnlyKeys(Fault.WRONG_AUDIENCE);
  }

  @Test
  void passwords_end_and_begin_again() {
    var browser = browser();
    browser.post("/company/passwords", Map.of("taken", "false"));
    assertThat(company.passwordsTaken()).isFalse();
    assertThat(browser.open("/company").html()).contains("no longer take");
    browser.post("/company/passwords", Map.of("taken", "true"));
    assertThat(company.passwordsTaken()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://mail.example.com, mg_key, on this machine",
    "nonsense, mg_key, on this machine",
    "http://localhost:8080, '', API key",
    "http://localhost:8080, 'two words', API key",
  })
  void what_cannot_begin_says_so(String mailgrant, String key, String words) {
    var answer = browser().post("/company/accounts", Map.of("mailgrant", mailgrant, "key", key));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.html()).contains(words);
  }

  @Test
  void the_control_desk_does_not_offer_each_of_them_at_each_fault() {
    var html = browser().open("/").html();
    assertThat(html).contains("Worker 001 to 25");
    assertThat(html.split("worker025@contoso.example", -1))
        .as("at the switch by name, and where a password is reset")
        .hasSizeLessThan(8);
  }
}
