package com.mailgrant.connectiontest;

import com.mailgrant.platform.SupportPart;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** For the support bundle: what the last test of each account found. */
@Component
class LatestTests implements SupportPart {
  private final TestTable table;

  LatestTests(TestTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "latestTests";
  }

  @Override
  public Object of(UUID organization) {
    return table.latestOf(organization);
  }
}
