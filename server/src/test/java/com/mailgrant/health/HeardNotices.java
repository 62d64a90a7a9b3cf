package com.mailgrant.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Listens as the event log does. */
@Component
class HeardNotices {
  private final List<HealthNotice> heard = new CopyOnWriteArrayList<>();

  @EventListener
  void notice(HealthNotice notice) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a notice was published outside of a transaction");
    }
    heard.add(notice);
  }

  List<HealthNotice> heard() {
    return heard;
  }
}
