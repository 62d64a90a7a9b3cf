/** Files that only their owner may read, replaced as a whole or not at all; random texts. */
@NullMarked
package com.mailgrant.rehearsal.platform;

import org.jspecify.annotations.NullMarked;
