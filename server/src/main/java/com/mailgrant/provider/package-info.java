/**
 * The seam to the outside: what differs between mail providers and between their clouds, and
 * nothing else.
 *
 * <ul>
 *   <li>{@link com.mailgrant.provider.MailProvider}: one kind of mail service
 *   <li>{@link com.mailgrant.provider.Cloud}: one set of its endpoints
 *   <li>{@link com.mailgrant.provider.Failure} and {@link com.mailgrant.provider.Evidence}: what a
 *       provider is asked to explain, and what it may draw on
 * </ul>
 *
 * Vendor words stand in the packages below this one and nowhere else. How to add a provider:
 * docs/adding-a-provider.md.
 */
@NullMarked
package com.mailgrant.provider;

import org.jspecify.annotations.NullMarked;
