package com.mailgrant.migration;

import com.mailgrant.access.DelegateSignIn;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells the pages of the plan whether to leave out what a delegate cannot open. */
@ControllerAdvice(assignableTypes = {PlanPages.class, LinePages.class, ApplicationPages.class})
class ForDelegates {
  @ModelAttribute("delegate")
  boolean delegate() {
    return DelegateSignIn.isAsking();
  }
}
