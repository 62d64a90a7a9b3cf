package com.mailgrant.rehearsal.company;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The company for programs. */
@RestController
@RequestMapping("/api/company")
class CompanyApi {
  private final Company company;
  private final PasswordAccounts accounts;

  CompanyApi(Company company, PasswordAccounts accounts) {
    this.company = company;
    this.accounts = accounts;
  }

  record State(
      int people,
      boolean passwordsTaken,
      boolean faultsOn,
      List<Company.Trouble> spread,
      PasswordAccounts.Progress accounts) {}

  @GetMapping
  State state() {
    return new State(
        company.people().size(),
        company.passwordsTaken(),
        company.spreadIsOn(),
        company.spread(),
        accounts.progress());
  }

  @GetMapping("/plan.csv")
  ResponseEntity<byte[]> plan() {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"company.csv\"")
        .body(company.plan().getBytes(StandardCharsets.UTF_8));
  }

  @PutMapping("/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void spreadFaults() {
    company.switchSpreadOn();
  }

  @DeleteMapping("/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void mendFaults() {
    company.switchSpreadOff();
  }

  /**
   * @param mailgrant its address on this machine
   * @param apiKey with the scope {@code accounts:write}
   */
  record Wish(@Nullable String mailgrant, @Nullable String apiKey) {}

  @PostMapping("/accounts")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void setUp(@RequestBody Wish wish) {
    var mailgrant = wish.mailgrant();
    var key = wish.apiKey();
    accounts.begin(mailgrant == null ? accounts.usualAddress() : mailgrant, key == null ? "" : key);
  }

  @ExceptionHandler
  ProblemDetail invalid(IllegalArgumentException invalid) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, invalid.getMessage());
  }
}
