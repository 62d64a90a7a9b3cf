package com.mailgrant.desk;

import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.desk.ConsentAnswer.Verdict;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * An administrator's browser comes back from the consent page (facts/microsoft365 8). Success needs
 * both {@code admin_consent=True} and no {@code error}; everything in the address may be forged, so
 * it moves accounts no further than to "press Login again".
 */
@Controller
class AdministratorReturn {
  private static final int LONGEST_WORDS = 500;
  private static final Pattern TENANT_ID = Pattern.compile("[0-9a-fA-F-]{36}");

  private final ConsentDesk desk;
  private final ConsentStates states;
  private final Accounts accounts;
  private final AppRegistrations registrations;
  private final Clock clock;

  AdministratorReturn(
      ConsentDesk desk,
      ConsentStates states,
      Accounts accounts,
      AppRegistrations registrations,
      Clock clock) {
    this.desk = desk;
    this.states = states;
    this.accounts = accounts;
    this.registrations = registrations;
    this.clock = clock;
  }

  /** The redirect URI leads here when the return is an administrator's. */
  @GetMapping("/oauth2/administrator")
  String returned(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(name = "admin_consent", required = false) @Nullable String adminConsent,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(name = "error_description", required = false) @Nullable String description,
      Model model,
      HttpServletResponse response) {
    var asked = state == null ? null : states.read(state).orElse(null);
    var account = asked == null ? null : accounts.find(asked.account()).orElse(null);
    if (asked == null || account == null) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      model.addAttribute("outcome", "stray");
      return "desk/returned";
    }
    if (foreign(account, tenant)) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      model.addAttribute("outcome", "foreign");
      model.addAttribute("tenant", tenant);
      return "desk/returned";
    }
    boolean approved = error == null && "true".equalsIgnoreCase(adminConsent);
    var words = error == null ? null : bounded(description == null ? error : description);
    var moved =
        desk.answered(
            account,
            new ConsentAnswer(
                approved ? Verdict.APPROVED : Verdict.REFUSED,
                tenant == null ? null : bounded(tenant),
                asked.approver().isEmpty() ? null : asked.approver(),
                words,
                clock.instant()));
    model.addAttribute("outcome", approved ? "approved" : "refused");
    model.addAttribute("words", words);
    model.addAttribute("moved", moved.stream().map(MailAccount::accountName).toList());
    model.addAttribute("accountId", account.id());
    return "desk/returned";
  }

  /** A registration that names its tenant by id takes no consent from another one. */
  private boolean foreign(MailAccount account, @Nullable String tenant) {
    if (tenant == null || account.cloud() == null) {
      return false;
    }
    return registrations
        .forCloud(account.organization(), account.cloud())
        .map(registration -> registration.tenant())
        .filter(wanted -> TENANT_ID.matcher(wanted).matches())
        .filter(wanted -> !wanted.equalsIgnoreCase(tenant))
        .isPresent();
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS);
  }
}
