package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.BERND;
import static com.mailgrant.rehearsal.mail.TestTenant.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.fault.Script;
import com.mailgrant.rehearsal.fault.ScriptedFault;
import com.mailgrant.rehearsal.fault.ScriptedFaults;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedRepliesTest {
  private final TestTenant tenant = new TestTenant();
  private final List<ScriptedFault> all = new ScriptedFaults().all();

  @AfterEach
  void close() {
    tenant.close();
  }

  @Test
  void imap_says_the_scripts_line_to_the_struck_person_only() throws IOException {
    for (var fault : at(Place.IMAP_SIGN_IN)) {
      tenant.faults.switchOn(fault, BERND);
      try (var imap = tenant.imap()) {
        assertThat(imap.last("AUTHENTICATE XOAUTH2 " + token(BERND))).contains(line(fault));
      }
      try (var imap = tenant.imap()) {
        assertThat(imap.last("AUTHENTICATE XOAUTH2 " + token(ANNA))).contains("OK");
      }
      tenant.faults.clear();
    }
  }

  @Test
  void imap_opens_nothing_while_a_script_says_so() throws IOException {
    for (var fault : at(Place.IMAP_OPEN)) {
      try (var imap = tenant.imap()) {
        assertThat(imap.last("AUTHENTICATE XOAUTH2 " + token(ANNA))).contains("OK");
        assertThat(imap.last("NAMESPACE")).contains("OK");
        tenant.faults.switchOn(fault, ANNA);
        if (!line(fault).startsWith("*")) {
          assertThat(imap.last("NAMESPACE")).contains(line(fault));
          tenant.faults.clear();
          assertThat(imap.last("NAMESPACE")).contains("OK");
        }
      }
      tenant.faults.clear();
    }
  }

  @Test
  void smtp_says_the_scripts_line_at_its_place() throws IOException {
    for (var fault : all) {
      if (!fault.place().name().startsWith("SMTP_")) {
        continue;
      }
      tenant.faults.switchOn(fault, ANNA);
      try (var smtp = tenant.smtp()) {
        var signIn = smtp.command("AUTH XOAUTH2 " + token(ANNA));
        var replies =
            fault.place() == Place.SMTP_SIGN_IN
                ? signIn
                : smtp.command("MAIL FROM:<" + ANNA + ">")
                    + smtp.command("RCPT TO:<" + BERND + ">")
                    + (fault.place() == Place.SMTP_MESSAGE
                        ? smtp.command("DATA")
                            + smtp.command("From: " + ANNA + "\r\n\r\nHello\r\n.")
                        : "");
        assertThat(replies).as(fault.kebab()).contains(line(fault));
      }
      tenant.faults.clear();
    }
  }

  private String token(String person) {
    return xoauth2(person, tenant.tokens.issue(person));
  }

  private List<ScriptedFault> at(Place place) {
    return all.stream().filter(fault -> fault.place() == place).toList();
  }

  private static String line(ScriptedFault fault) {
    return ((Script.Line) fault.script()).text();
  }
}
