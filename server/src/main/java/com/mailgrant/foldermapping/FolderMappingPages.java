package com.mailgrant.foldermapping;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.NoSession;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Default Folder Mappings on the screen. */
@Controller
@RequestMapping("/setup/configuration/email/mail-accounts/{id}/folder-mapping")
class FolderMappingPages {
  private final Accounts accounts;
  private final Folders folders;
  private final FolderMappings mappings;
  private final Diagnoses diagnoses;
  private final PageTexts texts;

  FolderMappingPages(
      Accounts accounts,
      Folders folders,
      FolderMappings mappings,
      Diagnoses diagnoses,
      PageTexts texts) {
    this.accounts = accounts;
    this.folders = folders;
    this.mappings = mappings;
    this.diagnoses = diagnoses;
    this.texts = texts;
  }

  @GetMapping
  String show(@PathVariable String id, Caller caller, Model model) {
    var account = account(id, caller);
    var chosen = new LinkedHashMap<String, String>();
    mappings
        .of(account.id())
        .forEach((role, folder) -> chosen.put(role.apiName(), folder.decoded()));
    return page(account, chosen, List.of(), model);
  }

  /** The same for the Edit page, which opens at once and gets this when the mailbox answers. */
  @GetMapping("/section")
  String section(@PathVariable String id, Caller caller, Model model) {
    show(id, caller, model);
    model.addAttribute("section", true);
    return "foldermapping/mapping :: mapping";
  }

  @PostMapping
  String save(
      @PathVariable String id,
      @RequestParam Map<String, String> values,
      Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    var account = account(id, caller);
    var chosen = new LinkedHashMap<String, String>();
    for (var role : FolderRole.values()) {
      chosen.put(role.apiName(), values.getOrDefault(role.apiName(), ""));
    }
    try {
      mappings.save(account, chosen);
      flash.addFlashAttribute("flash", texts.of("foldermapping.saved"));
      return "redirect:/setup/configuration/email/mail-accounts/" + id;
    } catch (InvalidInput e) {
      response.setStatus(422);
      return page(account, chosen, e.errors(), model);
    } catch (NoSession e) {
      return page(account, chosen, List.of(), model);
    }
  }

  @PostMapping("/folders")
  String create(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String name,
      Caller caller,
      RedirectAttributes flash) {
    var account = account(id, caller);
    try {
      var made = folders.create(account, name);
      flash.addFlashAttribute("flash", texts.of("foldermapping.created", made.name()));
    } catch (InvalidInput e) {
      flash.addFlashAttribute("nameError", e.first());
    } catch (NoSession e) {
      flash.addFlashAttribute(
          "nameError",
          texts.of("foldermapping.not-created", String.valueOf(e.finding().serverSaid())));
    }
    return "redirect:/setup/configuration/email/mail-accounts/" + id + "/folder-mapping";
  }

  private String page(
      MailAccount account,
      Map<String, String> chosen,
      List<InvalidInput.FieldError> errors,
      Model model) {
    model.addAttribute("account", account);
    model.addAttribute("roles", FolderRole.values());
    model.addAttribute("chosen", chosen);
    var byField = new LinkedHashMap<String, String>();
    errors.forEach(error -> byField.put(error.field(), error.message()));
    model.addAttribute("errors", byField);
    try {
      var real = folders.of(account);
      model.addAttribute("folders", real);
      var suggested = new LinkedHashMap<String, MailFolder>();
      Suggestions.in(real).forEach((role, folder) -> suggested.put(role.apiName(), folder));
      model.addAttribute("suggested", suggested);
    } catch (NoSession e) {
      model.addAttribute(
          "report",
          diagnoses.report(
              e.finding(), account.organization().value(), account.id().value(), "folder mapping"));
    }
    return "foldermapping/mapping";
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(),
        AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
  }
}
