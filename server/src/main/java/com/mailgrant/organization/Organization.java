package com.mailgrant.organization;

import com.mailgrant.platform.Language;
import org.jspecify.annotations.Nullable;

/**
 * A company whose accounts live here.
 *
 * @param language in which its people are written to where nobody asked; null: as the installation
 */
public record Organization(OrganizationId id, String name, @Nullable Language language) {}
