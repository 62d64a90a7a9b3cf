/**
 * Stories of the whole product: Mailgrant runs as a process of its own, started from its jar, and
 * is driven as its users drive it, by browser and by HTTP. Tools for that are in {@code harness},
 * the servers that are not Mailgrant's in {@code lab}.
 */
@NullMarked
package com.mailgrant.e2e;

import org.jspecify.annotations.NullMarked;
