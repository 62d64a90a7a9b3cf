/**
 * Mailgrant: owns the mail accounts of a business application. The map of the packages is in
 * ARCHITECTURE.md.
 */
@NullMarked
package com.mailgrant;

import org.jspecify.annotations.NullMarked;
