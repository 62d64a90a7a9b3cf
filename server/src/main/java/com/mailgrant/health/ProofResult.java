package com.mailgrant.health;

import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.provider.Failure;
import java.time.Duration;

/** What one proof showed. */
record ProofResult(Side inbound, Side outbound, Duration took) {
  /** Both directions, as far as the account has them. */
  boolean worked() {
    return !(inbound instanceof Side.Failed) && !(outbound instanceof Side.Failed);
  }

  /** One direction. */
  sealed interface Side {
    /** Signed in. */
    record Worked() implements Side {}

    /** The account has no server for it. */
    record NotTried() implements Side {}

    /** Not signed in. */
    record Failed(Finding finding, Diagnosis diagnosis, Failure failure) implements Side {}
  }
}
