package com.mailgrant.outbox;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What came back about a message, for programs. */
@RestController
class DeliveryReportsApi {
  private final Outbox outbox;
  private final DeliveryReports reports;

  DeliveryReportsApi(Outbox outbox, DeliveryReports reports) {
    this.outbox = outbox;
    this.reports = reports;
  }

  /** What came back of a message: delivery reports. */
  @Needs(Scope.OUTBOX_READ)
  @GetMapping("/api/v1/outbox/{id}/reports")
  Listing list(@PathVariable UUID id, Caller caller) {
    return new Listing(reports.of(outbox.get(caller.organization(), id).id()));
  }

  /** In the order of arrival. */
  record Listing(List<DeliveryReport> items) {}
}
