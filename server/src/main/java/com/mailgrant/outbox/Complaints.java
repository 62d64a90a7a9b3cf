package com.mailgrant.outbox;

import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a draft, all at once; of very many the first. */
final class Complaints {
  private static final int MOST = 50;

  private final List<FieldError> errors = new ArrayList<>();

  void add(String field, String key, Object... values) {
    if (errors.size() < MOST) {
      errors.add(new FieldError(field, key, values));
    }
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  /**
   * @throws InvalidInput when there are any
   */
  void raise() {
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
  }
}
