/** Access tokens and identity tokens, and the keys behind them. */
@NullMarked
package com.mailgrant.rehearsal.token;

import org.jspecify.annotations.NullMarked;
