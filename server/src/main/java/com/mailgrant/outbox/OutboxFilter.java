package com.mailgrant.outbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which messages are meant; null: all. */
record OutboxFilter(@Nullable UUID account, @Nullable OutboxState state) {
  static final OutboxFilter ALL = new OutboxFilter(null, null);
}
