package com.mailgrant.token;

import com.mailgrant.diagnosis.Concern;
import com.mailgrant.provider.TokenError;

/**
 * What a refusal means for the grant. The OAuth word decides and not a number, which may change
 * (facts 1.5); but what is known to pass by itself never costs a grant, whatever the word.
 */
enum RefreshVerdict {
  /** The grant is dead. */
  GRANT_IS_DEAD,
  /** The app, the request or the authority is at fault; the grant is as good as before. */
  GRANT_IS_KEPT;

  static RefreshVerdict of(TokenError error, Concern concern) {
    if (concern == Concern.SERVICE) {
      return GRANT_IS_KEPT;
    }
    return switch (error.error()) {
      case "invalid_grant", "interaction_required", "consent_required", "login_required" ->
          GRANT_IS_DEAD;
      default -> GRANT_IS_KEPT;
    };
  }
}
