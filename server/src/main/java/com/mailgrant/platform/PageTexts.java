package com.mailgrant.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The texts of the pages: one file a package in {@code messages/}, beside each its translations
 * ({@code account.properties}, {@code account_de.properties}). Templates name them as {@code
 * #{account.list.title}}, code asks {@link #of}.
 */
@Component
public class PageTexts {
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
    return messages.getMessage(key, values, Language.ofReader().locale());
  }

  @Configuration(proxyBeanMethods = false)
  static class Source {
    /** By this name Spring takes it in place of its own. */
    @Bean
    MessageSource messageSource() {
      var source = new ResourceBundleMessageSource();
      source.setBasenames(names());
      source.setDefaultEncoding(StandardCharsets.UTF_8.name());
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
