package com.mailgrant.support;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Report;
import com.mailgrant.platform.Language;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** Setup > Configuration > Email > Support. */
@Controller
@RequestMapping("/setup/configuration/email/support")
class SupportPages {
  private static final int SHOWN = 20;

  private final Diagnoses diagnoses;
  private final Accounts accounts;
  private final SupportBundles bundles;
  private final JsonMapper json;

  SupportPages(Diagnoses diagnoses, Accounts accounts, SupportBundles bundles, JsonMapper json) {
    this.diagnoses = diagnoses;
    this.accounts = accounts;
    this.bundles = bundles;
    this.json = json;
  }

  @GetMapping
  String page(
      @RequestParam(required = false) @Nullable String errorId, Caller caller, Model model) {
    var organization = caller.organization().value();
    if (errorId != null && !errorId.isBlank()) {
      model.addAttribute("typed", errorId);
      var found = diagnoses.find(organization, errorId);
      model.addAttribute("report", found.orElse(null));
      model.addAttribute("account", found.flatMap(report -> account(report, caller)).orElse(null));
    }
    model.addAttribute("newest", diagnoses.newest(organization, SHOWN, Language.ofReader()));
    return "support/support";
  }

  /** A file, not a page: it is meant to be sent on. */
  @GetMapping("/bundle")
  ResponseEntity<byte[]> bundle(Caller caller) {
    var bundle = bundles.make(caller.organization());
    var day = LocalDate.ofInstant(bundle.madeAt(), ZoneOffset.UTC);
    var file =
        ContentDisposition.attachment().filename("mailgrant-support-" + day + ".json").build();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
        .body(
            json.writerWithDefaultPrettyPrinter()
                .writeValueAsString(bundle)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** Reports outlive their accounts. */
  private Optional<MailAccount> account(Report report, Caller caller) {
    return Optional.ofNullable(report.account())
        .map(AccountId::new)
        .flatMap(accounts::find)
        .filter(account -> account.organization().equals(caller.organization()));
  }
}
