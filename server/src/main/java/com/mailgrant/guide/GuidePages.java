package com.mailgrant.guide;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.guide.ReadingTable.Reading;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.provider.MailProviders;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Before you begin (rows R1, R2, R4) and Capabilities (row R3). Looking changes nothing. */
@Controller
@RequestMapping("/setup/configuration/email")
class GuidePages {
  private static final int LONGEST_NAME = 200;

  private final PasswordDates dates;
  private final ReadingTable readings;
  private final Accounts accounts;
  private final AccountServers servers;
  private final MailProviders providers;
  private final Capabilities capabilities;
  private final Clock clock;
  private final PageTexts texts;

  GuidePages(
      PasswordDates dates,
      ReadingTable readings,
      Accounts accounts,
      AccountServers servers,
      MailProviders providers,
      Capabilities capabilities,
      Clock clock,
      PageTexts texts) {
    this.dates = dates;
    this.readings = readings;
    this.accounts = accounts;
    this.servers = servers;
    this.providers = providers;
    this.capabilities = capabilities;
    this.clock = clock;
    this.texts = texts;
  }

  @GetMapping("/before-you-begin")
  String beforeYouBegin(Caller caller, Model model) {
    var table = dates.table();
    model.addAttribute("table", table);
    var users = new LinkedHashMap<String, List<String>>();
    for (var protocol : List.of("imap", "pop3", "smtp")) {
      users.put(protocol, stillWithPassword(caller, protocol));
    }
    model.addAttribute("users", users);
    model.addAttribute("readings", readings.of(caller.organization()));
    model.addAttribute("reader", caller.name());
    return "guide/before-you-begin";
  }

  @PostMapping("/before-you-begin")
  String read(
      @RequestParam(defaultValue = "") String reader, Caller caller, RedirectAttributes flash) {
    var name = reader.strip();
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      flash.addFlashAttribute("readerError", texts.of("guide.name-wanted"));
    } else {
      readings.keep(caller.organization(), new Reading(name, clock.instant()));
      flash.addFlashAttribute("flash", texts.of("guide.noted"));
    }
    return "redirect:/setup/configuration/email/before-you-begin";
  }

  @GetMapping("/capabilities")
  String capabilities(Caller caller, Model model) {
    model.addAttribute("capabilities", capabilities.of(caller.organization()));
    return "guide/capabilities";
  }

  private List<String> stillWithPassword(Caller caller, String protocol) {
    return accounts.of(caller.organization()).stream()
        .filter(account -> !account.useOAuth())
        .filter(account -> server(account, protocol).filter(this::takesNoPassword).isPresent())
        .map(MailAccount::accountName)
        .toList();
  }

  private Optional<ServerAddress> server(MailAccount account, String protocol) {
    return switch (protocol) {
      case "imap" -> servers.imap(account);
      case "pop3" -> servers.pop3(account);
      case "smtp" -> servers.smtp(account);
      default -> Optional.empty();
    };
  }

  private boolean takesNoPassword(ServerAddress server) {
    return providers.all().stream()
        .anyMatch(provider -> provider.passwordsRemoved(server.host()).isPresent());
  }
}
