package com.mailgrant.rehearsal.company;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The company for people. */
@Controller
class CompanyPage {
  private static final String PATH = "/company";
  private static final String BACK = "redirect:" + PATH;

  private final Company company;
  private final PasswordAccounts accounts;

  CompanyPage(Company company, PasswordAccounts accounts) {
    this.company = company;
    this.accounts = accounts;
  }

  @GetMapping(PATH)
  ModelAndView show() {
    return page(null);
  }

  @PostMapping(PATH + "/accounts")
  String setUp(@RequestParam("mailgrant") String mailgrant, @RequestParam("key") String key) {
    accounts.begin(mailgrant, key);
    return BACK;
  }

  @PostMapping(PATH + "/faults")
  String spread(@RequestParam("on") boolean on) {
    if (on) {
      company.switchSpreadOn();
    } else {
      company.switchSpreadOff();
    }
    return BACK;
  }

  @PostMapping(PATH + "/passwords")
  String passwords(@RequestParam("taken") boolean taken) {
    company.takePasswords(taken);
    return BACK;
  }

  @ExceptionHandler
  ModelAndView invalid(IllegalArgumentException invalid) {
    var page = page(invalid.getMessage());
    page.setStatus(HttpStatus.BAD_REQUEST);
    return page;
  }

  private ModelAndView page(@Nullable String problem) {
    return new ModelAndView("company/company")
        .addObject("problem", problem)
        .addObject("people", company.people())
        .addObject("taken", company.passwordsTaken())
        .addObject("spread", company.spread())
        .addObject("on", company.spreadIsOn())
        .addObject("address", accounts.usualAddress())
        .addObject("progress", accounts.progress());
  }
}
