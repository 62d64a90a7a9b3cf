/**
 * What the tests of all packages share: a real PostgreSQL, a clock that tests set, an authority and
 * mail servers on loopback that do what a test says, and nodes of Mailgrant without their web side.
 */
@NullMarked
package com.mailgrant.testing;

import org.jspecify.annotations.NullMarked;
