package com.mailgrant.rehearsal.registration;

import java.time.Instant;

/**
 * A secret of an application.
 *
 * @param id what people paste by mistake instead of the value
 * @param value readable, because the control desk shows it: it protects nothing but the rehearsal
 */
public record ClientSecret(String id, String value, Instant endsAt) {}
