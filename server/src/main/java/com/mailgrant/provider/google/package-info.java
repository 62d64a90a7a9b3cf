/** Gmail: endpoints, scopes, folder names and the meaning of its errors (facts/microsoft365 12). */
@NullMarked
package com.mailgrant.provider.google;

import org.jspecify.annotations.NullMarked;
