package com.mailgrant.platform;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396) and the version that it is meant for (RFC 9110 13.1.1). */
public final class MergePatch {
  private MergePatch() {}

  /** What is left out of the patch stays, null removes. */
  public static void apply(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(field -> {
          if (field.getValue().isNull()) {
            target.remove(field.getKey());
          } else if (field.getValue() instanceof ObjectNode nested
              && target.get(field.getKey()) instanceof ObjectNode inside) {
            apply(inside, nested);
          } else {
            target.set(field.getKey(), field.getValue());
          }
        });
  }

  /**
   * The version that If-Match names; null when any will do.
   *
   * @param what for example {@code account}
   */
  public static @Nullable Long version(@Nullable String ifMatch, String what) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    try {
      return Long.valueOf(ifMatch.replace("W/", "").replace("\"", "").strip());
    } catch (NumberFormatException e) {
      throw new InvalidInput("If-Match", "wrong.api.etag", what);
    }
  }
}
