/** Mail servers that still take a password. */
@NullMarked
package com.mailgrant.provider.password;

import org.jspecify.annotations.NullMarked;
