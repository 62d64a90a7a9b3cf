package com.mailgrant.foldermapping;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.Missing;
import com.mailgrant.session.NoSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
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

  /** The real folders that can hold mail, with the role that each probably plays. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/folders")
  Listing folders(@PathVariable String id, Caller caller) throws NoSession {
    return new Listing(folders.of(account(id, caller)).stream().map(Line::of).toList());
  }

  /** Makes a folder and subscribes to it. */
  @Needs(Scope.ACCOUNTS_WRITE)
  @PostMapping("/folders")
  ResponseEntity<Line> create(@PathVariable String id, @RequestBody NewFolder folder, Caller caller)
      throws NoSession {
    var name = folder.name() == null ? "" : folder.name();
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(Line.of(folders.create(account(id, caller), name)));
  }

  /** The chosen folder of each role; a role that is not mapped is left out. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/folder-mapping")
  ResponseEntity<Map<String, String>> mapping(@PathVariable String id, Caller caller) {
    return answer(account(id, caller));
  }

  private ResponseEntity<Map<String, String>> answer(MailAccount account) {
    var mapping = mappings.of(account.id());
    var shown = new LinkedHashMap<String, String>();
    mapping.forEach((role, folder) -> shown.put(role.apiName(), folder.decoded()));
    return ResponseEntity.ok().eTag(FolderMappings.version(mapping)).body(shown);
  }

  /** Replaces the whole mapping, after a look at the server. */
  @Needs(Scope.ACCOUNTS_WRITE)
  @PutMapping("/folder-mapping")
  ResponseEntity<Map<String, String>> map(
      @PathVariable String id,
      @RequestBody Map<String, String> chosen,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller caller)
      throws NoSession {
    var account = account(id, caller);
    mappings.save(account, chosen, ifMatch);
    return answer(account);
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(),
        AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
  }

  /** The folders, as a tree in reading order. */
  record Listing(List<Line> items) {}

  /**
   * @param hint which role it probably plays, and why
   */
  record Line(String name, String delimiter, @Nullable FolderHint hint) {
    static Line of(MailFolder folder) {
      return new Line(folder.name(), folder.delimiter(), folder.hint());
    }
  }

  /**
   * @param name as people read it, with its parents
   */
  record NewFolder(@Nullable String name) {}
}
