package com.mailgrant.account;

import com.mailgrant.access.Caller;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Clouds;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.provider.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Setup > Configuration > Email > Mail Accounts: the list, the form and the page of one account.
 */
@Controller
@RequestMapping("/setup/configuration/email/mail-accounts")
class AccountPages {
  private static final String HOME = "redirect:/setup/configuration/email/mail-accounts";

  private final Accounts accounts;
  private final AccountServers servers;
  private final Clouds clouds;
  private final MailProviders providers;
  private final MailgrantProperties properties;
  private final PageTexts texts;

  AccountPages(
      Accounts accounts,
      AccountServers servers,
      Clouds clouds,
      MailProviders providers,
      MailgrantProperties properties,
      PageTexts texts) {
    this.accounts = accounts;
    this.servers = servers;
    this.clouds = clouds;
    this.providers = providers;
    this.properties = properties;
    this.texts = texts;
  }

  @GetMapping
  String list(Caller caller, Model model) {
    var all = accounts.of(caller.organization());
    model.addAttribute("accounts", all);
    model.addAttribute("passwordsRemoved", all.stream().filter(this::passwordRemoved).toList());
    return "account/list";
  }

  @GetMapping("/new/{type}")
  String blank(
      @PathVariable String type,
      @RequestParam(required = false) @Nullable String copy,
      Caller caller,
      Model model) {
    var chosen = type(type);
    Map<String, String> values = new LinkedHashMap<>();
    if (copy != null) {
      values = AccountForm.values(accounts.get(caller.organization(), id(copy)));
      values.put("accountName", "Copy of " + values.get("accountName"));
    } else {
      values.put("useOAuth", chosen == AccountType.GENERIC ? "" : "on");
      values.put("matchImapCredentials", "on");
    }
    return form(chosen, null, values, List.of(), model);
  }

  @PostMapping("/new/{type}")
  String save(
      @PathVariable String type,
      @RequestParam Map<String, String> values,
      Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    var chosen = type(type);
    try {
      var account = accounts.create(caller.organization(), AccountForm.draft(chosen, values));
      flash.addFlashAttribute("flash", savedSentence(account));
      return HOME + "/" + account.id();
    } catch (InvalidInput e) {
      response.setStatus(422);
      return form(chosen, null, values, e.errors(), model);
    } catch (Refused e) {
      response.setStatus(409);
      model.addAttribute("conflict", true);
      return form(
          chosen,
          null,
          values,
          List.of(new InvalidInput.FieldError("username", e.sentence())),
          model);
    }
  }

  @GetMapping("/{id}")
  String show(@PathVariable String id, Caller caller, Model model) {
    var account = accounts.get(caller.organization(), id(id));
    model.addAttribute("account", account);
    var progress = Progress.of(account);
    model.addAttribute("progress", progress);
    model.addAttribute(
        "next",
        progress.stream()
            .filter(step -> step.mark() == Progress.Mark.NEXT)
            .findFirst()
            .map(step -> step.stage().name())
            .orElse(""));
    model.addAttribute("imap", servers.imap(account).orElse(null));
    model.addAttribute("smtp", servers.smtp(account).orElse(null));
    model.addAttribute("cloud", servers.cloud(account).orElse(null));
    model.addAttribute("sentCopy", servers.sentCopy(account));
    var provider = providers.of(account.type());
    model.addAttribute("screens", provider.signInScreens());
    model.addAttribute(
        "permissions",
        servers.cloud(account).map(provider::permissions).orElse(List.<Permission>of()));
    return "account/account";
  }

  @GetMapping("/{id}/edit")
  String edit(@PathVariable String id, Caller caller, Model model) {
    var account = accounts.get(caller.organization(), id(id));
    return form(account.type(), account, AccountForm.values(account), List.of(), model);
  }

