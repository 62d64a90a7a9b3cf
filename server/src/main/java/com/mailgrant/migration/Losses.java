package com.mailgrant.migration;

import com.mailgrant.guide.PasswordDates;
import com.mailgrant.provider.MailProviders;
import java.util.List;
import org.springframework.stereotype.Component;

/** What an account with a password stands to lose, and when: dated data (row R2). */
@Component
class Losses {
  private final PasswordDates dates;
  private final MailProviders providers;

  Losses(PasswordDates dates, MailProviders providers) {
    this.dates = dates;
    this.providers = providers;
  }

  /**
   * One protocol that takes its password no more, or soon.
   *
   * @param when in words, as the provider announced it
   */
  record Loss(String protocol, String state, String when) {}

  /** Asks the table of dates once, for many accounts. */
  Known known() {
    return new Known(dates.table(), providers);
  }

  /** The table as it was read. */
  record Known(PasswordDates.Table table, MailProviders providers) {
    /** For an account that signs in with a password. */
    List<Loss> of(PlannedAccount account) {
      return of(account.imap(), account.pop3(), account.smtp());
    }

    /** Whether an account at these servers loses anything. */
    boolean any(String imap, String pop3, String smtp) {
      return !of(imap, pop3, smtp).isEmpty();
    }

    private List<Loss> of(String imap, String pop3, String smtp) {
      return table.protocols().stream()
          .filter(protocol ->
              switch (protocol.uses()) {
                case "imap" -> removed(imap);
                case "pop3" -> removed(pop3);
                case "smtp" -> removed(smtp);
                default -> false;
              })
          .map(protocol -> new Loss(protocol.name(), protocol.state(), protocol.when()))
          .toList();
    }

    private boolean removed(String server) {
      var host = ServerText.host(server);
      return !host.isEmpty()
          && providers.all().stream()
              .anyMatch(provider -> provider.passwordsRemoved(host).isPresent());
    }
  }
}
