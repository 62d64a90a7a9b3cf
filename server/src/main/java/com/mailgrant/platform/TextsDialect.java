package com.mailgrant.platform;

import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;

/**
 * Gives templates {@link PageTexts} by the name {@code #texts}: where unescaped text is written,
 * Thymeleaf allows no bean by its own name.
 */
@Component
class TextsDialect extends AbstractDialect implements IExpressionObjectDialect {
  private static final String NAME = "texts";

  private final PageTexts texts;

  TextsDialect(PageTexts texts) {
    super("Mailgrant's texts");
    this.texts = texts;
  }

  @Override
  public IExpressionObjectFactory getExpressionObjectFactory() {
    return new IExpressionObjectFactory() {
      @Override
      public Set<String> getAllExpressionObjectNames() {
        return Set.of(NAME);
      }

      @Override
      public Object buildObject(IExpressionContext context, String name) {
        return texts;
      }

      @Override
      public boolean isCacheable(String name) {
        return true;
      }
    };
  }
}
