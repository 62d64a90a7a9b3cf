package com.mailgrant.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the accounts of an organization are doing, in numbers.
 *
 * @param states how many stand in each state; states in which none stands are left out
 * @param inbound how many have which light for reading
 * @param outbound how many have which light for sending
 * @param withPassword how many sign in with a password
 * @param outages those that last
 * @param warnings the nearest first
 */
record Summary(
    int accounts,
    Map<String, Integer> states,
    Map<String, Integer> inbound,
    Map<String, Integer> outbound,
    int withPassword,
    List<OutageView> outages,
    List<WarningView> warnings) {
  Summary {
    outages = List.copyOf(outages);
    warnings = List.copyOf(warnings);
  }

  /**
   * @param cloud as a person reads it
   * @param code of the diagnosis
   * @param accounts of this organization that are concerned now
   */
  record OutageView(String cloud, String code, String title, Instant since, int accounts) {}

  /**
   * @param subject id of the app registration or account that it is about
   * @param title one line
   */
  record WarningView(
      Warning.Kind kind,
      String subject,
      String title,
      String advice,
      Instant dueAt,
      long daysLeft,
      int accounts) {}
}
