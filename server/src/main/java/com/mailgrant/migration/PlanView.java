package com.mailgrant.migration;

import com.mailgrant.migration.Losses.Loss;
import com.mailgrant.provider.AccountType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the plan as programs see it.
 *
 * @param account id of the mail account; left out where there is none
 * @param conversion left out where none was begun
 * @param invitation the newest one; never its link
 */
record PlanView(
    String id,
    @Nullable String account,
    String accountName,
    AccountType type,
    String senderName,
    String senderEmail,
    String username,
    String mailboxAddress,
    String imap,
    String pop3,
    String smtp,
    String folderMapping,
    String owner,
    String ownerEmail,
    String usedBy,
    Decision decision,
    @Nullable LocalDate due,
    String note,
    Stage stage,
    boolean done,
    String waitsFor,
    boolean signsInWithPassword,
    int held,
    int queued,
    List<Loss> losses,
    @Nullable ConversionView conversion,
    @Nullable InvitationView invitation,
    @Nullable PlanTrouble trouble,
    @Nullable Instant accountDeletedAt,
    long version) {

  /**
   * @param username who signs in for what the account is to become
   */
  record ConversionView(
      AccountType type,
      @Nullable String cloud,
      String username,
      Instant begunAt,
      @Nullable Instant provedAt,
      @Nullable Instant switchedAt,
      @Nullable Instant rollbackUntil) {}

  record InvitationView(
      @Nullable String sentTo,
      String invitedBy,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant openedAt,
      @Nullable Instant usedAt,
      @Nullable Instant revokedAt,
      int reminders) {}

  static PlanView of(PlanLine line) {
    var entry = line.entry();
    var planned = entry.planned();
    var notes = entry.notes();
    var account = entry.account();
    var conversion = line.conversion();
    var invitation = line.invitation();
    return new PlanView(
        entry.id().toString(),
        account == null ? null : account.toString(),
        planned.accountName(),
        planned.type(),
        planned.senderName(),
        planned.senderEmail(),
        planned.username(),
        planned.mailboxAddress(),
        planned.imap(),
        planned.pop3(),
        planned.smtp(),
        planned.folderMapping(),
        notes.ownerName(),
        notes.ownerEmail(),
        notes.usedBy(),
        notes.decision(),
        notes.due(),
        notes.note(),
        line.stage(),
        line.done(),
        line.waitsFor(),
        line.withPassword(),
        line.waiting().held(),
        line.waiting().queued(),
        line.losses(),
        conversion == null
            ? null
            : new ConversionView(
                conversion.converted().type(),
                conversion.converted().cloud(),
                conversion.converted().username(),
                conversion.begunAt(),
                conversion.provedAt(),
                conversion.switchedAt(),
                conversion.rollbackUntil()),
        invitation == null
            ? null
            : new InvitationView(
                invitation.sentTo(),
                invitation.invitedBy(),
                invitation.createdAt(),
                invitation.expiresAt(),
                invitation.openedAt(),
                invitation.usedAt(),
                invitation.revokedAt(),
                invitation.reminders()),
        entry.trouble(),
        entry.accountDeletedAt(),
        entry.version());
  }
}
