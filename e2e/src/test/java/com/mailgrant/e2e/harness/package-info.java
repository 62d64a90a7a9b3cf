/**
 * Starts programs as processes and drives them: {@link MailgrantProcess} and {@link
 * RehearsalProcess} from their jars, {@link ExternalPostgres} from Debian's package, {@link Api}
 * over HTTP, {@link Browser} with Debian's Chromium. What a test starts here it also closes;
 * nothing outlives the run.
 */
@NullMarked
package com.mailgrant.e2e.harness;

import org.jspecify.annotations.NullMarked;
