/**
 * Microsoft 365 and Outlook.com: endpoints, scopes, folder names and the meaning of their errors
 * (facts/microsoft365).
 */
@NullMarked
package com.mailgrant.provider.microsoft;

import org.jspecify.annotations.NullMarked;
