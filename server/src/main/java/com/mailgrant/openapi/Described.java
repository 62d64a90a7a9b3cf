package com.mailgrant.openapi;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.annotation.Annotation;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** What holds for every call. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class Described {
  private static final String KEY = "apiKey";
  private static final String ONE_ACCOUNT = "/api/v1/accounts/{id}";
  private static final String USER = "onBehalfOf";

  static {
    // Made by the server from key or session; nobody sends one.
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
  }

  /** Of nested types there are many with the same name: {@code Page}. */
  @Bean
  ModelResolver modelResolver(ObjectMapperProvider provider) {
    return new ModelResolver(provider.jsonMapper(), new TypeNames());
  }

  @Bean
  OpenAPI document() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Mailgrant")
                .version("1")
                .description(
                    "Mail accounts of a business application: sign-in, sending, reading, events."
                        + " What holds for every call stands in docs/api.md.")
                .license(new License().name("See LICENSE")))
        .servers(List.of(new Server().url("/").description("where this document came from")))
        .components(
            new Components()
                .addSecuritySchemes(
                    KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                            "An API key from Setup > Configuration > API keys. Each call names the"
                                + " scope that the key needs."))
                .addSchemas(Problems.NAME, Problems.schema())
                .addSchemas(Problems.FIELD, Problems.fieldSchema()));
  }

  /** Scope, problems and rate limits of one call. */
  @Bean
  GlobalOperationCustomizer calls() {
    return (operation, method) -> {
      var needs = method.getMethodAnnotation(Needs.class);
      var scope = needs == null ? Scope.ADMIN : needs.value();
      operation.setSecurity(
          List.of(new SecurityRequirement().addList(KEY, List.of(scope.apiName()))));
      operation.addExtension("x-scope", scope.apiName());
      var words = operation.getDescription();
      var needed = "Needs the scope `" + scope.apiName() + "`.";
      operation.setDescription(words == null ? needed : words.strip() + "\n\n" + needed);
      operation.setOperationId(operationId(method));
      var responses = operation.getResponses();
      if (responses == null) {
        responses = new ApiResponses();
        operation.setResponses(responses);
      }
      problems(responses, operation, method);
      return operation;
    };
  }

  /** Headers that come with every answer, and examples. */
  @Bean
  GlobalOpenApiCustomizer whole() {
    return document -> {
      Comments.clean(document);
      document
          .getPaths()
          .forEach((path, item) ->
              item.readOperationsMap()
                  .forEach((verb, operation) -> {
                    if (path.startsWith(ONE_ACCOUNT)) {
                      if (takes(operation, USER)) {
                        operation.getParameters().removeIf(it -> it.getName().equals(USER));
                      }
                      operation.addParametersItem(onBehalfOf());
                    }
                    operation
                        .getResponses()
                        .forEach((status, response) -> {
                          if (!status.equals("401")) {
                            response.addHeaderObject("RateLimit", limit());
                          }
                        });
                    Examples.add(verb + " " + path, operation);
                  }));
    };
  }

  private static Parameter onBehalfOf() {
    return new Parameter()
        .in("query")
        .name(USER)
        .description("The application's user for whom this is done, and whose rights it needs.")
        .schema(new StringSchema());
  }

  private static void problems(ApiResponses responses, Operation operation, HandlerMethod method) {
    boolean named = has(method, PathVariable.class);
    boolean conditional = takes(operation, "If-Match");
    boolean takes = operation.getRequestBody() != null || operation.getParameters() != null;
    add(responses, "401", "No valid API key.");
    add(responses, "403", "The key lacks the scope; `scope` names it.");
    add(responses, "429", "Too many requests. `Retry-After` says how many seconds to wait.");
    if (named) {
      add(responses, "404", "Nothing is there under this ID.");
    }
    if (changes(operation, method)) {
      add(responses, "409", "Understood, but the present state does not allow it.");
    }
    if (conditional) {
      add(responses, "412", "`If-Match` names another version than the stored one.");
    }
    if (takes) {
      add(responses, "422", "A field or parameter cannot be accepted; `errors` says which.");
    }
  }

  private static void add(ApiResponses responses, String status, String description) {
    var response = new ApiResponse().description(description).content(Problems.content(status));
    if (status.equals("429")) {
      response.addHeaderObject(
          "Retry-After", new Header().description("Seconds.").schema(new StringSchema()));
    }
    responses.addApiResponse(status, response);
  }

  private static boolean changes(Operation operation, HandlerMethod method) {
    var mapping = method.getMethodAnnotation(RequestMapping.class);
    return operation.getRequestBody() != null
        || mapping == null
        || List.of(mapping.method()).stream().anyMatch(verb -> !verb.name().equals("GET"));
  }

  private static boolean takes(Operation operation, String header) {
    return operation.getParameters() != null
        && operation.getParameters().stream().map(Parameter::getName).anyMatch(header::equals);
  }

  private static boolean has(HandlerMethod method, Class<? extends Annotation> annotation) {
    for (var parameter : method.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(annotation)) {
        return true;
      }
    }
    return false;
  }

  /** {@code accounts.create}: controller and method are unique together, and stay. */
  private static String operationId(HandlerMethod method) {
    var controller = method.getBeanType().getSimpleName().replace("Api", "");
    return Character.toLowerCase(controller.charAt(0))
        + controller.substring(1)
        + "."
        + method.getMethod().getName();
  }

  private static Header limit() {
    return new Header()
        .description("What is left of the minute: `\"key\";r=59999;t=37`.")
        .schema(new StringSchema());
  }
}
