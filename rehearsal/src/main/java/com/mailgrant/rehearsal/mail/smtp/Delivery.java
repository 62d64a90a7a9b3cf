package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mailbox.Mailboxes;
import com.mailgrant.rehearsal.mime.MailDates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts messages into the recipients' mailboxes and tells the sender what could not be. */
final class Delivery {
  /** Where the correspondents of the seed mail live. */
  private static final String OUTSIDE = "fabrikam.example";

  private final Tenant tenant;
  private final Set<String> ownDomains;

  Delivery(Tenant tenant) {
    this.tenant = tenant;
    this.ownDomains =
        tenant.directory().people().stream()
            .map(person -> domain(person.userPrincipalName()))
            .collect(Collectors.toSet());
  }

  void deliver(Dispatch dispatch) {
    var copy =
        Letter.read(dispatch.octets())
            .with(
                "Received",
                "from [127.0.0.1] by "
                    + dispatch.manner().host()
                    + " with ESMTPSA; "
                    + MailDates.write(dispatch.submitted()))
            .with("Return-Path", "<" + dispatch.sender() + ">")
            .octets();
    var failed = new ArrayList<Report.Recipient>();
    var arrived = new ArrayList<Report.Recipient>();
    for (var recipient : dispatch.recipients()) {
      var outcome = tenant.mailboxes().deliver(recipient.address(), copy);
      if (outcome == Mailboxes.Delivery.DELIVERED) {
        if (recipient.reportsSuccess()) {
          arrived.add(new Report.Recipient(recipient.address(), "2.1.5", "250 2.1.5 OK"));
        }
      } else if (recipient.reportsFailure()) {
        failed.add(failure(recipient.address(), outcome));
      }
    }
    report(dispatch, failed, Report.Kind.FAILED);
    report(dispatch, arrived, Report.Kind.DELIVERED);
  }

  private void report(Dispatch dispatch, List<Report.Recipient> recipients, Report.Kind kind) {
    // A report about a report would go to and fro for ever (RFC 3464 2).
    if (!recipients.isEmpty() && !dispatch.sender().isEmpty()) {
      var report = new Report(kind, dispatch, recipients, tenant.now()).octets();
      tenant.mailboxes().deliver(dispatch.sender(), report);
    }
  }

  private Report.Recipient failure(String address, Mailboxes.Delivery outcome) {
    var domain = domain(address);
    if (outcome == Mailboxes.Delivery.FULL) {
      return new Report.Recipient(
          address, "5.2.2", "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceeded");
    }
    if (ownDomains.contains(domain)) {
      return new Report.Recipient(
          address,
          "5.1.10",
          "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient "
              + address
              + " not found by SMTP address lookup");
    }
    return domain.equals(OUTSIDE)
        ? new Report.Recipient(address, "5.1.1", "550 5.1.1 <" + address + ">: user unknown")
        // The rehearsal sends nothing to the world outside.
        : new Report.Recipient(
            address, "5.4.310", "550 5.4.310 DNS domain " + domain + " does not exist");
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }
}
