package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.converter.HttpMessageNotWritableException;

@ExtendWith(OutputCaptureExtension.class)
class ApiProblemsTest {
  private final ApiProblems problems = new ApiProblems();

  @Test
  void a_caller_who_has_hung_up_is_no_failure_of_ours(CapturedOutput log) {
    var gone =
        new HttpMessageNotWritableException(
            "Could not write JSON", new ClientAbortException(new IOException("Broken pipe")));
    assertThat(problems.anythingElse(gone)).isNull();
    assertThat(log).doesNotContain("Unexpected failure");
  }

  @Test
  void a_connection_of_ours_that_breaks_unexpectedly_is_one(CapturedOutput log) {
    var broken = new IllegalStateException(new IOException("Broken pipe"));
    var answer = Objects.requireNonNull(problems.anythingElse(broken));
    assertThat(answer.getStatusCode().value()).isEqualTo(500);
    assertThat(log).contains("Unexpected failure").contains("Broken pipe");
  }
}
