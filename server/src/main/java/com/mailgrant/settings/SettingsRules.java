package com.mailgrant.settings;

import com.mailgrant.organization.Organization;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what somebody entered into settings, or says at each field what is wrong with it. */
final class SettingsRules {
  private static final int LONGEST_NAME = 200;

  private SettingsRules() {}

  /**
   * @param language tag; nothing or empty for that of the installation
   * @throws InvalidInput with every field that is wrong
   */
  static Organization check(OrganizationId id, @Nullable String name, @Nullable String language) {
    var errors = new ArrayList<FieldError>();
    var called = name == null ? "" : name.strip();
    if (called.isEmpty()
        || called.length() > LONGEST_NAME
        || called.chars().anyMatch(Character::isISOControl)) {
      errors.add(new FieldError("name", "wrong.settings.name", LONGEST_NAME));
    }
    var tag = language == null ? "" : language.strip();
    var chosen = Language.tagged(tag);
    if (!tag.isEmpty() && chosen.isEmpty()) {
      errors.add(
          new FieldError(
              "language",
              "wrong.settings.language",
              Arrays.stream(Language.values())
                  .map(Language::tag)
                  .collect(Collectors.joining(", "))));
    }
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
    return new Organization(id, called, chosen.orElse(null));
  }
}
