package com.mailgrant.access;

/** An API key lacks a scope that a call needs because of what it says, and not for its endpoint. */
public final class ScopeMissing extends RuntimeException {
  private final Scope wanted;

  ScopeMissing(Scope wanted) {
    super("the scope " + wanted.apiName() + " is missing");
    this.wanted = wanted;
  }

  /** What is missing. */
  Scope wanted() {
    return wanted;
  }
}
