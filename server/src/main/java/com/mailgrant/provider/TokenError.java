package com.mailgrant.provider;

import com.mailgrant.diagnosis.ProviderTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal by an authority: RFC 6749 4.1.2.1 at the redirect, 5.2 at the token endpoint, with what
 * some add to it (facts/microsoft365 1.5).
 *
 * @param error the protocol's word; decisions hang on it
 * @param description the authority's sentence, bounded; explanations may draw on it
 * @param suberror a finer word of some authorities
 * @param codes numbers in the answer, outermost first
 * @param status of the HTTP answer; 0 where it came through the browser
 * @param trace for the authority's support
 */
public record TokenError(
    String error,
    String description,
    @Nullable String suberror,
    List<Integer> codes,
    int status,
    ProviderTrace trace) {
  public TokenError {
    codes = List.copyOf(codes);
  }
}
