package com.mailgrant.guide;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.guide.Capabilities.Capability;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Capabilities for programs. */
@RestController
class CapabilitiesApi {
  private final Capabilities capabilities;

  CapabilitiesApi(Capabilities capabilities) {
    this.capabilities = capabilities;
  }

  record Answer(List<Capability> items) {}

  /** What each kind of account can do. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/api/v1/capabilities")
  Answer capabilities(Caller caller) {
    return new Answer(capabilities.of(caller.organization()));
  }
}
