package com.mailgrant.sharing;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.sharing.Access.Share;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Setup > Configuration > Email > Access: Use Integrated Email, the fallback, and who may what. */
@Controller
@RequestMapping("/setup/configuration/email/access")
class SharingPages {
  private static final String BACK = "redirect:/setup/configuration/email/access";

  private final Sharing sharing;
  private final Accounts accounts;
  private final PageTexts texts;
  private final int accountsPerUser;

  SharingPages(
      Sharing sharing, Accounts accounts, PageTexts texts, MailgrantProperties properties) {
    this.sharing = sharing;
    this.accounts = accounts;
    this.texts = texts;
    this.accountsPerUser = properties.outbox().accountsPerUser();
  }

  /** One account with those who may use it. */
  public record Shown(MailAccount account, Access access) {}

  @GetMapping
  String page(Caller caller, Model model) {
    var policy = sharing.policy(caller.organization());
    var fallback = policy.fallback();
    var all = accounts.of(caller.organization());
    model.addAttribute("on", policy.useIntegratedEmail());
    model.addAttribute("fallback", fallback == null ? "" : fallback.toString());
    model.addAttribute(
        "offForUsers", String.join("\n", policy.offForUsers().stream().sorted().toList()));
    model.addAttribute("limit", accountsPerUser);
    model.addAttribute("rights", Right.values());
    model.addAttribute("accounts", all);
    model.addAttribute("shown", all.stream().map(it -> new Shown(it, sharing.access(it))).toList());
    return "sharing/access";
  }

  @PostMapping("/policy")
  String policy(
      @RequestParam(defaultValue = "false") boolean on,
      @RequestParam(defaultValue = "") String fallback,
      @RequestParam(defaultValue = "") String offForUsers,
      Caller caller,
      RedirectAttributes flash) {
    var users = new ArrayList<String>();
    offForUsers.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(users::add);
    return changed(
        flash,
        () ->
            sharing.change(
                caller.organization(),
                before ->
                    new EmailPolicy(
                        on,
                        AccountId.parse(fallback).orElse(null),
                        Set.copyOf(users),
                        before.offForAccounts())));
  }

  @PostMapping("/{id}/users")
  String share(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String user,
      @RequestParam(required = false) @Nullable List<String> rights,
      Caller caller,
      RedirectAttributes flash) {
    return changed(
        flash,
        () -> {
          var given = EnumSet.noneOf(Right.class);
          for (var right : rights == null ? List.<String>of() : rights) {
            given.add(Right.parse("rights", right));
          }
          change(
              id,
              caller,
              shares -> {
                var after = without(shares, user);
                after.add(new Share(user, given));
                return after;
              });
        });
  }

  @PostMapping("/{id}/users/remove")
  String unshare(
      @PathVariable String id, @RequestParam String user, Caller caller, RedirectAttributes flash) {
    return changed(flash, () -> change(id, caller, shares -> without(shares, user)));
  }

  @PostMapping("/{id}/senders")
  String senders(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String senders,
      Caller caller,
      RedirectAttributes flash) {
    return changed(
        flash,
        () -> {
          var account = account(id, caller);
          var named = senders.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
          sharing.change(account, before -> new Access(before.users(), named));
        });
  }

  private void change(String id, Caller caller, UnaryOperator<List<Share>> change) {
    sharing.change(
        account(id, caller), before -> new Access(change.apply(before.users()), before.senders()));
  }

  private static List<Share> without(List<Share> shares, String user) {
    var others = new ArrayList<Share>();
    shares.stream().filter(share -> !share.user().equals(user.strip())).forEach(others::add);
    return others;
  }

  private String changed(RedirectAttributes flash, Runnable change) {
    try {
      change.run();
      flash.addFlashAttribute("flash", texts.of("sharing.saved"));
    } catch (InvalidInput e) {
      flash.addFlashAttribute("problem", e.first());
    }
    return BACK;
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(),
        AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
  }
}
