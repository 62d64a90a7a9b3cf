package com.mailgrant.event;

import com.mailgrant.account.AccountCreated;
import com.mailgrant.account.AccountDeleted;
import com.mailgrant.account.AccountEdited;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountSignedIn;
import com.mailgrant.account.AccountStateChanged;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.event.EventData.Diagnosed;
import com.mailgrant.platform.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Writes down what becomes of mail accounts. It listens inside the transaction of the change and
 * not after its commit: a process that dies in between would lose the event.
 */
@Component
class AccountHistory {
  private final Events events;
  private final Accounts accounts;
  private final Diagnoses diagnoses;

  AccountHistory(Events events, Accounts accounts, Diagnoses diagnoses) {
    this.events = events;
    this.accounts = accounts;
    this.diagnoses = diagnoses;
  }

  @EventListener
  void created(AccountCreated created) {
    var account = created.account();
    events.publish(EventType.ACCOUNT_CREATED, subject(account), data(account, null));
  }

  @EventListener
  void edited(AccountEdited edited) {
    var account = edited.after();
    events.publish(
        EventType.ACCOUNT_CHANGED,
        subject(account),
        data(account, changed(edited.before(), account)));
  }

  /** After everybody else has told what ends with the account. */
  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void deleted(AccountDeleted deleted) {
    var account = deleted.account();
    events.publish(EventType.ACCOUNT_DELETED, subject(account), data(account, null));
  }

  /** Before others tell what follows from it. */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void stateChanged(AccountStateChanged changed) {
    with(
        changed.account(),
        account ->
            events.publish(
                EventType.ACCOUNT_STATE_CHANGED,
                subject(account),
                new EventData.StateChange(
                    account.accountName(),
                    changed.before().apiName(),
                    changed.after().apiName(),
                    diagnosed(account, changed.errorId()))));
  }

  @EventListener
  void signedIn(AccountSignedIn signedIn) {
    with(
        signedIn.account(),
        account ->
            events.publish(
                EventType.ACCOUNT_SIGNED_IN,
                subject(account),
                new EventData.SignIn(account.accountName(), signedIn.username())));
  }

  private void with(AccountId id, Consumer<MailAccount> then) {
    accounts.find(id).ifPresent(then);
  }

  private @Nullable Diagnosed diagnosed(MailAccount account, @Nullable String errorId) {
    return errorId == null
        ? null
        : diagnoses
            .find(account.organization().value(), errorId, Language.ENGLISH)
            .map(Diagnosed::of)
            .orElse(null);
  }

  private static Subject subject(MailAccount account) {
    return Subject.account(account.organization(), account.id().value());
  }

  private static EventData.Account data(MailAccount account, @Nullable List<String> changed) {
    var mailbox = account.mailboxAddress();
    return new EventData.Account(
        account.accountName(),
        account.type().apiName(),
        account.senderEmail().value(),
        account.username(),
        mailbox == null ? null : mailbox.value(),
        account.useOAuth(),
        account.state().apiName(),
        changed);
  }

  private record Field(String name, Function<MailAccount, @Nullable Object> of) {}

  private static final List<Field> FIELDS =
      List.of(
          new Field("accountName", MailAccount::accountName),
          new Field("senderName", MailAccount::senderName),
          new Field("senderEmail", MailAccount::senderEmail),
          new Field("useOAuth", MailAccount::useOAuth),
          new Field("username", MailAccount::username),
          new Field("mailboxAddress", MailAccount::mailboxAddress),
          new Field("cloud", MailAccount::cloud),
          new Field("imap", MailAccount::imap),
          new Field("pop3", MailAccount::pop3),
          new Field("smtp", MailAccount::smtp),
          new Field("smtp.username", MailAccount::smtpUsername),
          new Field("sentCopy", MailAccount::sentCopy));

  /** Passwords are not compared: who replaces only the password gets an empty list. */
  private static List<String> changed(MailAccount before, MailAccount after) {
    var changed = new ArrayList<String>();
    for (var field : FIELDS) {
      if (!Objects.equals(field.of().apply(before), field.of().apply(after))) {
        changed.add(field.name());
      }
    }
    return changed;
  }
}
