package com.mailgrant.foldermapping;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.mail.FolderName;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.NoSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What was chosen under Default Folder Mappings. */
@Service
public class FolderMappings {
  private final JdbcClient jdbc;
  private final Folders folders;
  private final Accounts accounts;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  FolderMappings(
      JdbcClient jdbc,
      Folders folders,
      Accounts accounts,
      TransactionTemplate transaction,
      ApplicationEventPublisher events) {
    this.events = events;
    this.jdbc = jdbc;
    this.folders = folders;
    this.accounts = accounts;
    this.transaction = transaction;
  }

  /** The folder of each mapped role. */
  public Map<FolderRole, FolderName> of(AccountId account) {
    var mapping = new EnumMap<FolderRole, FolderName>(FolderRole.class);
    jdbc.sql("select role, folder from folder_mapping where account_id = ?")
        .param(account.value())
        .query((row, _) -> Map.entry(row.getString("role"), row.getString("folder")))
        .list()
        .forEach(entry ->
            FolderRole.named(entry.getKey())
                .ifPresent(role -> mapping.put(role, new FolderName(entry.getValue()))));
    return mapping;
  }

  /** The same for many accounts; those without a mapping are left out. */
  public Map<AccountId, Map<FolderRole, FolderName>> of(Collection<AccountId> some) {
    var mappings = new HashMap<AccountId, Map<FolderRole, FolderName>>();
    jdbc.sql("select account_id, role, folder from folder_mapping where account_id = any(?)")
        .param(some.stream().map(AccountId::value).toArray(UUID[]::new))
        .query(row -> {
          var account = new AccountId(row.getObject("account_id", UUID.class));
          var folder = new FolderName(row.getString("folder"));
          FolderRole.named(row.getString("role"))
              .ifPresent(role ->
                  mappings
                      .computeIfAbsent(account, _ -> new EnumMap<>(FolderRole.class))
                      .put(role, folder));
        });
    return mappings;
  }

  /** The folder that plays this role; Inbox is INBOX unless somebody chose otherwise. */
  public Optional<FolderName> folder(AccountId account, FolderRole role) {
    return Optional.ofNullable(of(account).get(role))
        .or(() -> role == FolderRole.INBOX ? Optional.of(FolderName.INBOX) : Optional.empty());
  }

  /**
   * Checks the choice against the server and keeps it.
   *
   * @param chosen readable folder names by role; a role that is left out or empty is not mapped
   * @throws InvalidInput when a folder does not exist there, or plays two roles
   */
  void save(MailAccount account, Map<String, String> chosen) throws NoSession {
    save(account, chosen, null);
  }

  /**
   * The same, if nobody changed the mapping meanwhile.
   *
   * @param ifMatch {@link #version} that the caller has seen, in quotes; null or {@code *}: any
   */
  void save(MailAccount account, Map<String, String> chosen, @Nullable String ifMatch)
      throws NoSession {
    refuseOther(account.id(), ifMatch);
    var real = folders.of(account);
    var errors = new ArrayList<FieldError>();
    var mapping = new EnumMap<FolderRole, FolderName>(FolderRole.class);
    chosen.forEach((roleName, folderName) -> {
      var role = FolderRole.named(roleName);
      if (role.isEmpty()) {
        errors.add(new FieldError(shown(roleName), "wrong.folder.role"));
      } else if (folderName != null && !folderName.isBlank()) {
        check(role.get(), folderName, real, mapping, errors);
      }
    });
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
    transaction.executeWithoutResult(_ -> {
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 80))")
          .param(account.id().toString())
          .query((_, _) -> true)
          .single();
      refuseOther(account.id(), ifMatch);
      keep(account.id(), mapping);
    });
  }

  /** Another one for each mapping, the same for the same. */
  static String version(Map<FolderRole, FolderName> mapping) {
    var text = new StringBuilder();
    new TreeMap<>(mapping)
        .forEach((role, folder) ->
            text.append(role.apiName()).append('=').append(folder.raw()).append('\n'));
    return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void refuseOther(AccountId account, @Nullable String ifMatch) {
    if (ifMatch != null
        && !ifMatch.equals("*")
        && !ifMatch.replace("W/", "").replace("\"", "").strip().equals(version(of(account)))) {
      throw new Refused(Refused.Reason.STALE_VERSION, "wrong.folder.stale");
    }
  }

  private static void check(
      FolderRole role,
      String folderName,
      List<MailFolder> real,
      Map<FolderRole, FolderName> mapping,
      List<FieldError> errors) {
    var folder = real.stream().filter(candidate -> candidate.name().equals(folderName)).findFirst();
    if (folder.isEmpty()) {
      errors.add(new FieldError(role.apiName(), "wrong.folder.none", shown(folderName)));
      return;
    }
    mapping.entrySet().stream()
        .filter(entry -> entry.getValue().equals(folder.get().raw()))
        .findFirst()
        .ifPresent(other ->
            errors.add(
                new FieldError(role.apiName(), "wrong.folder.taken", other.getKey().label())));
    mapping.put(role, folder.get().raw());
  }

  private void keep(AccountId account, Map<FolderRole, FolderName> mapping) {
    jdbc.sql("delete from folder_mapping where account_id = ?").param(account.value()).update();
    mapping.forEach((role, folder) ->
        jdbc.sql("insert into folder_mapping (account_id, role, folder) values (?, ?, ?)")
            .params(account.value(), role.apiName(), folder.raw())
            .update());
    if (!mapping.isEmpty()) {
      accounts.step(account, AccountStep.FOLDERS_MAPPED);
    }
    events.publishEvent(new FoldersMapped(account));
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
