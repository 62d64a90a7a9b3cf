package com.mailgrant.connectiontest;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.connectiontest.Check.Part;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.Missing;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Test Connection on the screen: the page fills while the test runs. */
@Controller
class TestPages {
  private final ConnectionTest test;
  private final TestTable table;
  private final Accounts accounts;

  TestPages(ConnectionTest test, TestTable table, Accounts accounts) {
    this.test = test;
    this.table = table;
    this.accounts = accounts;
  }

  @PostMapping("/setup/configuration/email/mail-accounts/{id}/test")
  String pressed(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String only,
      Caller caller) {
    var account = accounts.get(caller.organization(), id(id));
    var run = test.start(account, parts(only));
    return "redirect:/setup/configuration/email/mail-accounts/" + id + "/test/" + run;
  }

  @GetMapping("/setup/configuration/email/mail-accounts/{id}/test/{run}")
  String page(@PathVariable String id, @PathVariable UUID run, Caller caller, Model model) {
    show(id, run, caller, model);
    return "connectiontest/test";
  }

  /** Asked for again and again by the page until the test has ended. */
  @GetMapping("/setup/configuration/email/mail-accounts/{id}/test/{run}/checks")
  String checks(@PathVariable String id, @PathVariable UUID run, Caller caller, Model model) {
    show(id, run, caller, model);
    return "connectiontest/test :: checks";
  }

  /** What the last test found, for the account's page. */
  @GetMapping("/setup/configuration/email/mail-accounts/{id}/test/latest")
  String latest(@PathVariable String id, Caller caller, Model model) {
    var account = accounts.get(caller.organization(), id(id));
    model.addAttribute("account", account);
    model.addAttribute("latest", table.latest(account.id()).orElse(null));
    return "connectiontest/latest";
  }

  private static Set<Part> parts(@Nullable String only) {
    return Arrays.stream(Check.values())
        .filter(check -> check.apiName().equals(only))
        .findFirst()
        .<Set<Part>>map(check -> EnumSet.of(Part.SIGN_IN, check.part()))
        .orElse(ConnectionTest.EVERYTHING);
  }

  private void show(String id, UUID run, Caller caller, Model model) {
    var account = accounts.get(caller.organization(), id(id));
    var report = table.report(run).orElseThrow(() -> new Missing("wrong.missing.test"));
    model.addAttribute("account", account);
    model.addAttribute("report", report);
    model.addAttribute("open", open(report));
  }

  /** The labels of the checks that have not ended yet. */
  private static List<String> open(TestReport report) {
    return report.status() != null
        ? List.of()
        : Arrays.stream(Check.values())
            .filter(check -> report.checks().stream().noneMatch(line -> line.check() == check))
            .map(check -> check.label(Language.ofReader()))
            .toList();
  }

  private static AccountId id(String id) {
    return AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
  }
}
