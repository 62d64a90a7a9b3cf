package com.mailgrant.inbox;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.foldermapping.Folders;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Refused;
import com.mailgrant.session.NoSession;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The mailbox of an account: lists, messages, and what is done with them. */
@Controller
@RequestMapping("/setup/configuration/email/mail-accounts/{id}/inbox")
class InboxPages {
  private static final int LINES = 25;

  private final Reading reading;
  private final Filing filing;
  private final Folders folders;
  private final Accounts accounts;
  private final Diagnoses diagnoses;
  private final PageTexts texts;

  InboxPages(
      Reading reading,
      Filing filing,
      Folders folders,
      Accounts accounts,
      Diagnoses diagnoses,
      PageTexts texts) {
    this.reading = reading;
    this.filing = filing;
    this.folders = folders;
    this.accounts = accounts;
    this.diagnoses = diagnoses;
    this.texts = texts;
  }

  @GetMapping
  String list(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String folder,
      @RequestParam(defaultValue = "") String correspondent,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      Model model) {
    var account = account(id, caller);
    model.addAttribute("account", account);
    model.addAttribute("folder", folder);
    model.addAttribute("correspondent", correspondent);
    model.addAttribute("q", q);
    model.addAttribute("later", cursor != null);
    try {
      model.addAttribute("folders", folders.of(account));
      var page = reading.list(account, new MessageQuery(folder, correspondent, q, cursor, LINES));
      model.addAttribute("messages", page.items());
      model.addAttribute("filteredHere", page.search() != null);
      model.addAttribute("absent", page.absent() == null ? null : String.join(", ", page.absent()));
      if (page.next() != null) {
        model.addAttribute(
            "older",
            UriComponentsBuilder.fromPath(path(account))
                .queryParam("folder", "{folder}")
                .queryParam("correspondent", "{correspondent}")
                .queryParam("q", "{q}")
                .queryParam("cursor", page.next())
                .encode()
                .buildAndExpand(folder, correspondent, q)
                .toUriString());
      }
    } catch (InvalidInput e) {
      model.addAttribute("wrong", e.first());
    } catch (NoSession e) {
      report(account, e, model);
    }
    return "inbox/list";
  }

  @GetMapping("/{mail}")
  String message(
      @PathVariable String id,
      @PathVariable String mail,
      @RequestParam(defaultValue = "false") boolean remote,
      Caller caller,
      Model model) {
    var account = account(id, caller);
    model.addAttribute("account", account);
    model.addAttribute("remote", remote);
    try {
      var message = reading.read(account, mail);
      model.addAttribute("message", message);
      model.addAttribute("folders", folders.of(account));
      model.addAttribute("here", Reading.ref(mail).folder().decoded());
    } catch (NoSession e) {
      report(account, e, model);
    }
    return "inbox/message";
  }

  @GetMapping("/{mail}/thread")
  String thread(@PathVariable String id, @PathVariable String mail, Caller caller, Model model) {
    var account = account(id, caller);
    model.addAttribute("account", account);
    model.addAttribute("mail", mail);
    try {
      model.addAttribute("messages", reading.thread(account, mail).items());
    } catch (NoSession e) {
      report(account, e, model);
    }
    return "inbox/thread";
  }

  /** For the frame on the page: another origin than ours, without scripts. */
  @GetMapping(path = "/{mail}/body", produces = MediaType.TEXT_HTML_VALUE)
  void body(
      @PathVariable String id,
      @PathVariable String mail,
      @RequestParam(defaultValue = "false") boolean remote,
      Caller caller,
      HttpServletResponse response)
      throws IOException {
    try (var source = reading.fetch(account(id, caller), mail)) {
      Bodies.html(source, remote, response);
    } catch (NoSession e) {
      // The page around the frame shows what is the matter.
      response.sendError(502);
    }
  }

  @GetMapping(
      path = "/{mail}/attachments/{number}",
      produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  void attachment(
      @PathVariable String id,
      @PathVariable String mail,
      @PathVariable int number,
      Caller caller,
      HttpServletResponse response)
      throws IOException {
    try (var source = reading.fetch(account(id, caller), mail)) {
      Bodies.attachment(
          MimeReader.attachment(source, number)
              .orElseThrow(() -> new Missing("wrong.missing.attachment")),
          response);
    } catch (NoSession e) {
      response.sendError(502);
    }
  }

  @PostMapping("/{mail}/flags")
  String mark(
      @PathVariable String id,
      @PathVariable String mail,
      @RequestParam String flag,
      @RequestParam boolean set,
      Caller caller,
      RedirectAttributes flash) {
    var flags = new LinkedHashMap<String, Boolean>();
    switch (flag) {
      case "seen" -> flags.put("\\Seen", set);
      case "flagged" -> flags.put("\\Flagged", set);
      default -> throw new Missing("wrong.missing.flag");
    }
    var account = account(id, caller);
    return filed(
        account,
        mail,
        flash,
        () -> {
          filing.mark(account, mail, flags);
          return new Filed(texts.of("inbox.marked"), mail);
        });
  }

  @PostMapping("/{mail}/move")
  String move(
      @PathVariable String id,
      @PathVariable String mail,
      @RequestParam(defaultValue = "") String folder,
      Caller caller,
      RedirectAttributes flash) {
    var account = account(id, caller);
    return filed(
        account,
        mail,
        flash,
        () -> {
          var moved = filing.move(account, mail, folder);
          return new Filed(texts.of("inbox.moved", moved.folder()), null);
        });
  }

  @PostMapping("/{mail}/delete")
  String delete(
      @PathVariable String id,
      @PathVariable String mail,
      @RequestParam(defaultValue = "false") boolean permanent,
      Caller caller,
      RedirectAttributes flash) {
    var account = account(id, caller);
    return filed(
        account,
        mail,
        flash,
        () -> {
          if (permanent) {
            filing.removeForGood(account, mail);
            return new Filed(texts.of("inbox.removed"), null);
          }
          return new Filed(texts.of("inbox.moved", filing.throwAway(account, mail).folder()), null);
        });
  }

  /** Back to the message where it still is and after what went wrong, else to its folder. */
  private String filed(MailAccount account, String mail, RedirectAttributes flash, Deed deed) {
    var message = path(account) + "/" + Reading.ref(mail);
    try {
      var filed = deed.done();
      flash.addFlashAttribute("flash", filed.words());
      flash.addAttribute("folder", Reading.ref(mail).folder().decoded());
      return "redirect:" + (filed.stays() == null ? path(account) : message);
    } catch (NoSession e) {
      var report =
          diagnoses.report(
              e.finding(), account.organization().value(), account.id().value(), "inbox");
      flash.addFlashAttribute(
          "trouble", report.diagnosis().title() + " (" + report.errorId().value() + ")");
    } catch (Refused e) {
      flash.addFlashAttribute("trouble", e.sentence().forReader());
    } catch (InvalidInput e) {
      flash.addFlashAttribute("trouble", e.first());
    }
    return "redirect:" + message;
  }

  private void report(MailAccount account, NoSession failure, Model model) {
    model.addAttribute(
        "report",
        diagnoses.report(
            failure.finding(), account.organization().value(), account.id().value(), "inbox"));
  }

  private static String path(MailAccount account) {
    return "/setup/configuration/email/mail-accounts/" + account.id() + "/inbox";
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(),
        AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
  }

  /**
   * @param stays the message's id where it did not leave its folder
   */
  private record Filed(String words, @Nullable String stays) {}

  @FunctionalInterface
  private interface Deed {
    Filed done() throws NoSession;
  }
}
