package com.mailgrant.appregistration;

/**
 * A registration was replaced, in the same transaction; what failed because of the old one deserves
 * a new try.
 */
public record AppRegistrationEdited(AppRegistration registration) {}
