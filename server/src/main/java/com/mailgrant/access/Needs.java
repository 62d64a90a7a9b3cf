package com.mailgrant.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which scope an API key must have for this endpoint. One that names none is open to {@link
 * Scope#ADMIN} alone, and fails the build.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
  /** The scope. */
  Scope value();

  /** Whether a key that was made for a delegate of the migration plan does not open it. */
  boolean closedToDelegates() default false;
}
