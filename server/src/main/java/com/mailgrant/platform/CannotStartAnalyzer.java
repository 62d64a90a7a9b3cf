package com.mailgrant.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why Mailgrant cannot start in one sentence instead of a stack trace. */
class CannotStartAnalyzer extends AbstractFailureAnalyzer<EmbeddedPostgres.CannotStart> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedPostgres.CannotStart cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
  }
}
