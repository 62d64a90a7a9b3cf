package com.mailgrant.event;

import com.mailgrant.organization.OrganizationId;

/** There is something new in the log; said on every node, after the commit. */
public record LogGrew(OrganizationId organization) {}
