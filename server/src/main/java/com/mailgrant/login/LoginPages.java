package com.mailgrant.login;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.login.LoginResult.NotSignedIn;
import com.mailgrant.login.LoginResult.SignedIn;
import com.mailgrant.platform.Missing;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.provider.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** The Login button and the pages that a person meets on the way back. */
@Controller
class LoginPages {
  private final Login login;
  private final LoginTable table;
  private final Accounts accounts;
  private final AccountServers servers;
  private final MailProviders providers;
  private final Diagnoses diagnoses;
  private final JsonMapper json;

  LoginPages(
      Login login,
      LoginTable table,
      Accounts accounts,
      AccountServers servers,
      MailProviders providers,
      Diagnoses diagnoses,
      JsonMapper json) {
    this.login = login;
    this.table = table;
    this.accounts = accounts;
    this.servers = servers;
    this.providers = providers;
    this.diagnoses = diagnoses;
    this.json = json;
  }

  /**
   * A page that leads on to the provider. It is no redirect, because browsers hold a form's target
   * against every stop of the chain (Content-Security-Policy, form-action), and ours allows only
   * ourselves.
   */
  @PostMapping("/setup/configuration/email/mail-accounts/{id}/login")
  String loginPressed(@PathVariable String id, Caller caller, Model model) {
    var account =
        accounts.get(
            caller.organization(),
            AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
    var started = login.start(account);
    model.addAttribute("account", started.account());
    model.addAttribute("authorizationUrl", started.authorizationUrl().toString());
    model.addAttribute("host", started.authorizationUrl().getHost());
    model.addAttribute("screens", providers.of(started.account().type()).signInScreens());
    return "login/leaving";
  }

  /** The redirect URI of every flow. The code leaves the address bar at once. */
  @GetMapping("/oauth2/callback")
  String browserReturned(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(name = "error_description", required = false) @Nullable String description,
      @RequestParam(name = "admin_consent", required = false) @Nullable String adminConsent,
      @RequestParam(required = false) @Nullable String tenant) {
    if (adminConsent != null || (tenant != null && code == null)) {
      return "forward:/oauth2/administrator";
    }
    var back = BrowserReturn.of(state, code, error, description);
    boolean guest = login.isForGuest(back);
    var result = login.finish(back);
    var id = UUID.randomUUID();
    table.keepResult(id, json.writeValueAsString(Kept.of(result, guest)));
    return "redirect:/oauth2/result/" + id;
  }

  /** How the sign-in ended. The address is a long random name and lasts a day. */
  @GetMapping("/oauth2/result/{id}")
  String result(@PathVariable UUID id, Model model, HttpServletResponse response) {
    var kept =
        table
            .result(id)
            .map(text -> json.readValue(text, Kept.class))
            .orElseThrow(() -> new Missing("wrong.missing.sign-in"));
    switch (kept.result()) {
      case SignedIn signedIn -> {
        model.addAttribute("signedIn", signedIn);
        var words = words(signedIn);
        model.addAttribute("words", words);
        // In the order in which they were asked for.
        model.addAttribute(
            "granted",
            Stream.concat(words.keySet().stream(), signedIn.granted().stream())
                .distinct()
                .filter(signedIn.granted()::contains)
                .toList());
      }
      case NotSignedIn not -> {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        model.addAttribute("failed", not);
        diagnoses
            .find(not.organization(), not.errorId())
            .ifPresent(report -> model.addAttribute("report", report));
      }
    }
    model.addAttribute("guest", Boolean.TRUE.equals(kept.guest()));
    model.addAttribute("accountId", kept.result().accountId());
    return "login/result";
  }

  /** The permissions of the account's provider by their technical names. */
  private Map<String, Permission> words(SignedIn signedIn) {
    var words = new LinkedHashMap<String, Permission>();
    AccountId.parse(signedIn.accountId())
        .flatMap(accounts::find)
        .ifPresent(account ->
            servers
                .cloud(account)
                .map(providers.of(account.type())::permissions)
                .orElse(List.of())
                .forEach(permission -> words.put(permission.scope(), permission)));
    return words;
  }

  /** A result as it is stored: one of the two is there. */
  record Kept(
      @Nullable SignedIn signedIn, @Nullable NotSignedIn notSignedIn, @Nullable Boolean guest) {
    static Kept of(LoginResult result, boolean guest) {
      return switch (result) {
        case SignedIn signedIn -> new Kept(signedIn, null, guest);
        case NotSignedIn not -> new Kept(null, not, guest);
      };
    }

    LoginResult result() {
      if (signedIn != null) {
        return signedIn;
      }
      if (notSignedIn != null) {
        return notSignedIn;
      }
      throw new IllegalStateException("a stored sign-in result without a result");
    }
  }
}
