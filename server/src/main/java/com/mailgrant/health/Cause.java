package com.mailgrant.health;

import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Actor;
import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.provider.Failure;
import java.util.Optional;
import java.util.Set;

/**
 * What a failure comes from, so that accounts which suffer from the same thing are told of
 * together.
 *
 * @param key the same for all accounts with the same cause
 * @param passing nobody who has to do with the account can mend it: network, servers, the
 *     provider's load
 */
record Cause(String key, boolean passing) {
  /**
   * @param tenantWide codes of the diagnoses that one switch of the tenant cures
   * @param grantDead the account's own sign-in has ended
   */
  static Cause of(
      MailAccount account,
      Failure failure,
      Diagnosis diagnosis,
      Set<String> tenantWide,
      boolean grantDead) {
    return switch (failure) {
      case Failure.NoAnswer noAnswer -> new Cause("authority:" + noAnswer.host(), true);
      case Failure.TokenRefused _ when !grantDead ->
          new Cause(
              "app:" + account.cloud() + ":" + diagnosis.code(), diagnosis.actor() == Actor.NOBODY);
      case Failure.Mail(var mail) -> ofMail(account, mail, diagnosis, tenantWide);
      case Failure.TokenRefused _,
          Failure.SignInRefused _,
          Failure.CodeRefused _,
          Failure.Lacking _,
          Failure.WrongPerson _,
          Failure.WrongToken _ ->
          own(account, diagnosis, false);
    };
  }

  private static Cause ofMail(
      MailAccount account, MailFailure failure, Diagnosis diagnosis, Set<String> tenantWide) {
    var passing = passing(failure, diagnosis);
    if (tenantWide.contains(diagnosis.code())) {
      return new Cause("tenant:" + account.cloud() + ":" + diagnosis.code(), passing);
    }
    return server(failure)
        .map(server -> new Cause("server:" + server.host() + ":" + server.port(), passing))
        .orElseGet(() -> own(account, diagnosis, passing));
  }

  private static boolean passing(MailFailure failure, Diagnosis diagnosis) {
    return switch (failure) {
      case MailFailure.Unreachable unreachable ->
          unreachable.why() != MailFailure.Why.FORBIDDEN_ADDRESS;
      case MailFailure.Ended _, MailFailure.Garbled _ -> true;
      case MailFailure.Rejected _, MailFailure.TlsMissing _ -> diagnosis.actor() == Actor.NOBODY;
      case MailFailure.NotOffered _ -> false;
    };
  }

  private static Optional<ServerAddress> server(MailFailure failure) {
    return switch (failure) {
      case MailFailure.Unreachable unreachable -> Optional.of(unreachable.server());
      case MailFailure.TlsMissing missing -> Optional.of(missing.server());
      case MailFailure.NotOffered _,
          MailFailure.Garbled _,
          MailFailure.Rejected _,
          MailFailure.Ended _ ->
          Optional.empty();
    };
  }

  /** What passes keeps one name, whatever words the server has for it from one try to the next. */
  private static Cause own(MailAccount account, Diagnosis diagnosis, boolean passing) {
    return new Cause(
        "account:" + account.id() + ":" + (passing ? "passing" : diagnosis.code()), passing);
  }
}