  @PostMapping("/{id}/edit")
  String keep(
      @PathVariable String id,
      @RequestParam Map<String, String> values,
      Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    var before = accounts.get(caller.organization(), id(id));
    try {
      var version = values.get("version");
      accounts.edit(
          caller.organization(),
          before.id(),
          AccountForm.draft(before.type(), values),
          version == null || !version.matches("\\d{1,18}") ? null : Long.valueOf(version));
      flash.addFlashAttribute("flash", texts.of("common.saved"));
      return HOME + "/" + id;
    } catch (InvalidInput e) {
      response.setStatus(422);
      return form(before.type(), before, values, e.errors(), model);
    } catch (Refused e) {
      response.setStatus(409);
      model.addAttribute("conflict", true);
      return form(
          before.type(),
          before,
          values,
          List.of(new InvalidInput.FieldError("username", e.sentence())),
          model);
    }
  }

  /** Create Copy in the Actions menu: of the one account that is ticked. */
  @GetMapping("/copy")
  String copySelected(
      @RequestParam(required = false) @Nullable List<String> account,
      Caller caller,
      RedirectAttributes flash) {
    if (account == null || account.size() != 1) {
      flash.addFlashAttribute("flashProblem", texts.of("account.tick-one"));
      return HOME;
    }
    var original = accounts.get(caller.organization(), id(account.getFirst()));
    return HOME + "/new/" + original.type().apiName() + "?copy=" + original.id();
  }

  /** Delete in the Actions menu: asks for all accounts that are ticked. */
  @GetMapping("/delete")
  String askBeforeDelete(
      @RequestParam(required = false) @Nullable List<String> account,
      Caller caller,
      Model model,
      RedirectAttributes flash) {
    if (account == null || account.isEmpty()) {
      flash.addFlashAttribute("flashProblem", texts.of("account.tick-some"));
      return HOME;
    }
    var chosen = chosen(account, caller);
    model.addAttribute("accounts", chosen);
    model.addAttribute("ids", chosen.stream().map(each -> each.id().toString()).toList());
    return "account/delete";
  }

  @PostMapping("/delete")
  String delete(@RequestParam List<String> account, Caller caller, RedirectAttributes flash) {
    var chosen = chosen(account, caller);
    chosen.forEach(each -> accounts.delete(caller.organization(), each.id()));
    flash.addFlashAttribute(
        "flash",
        texts.of(
            "account.deleted",
            chosen.stream()
                .map(each -> texts.of("account.quoted", each.accountName()))
                .collect(Collectors.joining(", "))));
    return HOME;
  }

  private List<MailAccount> chosen(List<String> ids, Caller caller) {
    return ids.stream().map(each -> accounts.get(caller.organization(), id(each))).toList();
  }

  private String form(
      AccountType type,
      @Nullable MailAccount account,
      Map<String, String> values,
      List<InvalidInput.FieldError> errors,
      Model model) {
    model.addAttribute(
        "heading",
        account == null
            ? texts.of("account.new." + type.apiName())
            : texts.of("account.edit", account.accountName()));
    model.addAttribute("type", type);
    model.addAttribute("account", account);
    model.addAttribute("values", values);
    model.addAttribute("errors", AccountForm.byField(errors));
    model.addAttribute("clouds", clouds.serving(type));
    model.addAttribute("usualCloud", type == AccountType.GENERIC ? null : clouds.usual(type));
    model.addAttribute("redirectUri", properties.redirectUri());
    return "account/form";
  }

  private String savedSentence(MailAccount account) {
    return account.useOAuth() ? texts.of("account.saved-login") : texts.of("account.saved-test");
  }

  private boolean passwordRemoved(MailAccount account) {
    var host = servers.imap(account).or(() -> servers.smtp(account));
    return !account.useOAuth()
        && host.isPresent()
        && providers.all().stream()
            .anyMatch(provider -> provider.passwordsRemoved(host.get().host()).isPresent());
  }

  private static AccountType type(String type) {
    return AccountType.named(type)
        .orElseThrow(() -> new Missing("wrong.missing.type-of-mail-account"));
  }

  private static AccountId id(String id) {
    return AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
  }
}
