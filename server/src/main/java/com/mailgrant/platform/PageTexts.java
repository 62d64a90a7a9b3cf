package com.mailgrant.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The texts of the pages: one file a package in {@code messages/}, beside each its translations
 * ({@code account.properties}, {@code account_de.properties}). Templates name them as {@code
 * #{account.list.title}}, code asks {@link #of}.
 */
@Component
public class PageTexts {
  /** Without Spring too: what finds something wrong is no bean everywhere. */
  static final MessageSource FILES = Source.files();

  private final MessageSource messages;

  PageTexts(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * A text in the reader's language.
   *
   * @param key begins with the name of the file
   * @param values for the blanks {@code {0}}, {@code {1}} ...
   */
  public String of(String key, Object... values) {
    return in(Language.ofReader(), key, values);
  }

  /** A text in this language, for what is written without a reader's request. */
  public String in(Language language, String key, Object... values) {
    return messages.getMessage(key, values, language.locale());
  }

  /**
   * A text that holds markup, in the reader's language, for {@code th:utext}. The values are
   * escaped here, so that nobody's name becomes markup; numbers stay numbers for plurals.
   *
   * @param key of a text whose own markup is meant
   * @param values null shows as nothing
   */
  public String markup(String key, @Nullable Object... values) {
    var escaped = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      var value = values[i];
      escaped[i] =
          value instanceof Number
              ? value
              : HtmlUtils.htmlEscape(value == null ? "" : value.toString(), UTF_8.name());
    }
    return of(key, escaped);
  }

  /**
   * A name or an address for {@code th:utext} that breaks, where it has to, after @ and full stops
   * and not within words.
   *
   * @param name anything that people typed; it is escaped here
   */
  public String breaking(Object name) {
    return HtmlUtils.htmlEscape(name.toString(), UTF_8.name()).replaceAll("[@.](?=\\S)", "$0<wbr>");
  }

  @Configuration(proxyBeanMethods = false)
  static class Source {
    /** By this name Spring takes it in place of its own. */
    @Bean
    MessageSource messageSource() {
      return FILES;
    }

    private static MessageSource files() {
      var source = new ResourceBundleMessageSource();
      source.setBasenames(names());
      source.setDefaultEncoding(UTF_8.name());
      // English is the original: what the machine speaks is nobody's choice.
      source.setFallbackToSystemLocale(false);
      source.setDefaultLocale(Locale.ENGLISH);
      // Blanks and apostrophes mean the same in every text, whether it has blanks or not.
      source.setAlwaysUseMessageFormat(true);
      return source;
    }

    private static String[] names() {
      try {
        var files =
            new PathMatchingResourcePatternResolver()
                .getResources("classpath:/messages/*.properties");
        return Arrays.stream(files)
            .map(file -> String.valueOf(file.getFilename()).replace(".properties", ""))
            .filter(name -> !name.contains("_"))
            .sorted(Comparator.naturalOrder())
            .map(name -> "messages/" + name)
            .toArray(String[]::new);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
