package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.GINA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImapSearchTest {
  private static final TestTenant TENANT = new TestTenant();

  @AfterAll
  static void close() {
    TENANT.close();
  }

  private static String search(String criteria) throws IOException {
    try (var imap = TENANT.imap(ANNA)) {
      // Opened for reading, so that what is recent stays so for the next test.
      imap.ok("EXAMINE INBOX");
      return imap.ok("SEARCH " + criteria).getFirst();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1:3,25                          | * SEARCH 1 2 3 25",
        "UID 24:*                        | * SEARCH 24 25",
        "UNSEEN                          | * SEARCH 20 21 22 23 24 25",
        "SEEN FLAGGED                    | * SEARCH 5 14",
        "ANSWERED NOT 4                  | * SEARCH 11 18",
        "OR 1 (2 RECENT)                 | * SEARCH 1 2",
        "NEW                             | * SEARCH 20 21 22 23 24 25",
        "OLD                             | * SEARCH",
        "SUBJECT 4711                    | * SEARCH 2 3 8 19",
        "SUBJECT \"order 4711\" FROM frida | * SEARCH 19",
        "FROM tanaka                     | * SEARCH 5 14",
        "CC tanaka                       | * SEARCH 12",
        "TO anna@contoso                 | * SEARCH 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25",
        "HEADER Message-ID <ticket-88-2. | * SEARCH 10",
        "HEADER List-Unsubscribe \"\"      | * SEARCH 6",
        "BODY Preisliste                 | * SEARCH 13",
        "TEXT \"mit freundlichen\"         | * SEARCH 3",
        "BODY VCALENDAR                  | * SEARCH 16",
        "SINCE 23-Nov-2026               | * SEARCH 21 22 23 24 25",
        "BEFORE 18-Nov-2026              | * SEARCH 1 2 3",
        "ON 24-Nov-2026                  | * SEARCH 24 25",
        "SENTSINCE 23-Nov-2026           | * SEARCH 21 22 23 24 25",
        "LARGER 1200                     | * SEARCH 7",
        "SMALLER 100 1                   | * SEARCH",
        "CHARSET us-ascii ALL 25         | * SEARCH 25",
      })
  void criteria(String criteria, String found) throws IOException {
    assertThat(search(criteria.strip())).isEqualTo(found.strip());
  }

  @Test
  void by_uid_uids_are_found() throws IOException {
    try (var tenant = new TestTenant();
        var imap = tenant.imap(ANNA)) {
      imap.ok("SELECT INBOX");
      imap.ok("UID MOVE 1 Archive");
      assertThat(imap.ok("SEARCH FROM tanaka").getFirst()).isEqualTo("* SEARCH 4 13");
      assertThat(imap.ok("UID SEARCH FROM tanaka").getFirst()).isEqualTo("* SEARCH 5 14");
    }
  }

  @Test
  void exchange_takes_ascii_only() throws IOException {
    try (var imap = TENANT.imap(ANNA)) {
      imap.ok("EXAMINE INBOX");
      assertThat(imap.last("SEARCH CHARSET UTF-8 SUBJECT x"))
          .isEqualTo("NO [BADCHARSET (US-ASCII)] The specified charset is not supported.");
      assertThat(imap.last("SEARCH SUBJECT {2+}\r\n\u00c3\u00bc"))
          .isEqualTo("BAD Command Argument Error. 11");
    }
  }

  @Test
  void gmail_takes_utf8() throws IOException {
    try (var imap = TENANT.imap(GINA)) {
      imap.ok("EXAMINE INBOX");
      assertThat(imap.ok("SEARCH CHARSET UTF-8 SUBJECT {6+}\r\nR\u00c3\u00bcckf").getFirst())
          .isEqualTo("* SEARCH 3");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KEYWORD x",
        "UNKEYWORD x",
        "RETURN (ALL) UNSEEN",
        "",
        "(SEEN",
        "NOT",
        "OR SEEN",
        "BEFORE yesterday",
        "LARGER many",
        "99",
        "SUBJECT",
        "ALL,"
      })
  void what_is_not_understood_is_an_argument_error(String criteria) throws IOException {
    try (var imap = TENANT.imap(ANNA)) {
      imap.ok("EXAMINE INBOX");
      assertThat(imap.last("SEARCH " + criteria)).isEqualTo("BAD Command Argument Error. 11");
    }
  }

  @Test
  void nesting_has_an_end() throws IOException {
    try (var imap = TENANT.imap(ANNA)) {
      imap.ok("EXAMINE INBOX");
      assertThat(imap.last("SEARCH " + "NOT ".repeat(10_000) + "SEEN"))
          .isEqualTo("BAD Command Argument Error. 11");
    }
  }
}
