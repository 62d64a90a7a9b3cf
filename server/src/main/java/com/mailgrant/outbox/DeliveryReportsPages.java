package com.mailgrant.outbox;

import com.mailgrant.access.Caller;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What came back about a message, as a part of the message's page. */
@Controller
class DeliveryReportsPages {
  private final Outbox outbox;
  private final DeliveryReports reports;

  DeliveryReportsPages(Outbox outbox, DeliveryReports reports) {
    this.outbox = outbox;
    this.reports = reports;
  }

  @GetMapping("/setup/configuration/email/outbox/{id}/reports")
  String section(@PathVariable UUID id, Caller caller, Model model) {
    model.addAttribute("reports", reports.of(outbox.get(caller.organization(), id).id()));
    return "outbox/reports";
  }
}
