package com.mailgrant.platform;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Lets every page offer to write to support. */
@ControllerAdvice(annotations = Controller.class)
class SupportAddress {
  private final MailgrantProperties properties;

  SupportAddress(MailgrantProperties properties) {
    this.properties = properties;
  }

  /** Empty where none is configured: then the person's mail program asks for it. */
  @ModelAttribute("supportEmail")
  String supportEmail() {
    var email = properties.support().email();
    return email == null ? "" : email;
  }
}
