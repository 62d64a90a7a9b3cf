package com.mailgrant.foldermapping;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.Missing;
import com.mailgrant.session.NoSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Folders and their mapping for programs. */
@RestController
@RequestMapping("/api/v1/accounts/{id}")
class FoldersApi {
  private final Accounts accounts;
  private final Folders folders;
  private final FolderMappings mappings;

  FoldersApi(Accounts accounts, Folders folders, FolderMappings mappings) {
    this.accounts = accounts;
    this.folders = folders;
    this.mappings = mappings;
  }

  @GetMapping("/folders")
  Listing folders(@PathVariable String id, Caller caller) throws NoSession {
    return new Listing(
        folders.of(account(id, caller)).stream()
            .map(folder -> new Line(folder.name(), folder.delimiter(), folder.hint()))
            .toList());
  }

  @GetMapping("/folder-mapping")
  Map<String, String> mapping(@PathVariable String id, Caller caller) {
    var shown = new LinkedHashMap<String, String>();
    mappings
        .of(account(id, caller).id())
        .forEach((role, folder) -> shown.put(role.apiName(), folder.decoded()));
    return shown;
  }

  @PutMapping("/folder-mapping")
  Map<String, String> map(
      @PathVariable String id, @RequestBody Map<String, String> chosen, Caller caller)
      throws NoSession {
    mappings.save(account(id, caller), chosen);
    return mapping(id, caller);
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(), AccountId.parse(id).orElseThrow(() -> new Missing("mail account")));
  }

  /** The folders, as a tree in reading order. */
  record Listing(List<Line> items) {}

  /**
   * @param hint which role it probably plays, and why
   */
  record Line(String name, String delimiter, @Nullable FolderHint hint) {}
}
