package com.mailgrant.openapi;

import io.swagger.v3.core.jackson.TypeNameResolver;
import org.jspecify.annotations.Nullable;

/** {@code EventsPage} for {@code EventsApi.Page}. */
final class TypeNames extends TypeNameResolver {
  @Override
  protected String getNameOfClass(@Nullable Class<?> type) {
    if (type == null) {
      return "Object";
    }
    var outer = type.getEnclosingClass();
    return outer == null
        ? type.getSimpleName()
        : getNameOfClass(outer).replaceFirst("Api$", "") + type.getSimpleName();
  }
}
