/** Companies: everything belongs to one. A new installation has one. */
@NullMarked
package com.mailgrant.organization;

import org.jspecify.annotations.NullMarked;
