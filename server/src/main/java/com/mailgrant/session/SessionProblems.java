package com.mailgrant.session;

import com.mailgrant.diagnosis.Diagnoses;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
    var problem = ProblemDetail.forStatus(HttpStatus.BAD_GATEWAY);
    problem.setTitle(diagnosis.title());
    problem.setDetail(diagnosis.cause());
    problem.setProperty("errorId", report.errorId().value());
    problem.setProperty("diagnosis", diagnosis);
    return ResponseEntity.status(HttpStatus.BAD_GATEWAY)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
