/**
 * What an organization settles about itself: its name, and the language in which Mailgrant writes
 * to its people where nobody asked.
 *
 * <ol>
 *   <li>Setup &gt; Configuration &gt; Organization is {@link
 *       com.mailgrant.settings.SettingsPages#page}; programs use {@link
 *       com.mailgrant.settings.SettingsApi}.
 *   <li>{@link com.mailgrant.settings.SettingsRules} says what is wrong with a wish.
 *   <li>{@link com.mailgrant.organization.Organizations} keeps it, and answers whoever writes.
 * </ol>
 */
@NullMarked
package com.mailgrant.settings;

import org.jspecify.annotations.NullMarked;
