package com.mailgrant.session;

import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.platform.Problem;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Programs that wanted something from a mailbox hear the diagnosis when it does not open. */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class SessionProblems {
  private final Diagnoses diagnoses;

  SessionProblems(Diagnoses diagnoses) {
    this.diagnoses = diagnoses;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> noSession(NoSession failure) {
    var account = failure.account();
    var report =
        diagnoses.report(
            failure.finding(), account.organization().value(), account.id().value(), "api");
    var diagnosis = report.diagnosis();
    return new Problem(
            HttpStatus.BAD_GATEWAY,
            diagnosis.title(),
            diagnosis.cause(),
            report.errorId(),
            Map.of("diagnosis", diagnosis))
        .answer();
  }
}
