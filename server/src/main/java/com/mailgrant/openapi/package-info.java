/**
 * The description of the HTTP API as OpenAPI, at {@code /api/v1/openapi.json} and in {@code
 * docs/openapi.json}. springdoc reads controllers and their comments; {@link
 * com.mailgrant.openapi.Described} adds what holds for every call: keys and scopes, problems,
 * limits; {@link com.mailgrant.openapi.Examples} adds a body or an answer to look at.
 */
@NullMarked
package com.mailgrant.openapi;

import org.jspecify.annotations.NullMarked;
